"""Doing two things at once, each on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection, connections

SECONDS = 20


def run_together(*acts: Callable[[], object]) -> list[object]:
    """Start all of them in the same moment and return what they return, or the exception that they raise."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            ready.wait(timeout=SECONDS)
            return act()
        except Exception as error:  # noqa: BLE001  # the test looks at it
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [each.result(timeout=SECONDS) for each in [threads.submit(run, act) for act in acts]]
