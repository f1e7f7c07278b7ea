"""The questions and options that rules refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from forms_engine.logic.types import Type, element_of, list_of

Label: TypeAlias = str | Mapping[str, str]
"""Words in one language, or by language."""


@dataclass(frozen=True, kw_only=True)
class Symbol:
    """A question. `repeats` are the ids of the repeats around it, outermost first."""

    id: str
    type: Type
    label: Label
    key: str
    repeats: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OptionSymbol:
    """An option and where it is offered: the id of its question or of its set."""

    id: str
    code: str
    label: Label
    field_or_set: str


class Symbols(Protocol):
    """Knows the questions and options of one form by id."""

    def field(self, id: str, /) -> Symbol | None:
        """Return the question, None if the form has none with that id."""
        ...

    def option(self, id: str, /) -> OptionSymbol | None:
        """Return the option, None if the form has none with that id."""
        ...


def in_language(label: Label, language: str) -> str:
    """Return the label in the language, else in the first it has, else an empty text."""
    if isinstance(label, str):
        return label
    return (
        label.get(language)
        or label.get(language.split("-")[0])
        or next((words for words in label.values() if words), "")
    )


def levels(symbol: Symbol, scope: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """Return how far a rule in `scope` climbs to a question, and the repeats it then goes through.

    With no repeat to go through it sees one value, otherwise the list of the values of all rows.
    """
    shared = 0
    for mine, theirs in zip(scope, symbol.repeats, strict=False):
        if mine != theirs:
            break
        shared += 1
    return len(scope) - shared, symbol.repeats[shared:]


def seen_as(symbol: Symbol, scope: tuple[str, ...]) -> Type:
    """Return the type that a rule in `scope` sees: a list when it looks into a repeat from outside.

    Lists of several rows become one list: which codes were ticked in any row.
    """
    return list_of(element_of(symbol.type)) if levels(symbol, scope)[1] else symbol.type
