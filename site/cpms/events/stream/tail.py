"""The one loop of a process that reads the outbox while somebody listens."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from django.db import Error, close_old_connections, connections

from cpms.events.stream import frames, reading
from cpms.events.stream.listener import Listener

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping, Set

    from cpms.events.audience import Pair
    from cpms.events.cursor import Cursor
    from cpms.events.models import Event
    from cpms.events.stream.listener import SignedIn

logger = logging.getLogger(__name__)

PAUSE = 0.3  # seconds between two looks at the outbox
PAUSE_AFTER_ERROR = 1.0
SESSIONS_EVERY = 1.0  # seconds, when nothing happens; before each delivery in any case
KEEP_ALIVE_EVERY = 15.0  # seconds; proxies close what is silent


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the loop wants to know: for whom, from where on, for which newcomers, and whether sessions are looked at anyway."""

    who: Set[SignedIn]
    cursor: Cursor | None
    newcomers: Set[str]
    are_sessions_due: bool


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the database said. `signed_in` is None when nobody asked."""

    starts: Mapping[str, reading.Start]
    events: list[Event]
    known: Set[Pair]
    signed_in: Set[SignedIn] | None


class Tail:
    """Reads the outbox in a thread with a connection of its own, and hands events to the listeners who may know.

    The loop begins with the first listener and ends with the last. Each look is a few queries, however many listen.
    """

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._loop: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()
        self._looked_at_sessions = 0.0

    async def listen(self, who: SignedIn, *, asked: str) -> AsyncGenerator[bytes]:
        """Yield what is sent to one browser, until it goes or its session ends."""
        listener = Listener(who, asked=asked)
        self._join(listener)
        try:
            yield frames.BEGIN
            while (frame := await listener.next(KEEP_ALIVE_EVERY)) is not None:
                yield frame or frames.KEEP_ALIVE
        finally:
            self._listeners.discard(listener)

    def _join(self, listener: Listener) -> None:
        self._listeners.add(listener)
        self._wake.set()
        if self._loop is None:
            self._loop = asyncio.create_task(self._run())

    async def _run(self) -> None:
        thread = ThreadPoolExecutor(1, thread_name_prefix="stream")
        try:
            while self._listeners:
                await self._pause(await self._look(thread))
        finally:
            self._loop = None
            for listener in self._listeners:  # none, unless something unforeseen ended the loop
                listener.close()
            thread.submit(connections.close_all)
            thread.shutdown(wait=False)

    async def _look(self, thread: ThreadPoolExecutor) -> float:
        """Look at the outbox once and return for how many seconds it may rest."""
        self._wake.clear()
        present = set(self._listeners)  # whoever comes in the meantime was not asked for
        are_sessions_due = monotonic() - self._looked_at_sessions >= SESSIONS_EVERY
        asked = _asked(present, are_sessions_due=are_sessions_due)
        try:
            found = await asyncio.get_running_loop().run_in_executor(thread, _find, asked)
        except Error:
            logger.warning("The outbox cannot be read; it is tried again.", exc_info=True)
            return PAUSE_AFTER_ERROR
        if found.signed_in is not None:
            self._looked_at_sessions = monotonic()
            _send_away(present, found.signed_in)
        for listener in present:
            _deliver(listener, found)
        return PAUSE if len(found.events) < reading.MOST_AT_ONCE else 0

    async def _pause(self, seconds: float) -> None:
        """Wait, but not when somebody new comes."""
        try:
            await asyncio.wait_for(self._wake.wait(), seconds)
        except TimeoutError:
            return


def _asked(listeners: Set[Listener], *, are_sessions_due: bool) -> Asked:
    return Asked(
        who={listener.who for listener in listeners},
        cursor=min((each.cursor for each in listeners if each.cursor is not None), default=None),
        newcomers={each.asked for each in listeners if each.cursor is None},
        are_sessions_due=are_sessions_due,
    )


def _find(asked: Asked) -> Found:
    """Ask the database; this runs in the thread."""
    close_old_connections()
    starts = reading.starts_of(asked.newcomers) if asked.newcomers else {}
    places = [start.cursor for start in starts.values()]
    lowest = min([*places, asked.cursor] if asked.cursor else places)
    events = reading.events_after(lowest)
    known = reading.known_to({who.user_id for who in asked.who}, events)
    must_ask = asked.are_sessions_due or bool(events) or bool(asked.newcomers)
    signed_in = reading.still_signed_in(asked.who) if must_ask else None
    return Found(starts=starts, events=events, known=known, signed_in=signed_in)


def _send_away(listeners: Set[Listener], signed_in: Set[SignedIn]) -> None:
    for listener in listeners:
        if listener.who not in signed_in:
            listener.offer(frames.END)
            listener.close()


def _deliver(listener: Listener, found: Found) -> None:
    """Offer what is behind the listener's place and for this person, and move the place: the rest is not for them."""
    if listener.cursor is None:
        start = found.starts[listener.asked]
        listener.cursor = start.cursor
        listener.offer((frames.reset if start.is_reset else frames.place)(start.cursor))
    for event in found.events:
        if listener.cursor < event.cursor and reading.is_for(event, listener.who, found.known):
            listener.offer(frames.told(event))
    if found.events:
        listener.cursor = max(listener.cursor, found.events[-1].cursor)


tail = Tail()
