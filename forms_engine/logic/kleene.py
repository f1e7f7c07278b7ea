"""Logic with an unknown (S. C. Kleene, Introduction to Metamathematics, 1952, §64)."""

from __future__ import annotations

from collections.abc import Iterable


def negation(fact: bool | None) -> bool | None:  # noqa: FBT001 - the fact is the argument
    """Return the opposite; the opposite of unknown is unknown."""
    return None if fact is None else not fact


def every(facts: Iterable[bool | None]) -> bool | None:
    """Tell whether all are true: one false settles it, else one unknown leaves it open."""
    open_question = False
    for fact in facts:
        if fact is False:
            return False
        open_question = open_question or fact is None
    return None if open_question else True


def some(facts: Iterable[bool | None]) -> bool | None:
    """Tell whether one is true: one true settles it, else one unknown leaves it open."""
    open_question = False
    for fact in facts:
        if fact is True:
            return True
        open_question = open_question or fact is None
    return None if open_question else False
