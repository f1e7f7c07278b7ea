"""What was said, and what is new for somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from cpms.accounts.models import User
from cpms.communication.models import Message, NewsSeen
from cpms.communication.reactions import Happened, reactions
from cpms.events.models import Event
from cpms.panels.models import Panel
from cpms.patients.models import Case

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from cpms.events.cursor import Cursor
    from cpms.events.models import EventQuerySet

MOST_COUNTED = 100


@dataclass(frozen=True, kw_only=True)
class News:
    """One line of what is new: the sentence, where more stands ("" if nowhere for this reader), and whether it was seen."""

    sentence: str
    url: str
    at: datetime
    is_seen: bool


def messages_of(case_id: UUID) -> QuerySet[Message]:
    """Return the discussion of a case, oldest first. For who was found to see the case in full."""
    return Message.objects.filter(case_id=case_id).select_related("by").order_by("at", "pk")


def news_for(user: User) -> EventQuerySet:
    """Return the events that are news for the person, newest first.

    What they did themselves is none. Only settled events count: a place up to which all was seen must not leave room for
    one that is committed later and stands before it.
    """
    for_all = [name for name, reaction in reactions.items() if reaction.is_for_all]
    in_full = Case.objects.full_for(user).values("pk")
    return (
        Event.objects.visible_to(user)
        .settled()
        .filter(Q(recipient=user) | Q(kind__in=for_all) | Q(scope__in=in_full))
        .filter(kind__in=reactions.names())
        .exclude(actor_id=user.pk)
        .newest_first()
    )


def unseen_count(user: User) -> int:
    """Return how much is new for the person, 100 at most. One statement."""
    seen = NewsSeen.objects.filter(user=user).filter(
        Q(xid__gt=OuterRef("xid")) | Q(xid=OuterRef("xid"), event_id__gte=OuterRef("id"))
    )
    return news_for(user).filter(~Exists(seen)).order_by()[:MOST_COUNTED].count()


def seen_up_to(user: User) -> Cursor | None:
    """Return how far the person has looked; None if they never did."""
    seen = NewsSeen.objects.filter(user=user).first()
    return seen.cursor if seen else None


def told(events: Sequence[Event], reader: User) -> list[News]:
    """Return what a person is told about events. Who did it and which panel is asked once for all of them.

    A panel is named only if the person sees it now.
    """
    people = User.objects.in_bulk({event.actor_id for event in events if event.actor_id})
    panels = _panels(events, reader)
    seen = seen_up_to(reader)
    lines = []
    for event in events:
        happened = Happened(
            kind=event.kind,
            at=event.at,
            by=people.get(event.actor_id) if event.actor_id else None,
            reader=reader,
            panel=panels.get(event.scope or _panel_of(event)),
        )
        line = reactions.get(event.kind).tell(happened)
        is_seen = seen is not None and event.cursor <= seen
        lines.append(News(sentence=line.sentence, url=line.url, at=event.at, is_seen=is_seen))
    return lines


def _panels(events: Sequence[Event], reader: User) -> dict[UUID | None, Panel]:
    """Return the panels that the events happened in and the person sees, by their id and by their case's."""
    cases = {event.scope for event in events if event.scope}
    ids = {number for event in events if (number := _panel_of(event))}
    found = (
        Panel.objects.visible_to(reader)
        .filter(Q(case__in=cases) | Q(pk__in=ids))
        .select_related("instance__version")
    )
    panels: dict[UUID | None, Panel] = {}
    for panel in found:
        panels |= {panel.pk: panel, panel.case_id: panel}
    return panels


def _panel_of(event: Event) -> UUID | None:
    """Return the panel that an event without a case speaks of."""
    return UUID(event.subject_id) if event.subject_type == "panel" else None
