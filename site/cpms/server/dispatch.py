"""Two applications behind one port."""

from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, Scope

from cpms.server.pages import Pages

STREAM = "/stream/"

# An ASGI application; Django and asgiref type it differently.
Streams = Callable[[Any, Any, Any], Awaitable[None]]


class Dispatcher:
    """Sends `/stream/` to the one application, which lives in the event loop, and everything else to page threads."""

    def __init__(self, *, pages: Pages, streams: Streams) -> None:
        self._pages = pages
        self._streams = streams

    async def __call__(
        self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        """Answer one request. Only HTTP is spoken here: the server is told to offer nothing else."""
        if scope["type"] != "http":
            return
        if scope["path"].startswith(STREAM):
            await self._streams(scope, receive, send)
        else:
            await self._pages(scope, receive, send)
