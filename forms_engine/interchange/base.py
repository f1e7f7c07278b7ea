"""What a format is, and what reading a file with it yields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from forms_engine.registry import Registry

JSON = Any  # the border: definitions and their rules are JSON


class UnreadableFile(Exception):
    """The file cannot be read as this format; the text is one sentence that names the place."""


@dataclass(frozen=True, kw_only=True)
class Loss:
    """One thing of the file that the definition does not carry, or carries in another form.

    `construct` names the kind of thing, `place` where it stands in the file, `kept_as` what became
    of it, and `source` is its text as it stood there. `item_lost` tells a question that is missing
    from the definition from a detail of one that is there.
    """

    construct: str
    place: str
    kept_as: str
    source: str
    item_lost: bool = False

    def as_json(self) -> dict[str, JSON]:
        """Return the loss as reports print it."""
        return {
            "construct": self.construct,
            "place": self.place,
            "kept_as": self.kept_as,
            "source": self.source,
            "item_lost": self.item_lost,
        }


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A file turned into a definition. `items` = `imported` + the losses whose item is lost."""

    definition: dict[str, JSON]
    losses: Sequence[Loss]
    items: int
    imported: int
    rules_total: int
    rules_as_logic: int

    def summary(self) -> dict[str, JSON]:
        """Return the report in the shape that the command line prints."""
        return {
            "items": self.items,
            "imported": self.imported,
            "losses": [loss.as_json() for loss in self.losses],
            "rules": {"total": self.rules_total, "as_logic": self.rules_as_logic},
            "definition": self.definition,
        }


class InterchangeFormat(Protocol):
    """A kind of file that holds a form. `suffixes` are its usual endings, with the dot."""

    @property
    def name(self) -> str:
        """The name on the command line."""

    @property
    def label(self) -> str:
        """The name that people read."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The usual endings of such files."""

    def read(self, data: bytes, *, name: str) -> Reading:
        """Turn the bytes of the file called `name` into a definition. Raise `UnreadableFile`."""


@dataclass(frozen=True, kw_only=True)
class Writing:
    """A definition turned into a file, and what the format could not carry."""

    data: bytes
    losses: Sequence[Loss] = ()


class WritableFormat(InterchangeFormat, Protocol):
    """A format that can be written as well."""

    def write(self, definition: Mapping[str, JSON]) -> Writing:
        """Turn a definition into the bytes of a file."""


formats: Registry[InterchangeFormat] = Registry("format")
