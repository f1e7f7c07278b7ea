"""Somebody with an open stream."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cpms.events.cursor import Cursor

MOST_WAITING = 1_000  # frames


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """A person in a session. `session_hash` changes with their password and ends the session elsewhere."""

    user_id: int
    session_key: str
    session_hash: str


class Listener:
    """One open stream: who it is for, where in the outbox it stands, and what waits to be sent.

    `asked` is what the browser saw last, by its own words. `cursor` is unknown until the tail has looked at them.
    """

    def __init__(self, who: SignedIn, *, asked: str) -> None:
        self.who = who
        self.asked = asked
        self.cursor: Cursor | None = None
        self.is_closed = False
        self._waiting: deque[bytes] = deque()
        self._changed = asyncio.Event()

    def offer(self, frame: bytes) -> None:
        """Let a frame wait to be sent. Whoever reads too slowly is closed: the browser comes back and says where it was."""
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.clear()
            self.close()
        elif not self.is_closed:
            self._waiting.append(frame)
            self._changed.set()

    def close(self) -> None:
        """Offer nothing more; what waits is still sent."""
        self.is_closed = True
        self._changed.set()

    async def next(self, patience: float) -> bytes | None:
        """Return the next frame, nothing but `b""` after so many seconds without one, and None when it is closed."""
        if not self._waiting and not self.is_closed:
            self._changed.clear()
            try:
                await asyncio.wait_for(self._changed.wait(), patience)
            except TimeoutError:
                return b""
        return self._waiting.popleft() if self._waiting else None
