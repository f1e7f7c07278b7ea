"""What the rules of a dictionary may refer to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from forms_engine.interchange.base import JSON
from forms_engine.interchange.redcap.expression import Reference

LARGEST = 2**53
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\Z")


class NotCarried(Exception):
    """A rule says something that our logic does not; the text says what, from "it …" on."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """A question of the dictionary, with the type of our field.

    `unusable` says why rules cannot read it, as a clause that follows its name.
    """

    id: str = ""
    type: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    """Id of each option by its code."""
    unusable: str = ""

    @property
    def rule(self) -> JSON:
        """The rule that reads the answer."""
        return {"field": self.id}

    @property
    def is_empty(self) -> JSON:
        """The rule that is true while there is no answer."""
        return {"is_empty": [self.rule]}

    def option_rule(self, code: str) -> JSON | None:
        """Return the rule that names an option, None if the question has no such option."""
        found = self.options.get(code)
        if found is None:
            alike = [key for key in self.options if key.casefold() == code.casefold()]
            alike = alike or [key for key in self.options if _same_number(key, code)]
            found = self.options[alike[0]] if len(alike) == 1 else None
        return None if found is None else {"option": found}


class Names:
    """Finds questions by the names that rules use."""

    def __init__(self, known: Mapping[str, Known]) -> None:
        self._known = known

    def find(self, reference: Reference) -> Known:
        """Return the question. Raise `NotCarried` for what no rule here can read."""
        if reference.path > 1:
            raise NotCarried("it reads the answer of another event or of a repeated form")
        if reference.piece not in (None, "value"):
            raise NotCarried(f"it uses “:{reference.piece}”")
        found = self._known.get(reference.name) or self._known.get(reference.name.lower())
        if found is None:
            kind = "variable of REDCap" if "-" in reference.name else "question"
            raise NotCarried(f"it refers to “{reference.name}”, a {kind} that is not in the file")
        if found.unusable:
            raise NotCarried(f"it refers to “{reference.name}”, {found.unusable}")
        return found


def number_in(text: str) -> float | None:
    """Return the number that a text spells, None if it spells none."""
    if not _NUMBER.match(text.strip()):
        return None
    number = float(text)
    return number if abs(number) < LARGEST else None


def _same_number(first: str, second: str) -> bool:
    number = number_in(first)
    return number is not None and number == number_in(second)
