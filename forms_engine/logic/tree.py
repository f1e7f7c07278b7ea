"""Reading the JSON tree of a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forms_engine.logic.operator import Operator


class RuleRefused(ValueError):
    """A rule that has not passed the check cannot be evaluated; the text says what is wrong."""


def call_of(rule: object) -> tuple[str, object] | None:
    """Return the name of the operator and what it is given; None if the rule is not a call."""
    if not isinstance(rule, Mapping) or len(rule) != 1:
        return None
    ((name, given),) = rule.items()
    return (name, given) if isinstance(name, str) else None


def arguments_of(operator: Operator, given: object) -> tuple[object, ...] | None:
    """Return the arguments of a call, None if they are not written as this operator wants them."""
    if operator.bare:
        return (given,) if isinstance(given, str) else None
    return tuple(given) if isinstance(given, list | tuple) else None


def references(rule: object) -> frozenset[str]:
    """Return the ids of the questions that a rule reads."""
    return frozenset(_named(rule, "field"))


def option_references(rule: object) -> frozenset[str]:
    """Return the ids of the options that a rule names."""
    return frozenset(_named(rule, "option"))


def measure(rule: object) -> tuple[int, int]:
    """Return how many nodes a rule has and how deep it is."""
    nodes = depth = 0
    for level in _levels(rule):
        nodes += len(level)
        depth += 1
    return nodes, depth


def _levels(rule: object) -> Iterator[list[object]]:
    level = [rule]
    while level:
        yield level
        level = [below for each in level for below in _below(each)]


def _below(rule: object) -> list[object]:
    if not isinstance(rule, Mapping):
        return []
    return [each for given in rule.values() if isinstance(given, list | tuple) for each in given]


def _named(rule: object, operator: str) -> Iterator[str]:
    for level in _levels(rule):
        for each in level:
            name, given = call_of(each) or ("", None)
            if name == operator and isinstance(given, str):
                yield given
