"""What happened, told to whoever keeps the audit trail. The site installs the sink; without one it refuses to start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act or read. Ids only: an answer, a name or a pseudonym never stands in an act."""

    name: str
    by: int | None
    subject_type: str
    subject_id: str
    now: datetime
    scope: UUID | None = None
    details: Mapping[str, str | int] = field(default_factory=dict)


class NoSink(RuntimeError):
    """Nobody keeps the audit trail, so nothing may happen."""


Sink = Callable[[Act], None]
_sinks: list[Sink] = []


def install(sink: Sink) -> None:
    """Take the function that keeps acts; the last one installed is used."""
    _sinks[:] = [sink]


def is_installed() -> bool:
    """Tell whether acts are kept."""
    return bool(_sinks)


def record(act: Act) -> None:
    """Hand an act to the sink, in the caller's transaction. Raise `NoSink` if there is none."""
    if not _sinks:
        raise NoSink("No audit trail is installed.")
    _sinks[0](act)
