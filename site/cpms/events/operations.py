"""Telling what happened."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from cpms.audit.operations import IDENTIFIER, NotAnIdentifier
from cpms.events.models import DAYS_KEPT, Event

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cpms.accounts.models import User


def publish(
    *,
    kind: str,
    subject_type: str,
    subject_id: str,
    by: User | None,
    now: datetime,
    scope: UUID | None = None,
    recipient: User | None = None,
) -> Event:
    """Write an event in the caller's transaction: it is told when that commits, and never if it does not.

    It is for the recipient, or without one for everybody who may know about the case `scope`. Raise `NotAnIdentifier`
    when something looks like words: events travel to browsers.
    """
    for value in (kind, subject_type, subject_id):
        if not IDENTIFIER.fullmatch(value):
            raise NotAnIdentifier("An event carries more than ids.")
    return Event.objects.create(
        kind=kind,
        scope=scope,
        recipient=recipient,
        subject_type=subject_type,
        subject_id=subject_id,
        actor_id=by.pk if by else None,
        at=now,
    )


@transaction.atomic
def purge_events(*, now: datetime) -> int:
    """Delete what is older than 30 days, and return how many events that were.

    Always the first ones in a row, and never the last of all: so a browser that comes back can be told whether something
    was deleted behind the place where it stood.
    """
    limit = now - timedelta(days=DAYS_KEPT)
    stays = (
        Event.objects.filter(at__gte=limit).in_order().first()
        or Event.objects.newest_first().first()
    )
    if stays is None:
        return 0
    old = Event.objects.filter(at__lt=limit, xid__lt=stays.xid)
    return old.delete()[0]
