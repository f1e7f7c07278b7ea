"""The web server, in this process."""

import asyncio
import contextlib
import errno
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from asgiref.typing import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, Scope
from django.core.exceptions import RequestAborted
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from cpms.database.refusal import StartRefused

SECONDS_TO_FINISH = 1


def refuse_taken_port(host: str, port: int) -> None:
    """Raise StartRefused when another program listens there or the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise StartRefused(
                    f"Port {port} is in use: stop the other program or choose another port with --port."
                ) from None
            raise StartRefused(
                f"Port {port} of {host} cannot be opened ({error.strerror})."
            ) from None


def refuse_missing_bundle(manifest: Path) -> None:
    """Raise StartRefused when the browser's part was never built: every page would come without style."""
    if not manifest.is_file():
        raise StartRefused("The browser's part of the site is not built: run make client.")


def serve(
    application: ASGI3Application, *, host: str, port: int, when_ready: Callable[[], None]
) -> None:
    """Answer requests until SIGINT or SIGTERM; then return."""
    asyncio.run(_serve(application, host, port, when_ready))


def leave(code: int) -> NoReturn:
    """End the process at once, when everything of ours is closed.

    The server's threads may be on their way into Python; taking the interpreter down under them makes them panic.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


class Answers:
    """The application, and what it is answering just now.

    An open stream never ends by itself, and the server would wait for it: clients come back and say what they have seen.
    """

    def __init__(self, application: ASGI3Application) -> None:
        self._application = application
        self._running: set[asyncio.Future[None]] = set()

    async def __call__(
        self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        """Answer one request, to its end or until it is broken off."""
        task = asyncio.ensure_future(self._application(scope, receive, send))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        try:
            await asyncio.wait({task})
        finally:
            task.cancel()  # no effect on what has ended
        if not task.cancelled():
            task.result()

    def break_off(self) -> None:
        """End what is still being answered."""
        for task in self._running:
            task.cancel()


async def _serve(
    application: ASGI3Application, host: str, port: int, when_ready: Callable[[], None]
) -> None:
    answers = Answers(application)
    server = Server(
        answers,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.error,
        backlog=1024,
    )
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_report)
    stop = asyncio.Event()
    with stopping_at_signals(lambda: loop.call_soon_threadsafe(stop.set)):
        serving = asyncio.create_task(server.serve())
        stopping = asyncio.create_task(stop.wait())
        announcing = asyncio.create_task(_announce(host, port, when_ready))
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        server.stop()  # type: ignore[no-untyped-call]  # granian does not say
        await asyncio.wait({serving}, timeout=SECONDS_TO_FINISH)
        answers.break_off()
        await asyncio.wait({serving}, timeout=SECONDS_TO_FINISH)
        stopping.cancel()
        announcing.cancel()
        if serving.done():
            serving.result()  # what made it end by itself, if that was so


def _report(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Report what nobody waited for; not that a client left just when its answer was broken off."""
    if not isinstance(context.get("exception"), RequestAborted):
        loop.default_exception_handler(context)


async def _announce(host: str, port: int, when_ready: Callable[[], None]) -> None:
    """Call it when the port answers: the server listens in a thread of its own and does not say when."""
    while True:
        try:
            _, writer = await asyncio.open_connection(host, port)
        except OSError:
            await asyncio.sleep(0.02)
            continue
        writer.close()
        when_ready()
        return


@contextlib.contextmanager
def stopping_at_signals(stop: Callable[[], object]) -> Iterator[None]:
    """Call it at SIGINT and SIGTERM meanwhile, instead of what they did before."""
    before = {
        number: signal.signal(number, lambda *_: stop())
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
