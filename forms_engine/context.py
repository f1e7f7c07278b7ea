"""What a form asks of the site around it: a term list, kept files, today, and who is filling it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Term:
    """A concept of a terminology. `matched` is the synonym that was found, if it was not the label."""

    system: str
    code: str
    label: str
    matched: str = ""
    retired: bool = False


class Terminology(Protocol):
    """Finds concepts."""

    def search(self, system: str, text: str, *, limit: int = 20) -> Sequence[Term]:
        """Return the concepts on offer whose label, synonym or code resembles the text, best first."""
        ...

    def lookup(self, system: str, code: str) -> Term | None:
        """Return the concept, also a retired one; None if the system has no such code."""
        ...


class Uploads(Protocol):
    """Knows the files that were received, checked and kept."""

    def describe(self, upload: str) -> Mapping[str, str | int] | None:
        """Return `{"upload", "name", "media_type", "size", "sha256"}` of a kept file, None if there is none."""
        ...


class NoTerminology:
    """A site without terminologies."""

    def search(self, system: str, text: str, *, limit: int = 20) -> Sequence[Term]:
        """Find nothing."""
        return ()

    def lookup(self, system: str, code: str) -> Term | None:
        """Know nothing."""
        return None


class NoUploads:
    """A site that keeps no files."""

    def describe(self, upload: str) -> Mapping[str, str | int] | None:
        """Know nothing."""
        return None


@dataclass(frozen=True, kw_only=True)
class FormContext:
    """The circumstances in which a form is filled in; fixed for one request."""

    today: date
    language: str = "en"
    terminology: Terminology = field(default_factory=NoTerminology)
    uploads: Uploads = field(default_factory=NoUploads)
    user_roles: tuple[str, ...] = ()
    step: str | None = None
