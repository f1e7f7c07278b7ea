"""Browsers that listen, as far as the stream is concerned."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from django.conf import settings
from django.test import Client

from cpms.accounts.models import User

TOLD = re.compile(
    rb'id: (\d+-\d+)\ndata: \{"kind": "\w+", "subject_type": "Panel", "subject_id": "([\w-]+)"'
)
PLACE = re.compile(rb"id: (\d+-\d+)\n")
PATIENCE = 15.0  # seconds


def session_of(person: User) -> str:
    """Sign the person in and return the session's key."""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@dataclass(kw_only=True)
class Browser:
    """One browser with an open stream, and what it was sent; `times` says when, by subject."""

    port: int
    session: str
    last: str = ""
    received: bytes = b""
    is_open: bool = False
    times: dict[str, float] = field(default_factory=dict)
    _task: asyncio.Task[None] | None = None

    @property
    def head(self) -> str:
        """The first line and the headers of the answer, in lower case."""
        return self.received.partition(b"\r\n\r\n")[0].decode().lower()

    @property
    def subjects(self) -> list[str]:
        """What it was told about, in order."""
        return [subject.decode() for _, subject in TOLD.findall(self.received)]

    @property
    def place(self) -> str:
        """Where it stands, as it would say itself when it comes back."""
        return str(PLACE.findall(self.received)[-1].decode())

    async def connect(self) -> None:
        """Open the stream, and return when the server has said where it begins or has refused."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        lines = ["GET /stream/ HTTP/1.1", "Host: localhost", f"Cookie: sessionid={self.session}"]
        if self.last:
            lines.append(f"Last-Event-ID: {self.last}")
        writer.write("\r\n".join([*lines, "", ""]).encode())
        self.is_open = True
        self._task = asyncio.create_task(self._read(reader, writer))
        await until(lambda: PLACE.search(self.received) is not None or not self.is_open)

    async def close(self) -> None:
        """Leave."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while piece := await reader.read(65536):
                self.received += piece
                for subject in self.subjects:
                    self.times.setdefault(subject, monotonic())
                if (
                    b"\r\n0\r\n\r\n" in piece or piece == b"0\r\n\r\n"
                ):  # the last piece of a whole answer
                    break
        finally:
            self.is_open = False
            writer.close()


async def until(condition: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Wait for a condition."""
    deadline = monotonic() + patience
    while not condition():
        assert monotonic() < deadline, "This takes too long."
        await asyncio.sleep(0.01)
