"""The types that a rule reckons with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Type:
    """A type of value. Only a list has an `item`; browsers receive it as `list:<item>`."""

    name: str
    item: Type | None = None

    def __str__(self) -> str:
        """Return the name that `type_named` reads."""
        return f"{self.name}:{self.item}" if self.item else self.name

    @property
    def words(self) -> str:
        """Return the type with its article, for messages."""
        return _WORDS[self.name]


BOOLEAN = Type(name="boolean")
NUMBER = Type(name="number")
TEXT = Type(name="text")
DATE = Type(name="date")
DATETIME = Type(name="datetime")
DURATION = Type(name="duration")
CODED = Type(name="coded")
FILE = Type(name="file")

_WORDS = {
    "boolean": "yes or no",
    "number": "a number",
    "text": "a text",
    "date": "a date",
    "datetime": "a date with a time",
    "duration": "a duration",
    "coded": "a coded term",
    "file": "a file",
    "list": "a list",
}
_PLAIN = {
    str(each): each for each in (BOOLEAN, NUMBER, TEXT, DATE, DATETIME, DURATION, CODED, FILE)
}
ORDERED = frozenset({NUMBER, DATE, DATETIME, DURATION})
WRITTEN_AS_TEXT = frozenset({DATE, DATETIME, DURATION, CODED})
"""Types without a literal of their own: a rule writes their values as texts."""


def list_of(item: Type) -> Type:
    """Return the type of a list."""
    return Type(name="list", item=item)


def type_named(name: str) -> Type:
    """Return the type written as `number` or `list:text`. Raise `KeyError` for any other name."""
    if name.startswith("list:"):
        return list_of(_PLAIN[name.removeprefix("list:")])
    return _PLAIN[name]


def element_of(kind: Type) -> Type:
    """Return what a list holds, and any other type as it is."""
    return kind.item or kind
