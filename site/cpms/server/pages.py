"""Pages: a WSGI application behind an ASGI server, where a page thread only ever computes.

A thread gets a request when its body is complete and is free again when the answer is: slow clients, in either direction, are
the event loop's. The ready-made bridges hand each piece of an answer from the thread to the client and wait: twenty clients
that did not read kept every page from everybody, and a file of 60 MB took 68 s of processor time in pieces of 4 kB.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Any, Protocol

from asgiref.typing import (
    ASGIReceiveCallable,
    ASGISendCallable,
    HTTPResponseBodyEvent,
    HTTPResponseStartEvent,
    HTTPScope,
)

from cpms.server.bodies import (
    IN_MEMORY,
    Body,
    BodyStalled,
    BodyTooLarge,
    ClientGone,
    Limits,
    take_body,
)

PIECE = 256 * 1024  # bytes sent at once

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
ExceptionInformation = tuple[type[BaseException], BaseException, TracebackType]
# Calls `start_response(status, headers)` and returns pieces of bytes, as PEP 3333 has it; nobody types it alike.
WSGIApplication = Callable[[Environ, Any], Any]


class Readable(Protocol):
    """What Django hands over as a file: it can be read and closed."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes, none at the end."""

    def close(self) -> None:
        """Let go of it."""


@dataclass(frozen=True)
class FilePieces:
    """`wsgi.file_wrapper`: a file that is sent from where it lies, without a page thread."""

    file: Readable
    block_size: int = PIECE

    def __iter__(self) -> Iterator[bytes]:
        """Read it as any other answer, for whoever wraps the application."""
        return iter(lambda: self.file.read(self.block_size), b"")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A complete answer: `file` holds its body from the beginning."""

    status: int
    headers: list[tuple[bytes, bytes]]
    file: Readable


class Pages:
    """Runs the application in threads and answers one request at each call."""

    def __init__(
        self, application: WSGIApplication, *, threads: int = 8, limits: Limits | None = None
    ) -> None:
        self._application = application
        self._limits = limits or Limits()
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(
        self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        """Answer one request."""
        try:
            body = await take_body(receive, self._limits)
        except BodyTooLarge:
            await _refuse(send, 413, b"This is too large to be sent in one piece.")
        except BodyStalled:
            await _refuse(send, 408, b"The upload stopped in the middle. Please send it again.")
        except ClientGone:
            return
        else:
            with body.file:
                answer = await self._in_thread(self._compute, build_environ(scope, body))
            try:
                await self._send(answer, send)
            finally:
                await self._in_thread(answer.file.close)

    async def _in_thread(self, work: Callable[..., Any], *arguments: object) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)

    def _compute(self, environ: Environ) -> Answer:
        started: list[tuple[str, Headers]] = []

        def start_response(
            status: str, headers: Headers, error: ExceptionInformation | None = None
        ) -> None:
            started[:] = [(status, headers)]

        pieces = self._application(environ, start_response)
        file = pieces.file if isinstance(pieces, FilePieces) else _gather(pieces)
        ((status, headers),) = started
        return Answer(
            status=int(status.split(" ", 1)[0]),
            headers=[
                (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
            ],
            file=file,
        )

    async def _send(self, answer: Answer, send: ASGISendCallable) -> None:
        """Send at the pace of the client, and stop when it is gone."""
        await send(
            HTTPResponseStartEvent(
                type="http.response.start",
                status=answer.status,
                headers=answer.headers,
                trailers=False,
            )
        )
        more = True
        while more:
            if isinstance(answer.file, tempfile.SpooledTemporaryFile):
                piece = answer.file.read(PIECE)
            else:
                piece = await self._in_thread(answer.file.read, PIECE)
            more = len(piece) > 0
            await send(HTTPResponseBodyEvent(type="http.response.body", body=piece, more_body=more))


def build_environ(scope: HTTPScope, body: Body) -> Environ:
    """Return what PEP 3333 asks for.

    Headers with an underscore are dropped: here `-` becomes `_`, and a client's `x_forwarded_proto` would count as the
    proxy's `x-forwarded-proto`. The length is the one that was counted.
    """
    host, port = scope["server"] or ("localhost", 80)
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": scope["client"][0] if scope["client"] else "",
        "CONTENT_LENGTH": str(body.length),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body.file,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FilePieces,
    }
    for name, value in scope["headers"]:
        if b"_" in name or name in {b"content-length", b"transfer-encoding"}:
            continue
        upper = name.decode("latin-1").upper().replace("-", "_")
        key = upper if upper == "CONTENT_TYPE" else f"HTTP_{upper}"
        text = value.decode("latin-1")
        separator = "; " if upper == "COOKIE" else ","
        environ[key] = f"{environ[key]}{separator}{text}" if key in environ else text
    return environ


def _gather(pieces: Iterable[bytes]) -> IO[bytes]:
    """Return the whole answer; a long one lies in a file until its reader has it."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 — closed when it is sent
    try:
        for piece in pieces:
            file.write(piece)
    except BaseException:
        file.close()
        raise
    finally:
        getattr(pieces, "close", lambda: None)()
    file.seek(0)
    return file


async def _refuse(send: ASGISendCallable, status: int, words: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send(
        HTTPResponseStartEvent(
            type="http.response.start", status=status, headers=headers, trailers=False
        )
    )
    await send(HTTPResponseBodyEvent(type="http.response.body", body=words, more_body=False))
