"""Request bodies, taken in completely before a page thread sees them.

There are few page threads. A client that sends its upload slowly, or stops in the middle, waits here in the event loop, where
waiting costs nothing, and not in a thread that others need.
"""

import asyncio
import tempfile
from dataclasses import dataclass
from typing import IO

from asgiref.typing import ASGIReceiveCallable

IN_MEMORY = 1024**2  # bytes; what is longer goes to a file


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much is taken in one request, in bytes, and how many seconds may lie between two pieces of it."""

    largest: int = 1024**3
    patience: float = 60


class BodyTooLarge(Exception):
    """The client sends more than is taken."""


class BodyStalled(Exception):
    """The client stopped sending in the middle."""


class ClientGone(Exception):
    """The client closed the connection in the middle."""


@dataclass(frozen=True, kw_only=True)
class Body:
    """A complete body, to be read from its beginning; `length` in bytes. Whoever took it closes the file."""

    length: int
    file: IO[bytes]


async def take_body(receive: ASGIReceiveCallable, limits: Limits) -> Body:
    """Return the whole body. Raises BodyTooLarge, BodyStalled or ClientGone; nothing is left open then."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 — the caller closes it
    try:
        length = await _fill(file, receive, limits)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return Body(length=length, file=file)


async def _fill(file: IO[bytes], receive: ASGIReceiveCallable, limits: Limits) -> int:
    length = 0
    while True:
        try:
            event = await asyncio.wait_for(receive(), limits.patience)
        except TimeoutError:
            raise BodyStalled from None
        if event["type"] != "http.request":
            raise ClientGone
        length += len(event["body"])
        if length > limits.largest:
            raise BodyTooLarge
        if length > IN_MEMORY:
            await asyncio.to_thread(file.write, event["body"])
        else:
            file.write(event["body"])
        if not event["more_body"]:
            return length
