"""What a source of concepts is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from forms_engine.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, kw_only=True)
class ConceptRow:
    """One concept as a source gives it. `version` is the release of its terminology, not of the source.

    `parents` are codes of the same system; they may name concepts that the source does not hold.
    """

    system: str
    version: str
    code: str
    label: str
    synonyms: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    retired: bool = False
    replaced_by: str = ""


class TerminologySource(Protocol):
    """A file or package that concepts are loaded from."""

    @property
    def name(self) -> str:
        """What people type to load it."""
        ...

    @property
    def label(self) -> str:
        """What it is, in words."""
        ...

    @property
    def version(self) -> str:
        """Its own release."""
        ...

    @property
    def attribution(self) -> tuple[str, ...]:
        """The sentences that its licences want shown."""
        ...

    def concepts(self) -> Iterable[ConceptRow]:
        """Yield its concepts, each (system, code) once."""
        ...


sources: Registry[TerminologySource] = Registry("terminology source")
