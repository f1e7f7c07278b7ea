"""What the tail asks the database, for all listeners of the process at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models.functions import Now

from cpms.accounts.models import User
from cpms.events import audience
from cpms.events.cursor import Cursor
from cpms.events.models import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from cpms.events.audience import Pair
    from cpms.events.stream.listener import SignedIn

MOST_AT_ONCE = 500
"""Events in one reading, and also how far behind a browser may be that is told what it missed."""


@dataclass(frozen=True, kw_only=True)
class Start:
    """Where a new listener begins; `is_reset` says that it may have missed what cannot be told any more."""

    cursor: Cursor
    is_reset: bool


def here() -> Cursor:
    """Return the place before which everything is settled."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())")
        (xid,) = cursor.fetchone()
    return Cursor(int(xid), 0)


def starts_of(asked: Set[str]) -> dict[str, Start]:
    """Return where listeners begin, by what they saw last; nothing is "", they begin here."""
    present = here()
    starts = {text: Start(cursor=present, is_reset=text != "") for text in asked}
    if asked - {""}:
        oldest = Event.objects.in_order().first()
        horizon = list(Event.objects.settled().newest_first()[MOST_AT_ONCE - 1 : MOST_AT_ONCE])
        limits = [event.cursor for event in (oldest, *horizon) if event is not None]
        for text in asked:
            seen = Cursor.read(text)
            if seen is not None and max(limits, default=seen) <= seen <= present:
                starts[text] = Start(cursor=seen, is_reset=False)
    return starts


def events_after(cursor: Cursor) -> list[Event]:
    """Return the next settled events, at most `MOST_AT_ONCE`."""
    return list(Event.objects.settled().after(cursor).in_order()[:MOST_AT_ONCE])


def known_to(people: Set[int], events: Iterable[Event]) -> Set[Pair]:
    """Return which of the people may know about which of the cases that the events happened in."""
    scopes = {event.scope for event in events if event.recipient_id is None}
    pairs = {(person, scope) for person in people for scope in scopes if scope is not None}
    return audience.provider().may_know(pairs) if pairs else frozenset()


def still_signed_in(listening: Set[SignedIn]) -> set[SignedIn]:
    """Return those whose session goes on: not signed out, not expired, account open, password the same."""
    sessions = set(
        Session.objects.filter(
            session_key__in={who.session_key for who in listening}, expire_date__gt=Now()
        ).values_list("session_key", flat=True)
    )
    people = User.objects.filter(pk__in={who.user_id for who in listening}, is_active=True)
    hashes = {user.pk: user.get_session_auth_hash() for user in people.only("pk", "password")}
    return {
        who
        for who in listening
        if who.session_key in sessions and hashes.get(who.user_id) == who.session_hash
    }


def is_for(event: Event, who: SignedIn, known: Set[Pair]) -> bool:
    """Tell whether an event is told to somebody, given who may know about which case."""
    if event.recipient_id is not None:
        return event.recipient_id == who.user_id
    return event.scope is not None and (who.user_id, event.scope) in known
