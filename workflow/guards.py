"""What may stand in the way of a transition. Each app above brings its own in `<app>/guards/<name>.py`; none is known here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from forms_engine.registry import Registry

if TYPE_CHECKING:
    from datetime import datetime

    from workflow.models import Instance


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What a guard is asked about: this person, with these roles, wants to move this thing now.

    `subject` is what the app above is about, a panel say; before it is created there is no `instance`. Without `by` the timer
    asks. `values` is what was given along with the transition, such as the other network of a panel that is forwarded.
    """

    instance: Instance | None
    subject: Any
    by: Any | None
    roles: frozenset[str]
    now: datetime
    reason: str = ""
    reason_code: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


class Guard(Protocol):
    """Something that must hold. It reads and changes nothing: it is asked whenever the choices are shown."""

    def why_not(self, situation: Situation, parameters: Mapping[str, Any]) -> str | None:
        """Return a sentence that tells a clinician what is missing; None when nothing stands in the way."""
        ...


guards: Registry[Guard] = Registry("workflow guard")
