"""Events, the shortest way."""

from __future__ import annotations

from uuid import UUID

from cpms.accounts.models import User
from cpms.events.models import Event
from cpms.events.operations import publish
from tests.factories.cast import NOW


def event_in(scope: UUID, subject_id: str = "1", *, kind: str = "panel_moved") -> Event:
    """Return an event that is told to all who may know about the case."""
    return publish(
        kind=kind, subject_type="Panel", subject_id=subject_id, by=None, now=NOW, scope=scope
    )


def event_for(person: User, subject_id: str = "1", *, kind: str = "invited") -> Event:
    """Return an event that is told to one person."""
    return publish(
        kind=kind, subject_type="Panel", subject_id=subject_id, by=None, now=NOW, recipient=person
    )
