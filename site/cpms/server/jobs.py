"""The worker of background jobs, in a thread of this process.

It has an event loop of its own, so that neither pages nor streams wait for it.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psycopg
from asgiref.sync import sync_to_async
from django.db import connections
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from cpms.server.run import stopping_at_signals

logger = logging.getLogger(__name__)

SECONDS_BESIDE_PAGES = 3  # for jobs that run when the site stops
SECONDS_ALONE = (
    25  # the same for a worker in a process of its own; whoever stops services kills after 30
)
SECONDS_TO_NEXT_TRY = 2


def worker_app() -> App:
    """Return the site's tasks behind a connection of the worker's own.

    The site's app keeps Django's connection, so that what a running task puts into the queue belongs to the task's transaction.
    """
    connector = app.connector
    assert isinstance(connector, DjangoConnector)  # noqa: S101  # it is what Django's settings make
    own = App(
        connector=connector.get_worker_connector(),
        worker_defaults=app.worker_defaults,
        periodic_defaults=app.periodic_defaults,
    )
    own.tasks = app.tasks
    own.periodic_registry = app.periodic_registry
    return own


@contextmanager
def working(*, seconds: float = SECONDS_BESIDE_PAGES) -> Iterator[None]:
    """Run jobs meanwhile. At the end what runs has so many seconds to finish; a job that is cut off is run again later."""
    worker = _Worker(seconds)
    worker.start()
    try:
        yield
    finally:
        worker.stop()


def work(*, when_ready: Callable[[], None]) -> None:
    """Run jobs until SIGINT or SIGTERM; then return."""
    asyncio.run(_until_told(when_ready))


async def _until_told(when_ready: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    told = asyncio.Event()
    with (
        stopping_at_signals(lambda: loop.call_soon_threadsafe(told.set)),
        working(seconds=SECONDS_ALONE),
    ):
        when_ready()
        await told.wait()


class _Worker(threading.Thread):
    def __init__(self, seconds: float) -> None:
        super().__init__(name="background jobs", daemon=True)
        self._seconds = seconds
        self._loop = asyncio.new_event_loop()
        self._task = self._loop.create_task(_keep_working(seconds))

    def run(self) -> None:
        try:
            with suppress(asyncio.CancelledError):
                self._loop.run_until_complete(self._task)
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
        finally:
            self._loop.close()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._task.cancel)
        self.join(timeout=self._seconds + 1)


async def _keep_working(seconds: float) -> None:
    """Run jobs until cancelled. A worker that loses its database ends by itself; then another one begins."""
    while True:
        await sync_to_async(connections.close_all)()
        own = worker_app()
        try:
            async with own.open_async():
                await own.run_worker_async(
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=seconds,
                    delete_jobs="successful",
                )
        except (ConnectorException, psycopg.Error):
            logger.exception("The worker of background jobs ended and begins again.")
        await asyncio.sleep(SECONDS_TO_NEXT_TRY)
