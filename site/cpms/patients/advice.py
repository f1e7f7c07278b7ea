"""Where experts are asked about a patient, and where each case is discussed. The app above says so; without it nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from cpms.patients.models import Case, Patient


@dataclass(frozen=True, kw_only=True)
class Place:
    """A link with its words, and in a few more words how things stand there."""

    words: str
    url: str
    state: str = ""
    state_label: str = ""


class Advice(Protocol):
    """What the app above answers, for somebody in the patient's care team."""

    def to_ask(self, patient: Patient) -> Place | None:
        """Return where advice is asked for."""
        ...

    def places_of(self, cases: Iterable[Case]) -> Mapping[UUID, Place]:
        """Return by case where it is discussed."""
        ...


class Nowhere:
    """The answer of a site without panels."""

    def to_ask(self, patient: Patient) -> Place | None:
        """Know of nothing."""
        return None

    def places_of(self, cases: Iterable[Case]) -> Mapping[UUID, Place]:
        """Know of nothing."""
        return {}


_advice: list[Advice] = [Nowhere()]


def install(advice: Advice) -> None:
    """Take the answers; the last ones installed are used."""
    _advice[:] = [advice]


def advice() -> Advice:
    """Return the answers in use."""
    return _advice[0]
