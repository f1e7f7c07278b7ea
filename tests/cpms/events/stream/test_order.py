"""Nothing is lost when transactions commit in another order than they wrote in; by id alone it would be."""

from __future__ import annotations

import time
from collections import Counter
from uuid import uuid4

import psycopg
import pytest
from django.db import connection, transaction

from cpms.events.cursor import Cursor
from cpms.events.models import Event
from cpms.events.stream.reading import events_after, here
from tests.cpms.events.out_of_order import wait_for, write
from tests.factories.events import event_in

INSERT = """
    INSERT INTO events_event (kind, scope, subject_type, subject_id, at)
    VALUES ('panel_moved', gen_random_uuid(), 'Panel', %s, now())
"""


class NaiveTail:
    """What one would write first: read on from the largest id seen."""

    def __init__(self) -> None:
        self.last = 0
        self.subjects: list[str] = []

    def look(self) -> None:
        for event in Event.objects.filter(id__gt=self.last).order_by("id"):
            self.subjects.append(event.subject_id)
            self.last = event.pk


class SettledTail:
    """What the stream does."""

    def __init__(self) -> None:
        self.cursor: Cursor = here()
        self.subjects: list[str] = []

    def look(self) -> None:
        for event in events_after(self.cursor):
            self.subjects.append(event.subject_id)
            self.cursor = event.cursor


@pytest.mark.django_db(transaction=True)
class TestOrder:
    def test_the_first_to_write_may_be_the_last_to_commit(self) -> None:
        naive, settled = NaiveTail(), SettledTail()
        with psycopg.connect(**connection.get_connection_params()) as slow:
            slow.execute(INSERT, ["slow"])
            event_in(uuid4(), "fast")
            naive.look()
            settled.look()
            assert (naive.subjects, settled.subjects) == (["fast"], [])
            slow.commit()
        naive.look()
        settled.look()
        assert naive.subjects == ["fast"]
        assert settled.subjects == ["slow", "fast"]

    def test_what_is_rolled_back_is_never_told_and_holds_nothing_up(self) -> None:
        settled = SettledTail()
        with psycopg.connect(**connection.get_connection_params()) as failing:
            failing.execute(INSERT, ["never"])
            event_in(uuid4(), "told")
            failing.rollback()
            settled.look()
        assert settled.subjects == ["told"]

    def test_several_events_of_one_transaction_keep_their_order(self) -> None:
        settled = SettledTail()
        subjects = [str(number) for number in range(20)]
        with transaction.atomic():
            for subject in subjects:
                event_in(uuid4(), subject)
        settled.look()
        assert settled.subjects == subjects

    def test_many_writers_at_once_lose_nothing(self) -> None:
        """And they do lose for the naive tail, or the test could not see a loss."""
        naive, settled = NaiveTail(), SettledTail()
        subjects = [str(number) for number in range(300)]
        writers = write(uuid4(), subjects, writers=6, longest=0.02)
        while any(writer.is_alive() for writer in writers):
            naive.look()
            settled.look()
            time.sleep(0.002)
        wait_for(writers)
        naive.look()
        settled.look()
        assert Counter(settled.subjects) == Counter(subjects)
        assert 0 < len(naive.subjects) < len(subjects)
