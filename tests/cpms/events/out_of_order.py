"""Transactions that write one after the other and commit in another order."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection, transaction

from tests.factories.events import event_in


class Writer(threading.Thread):
    """Tells of its subjects, each in a transaction that goes on for a random while after it."""

    def __init__(self, scope: UUID, subjects: Sequence[str], *, longest: float, seed: int) -> None:
        super().__init__(daemon=True)
        self._scope = scope
        self._subjects = subjects
        self._longest = longest
        self._random = random.Random(seed)  # noqa: S311 — it hides nothing

    def run(self) -> None:
        """Write."""
        try:
            for subject in self._subjects:
                with transaction.atomic():
                    event_in(self._scope, subject)
                    time.sleep(self._random.uniform(0, self._longest))
        finally:
            connection.close()


def write(scope: UUID, subjects: Sequence[str], *, writers: int, longest: float) -> list[Writer]:
    """Start writers that share the subjects."""
    started = [
        Writer(scope, subjects[number::writers], longest=longest, seed=number)
        for number in range(writers)
    ]
    for writer in started:
        writer.start()
    return started


def wait_for(writers: Iterable[Writer]) -> None:
    """Return when all have written."""
    for writer in writers:
        writer.join()
