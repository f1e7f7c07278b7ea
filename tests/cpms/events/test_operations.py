"""Telling what happened, and forgetting it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from cpms.audit.operations import NotAnIdentifier
from cpms.events import tasks
from cpms.events.models import Event
from cpms.events.operations import publish, purge_events
from tests.factories.cast import NOW
from tests.factories.events import event_in
from tests.factories.people import UserFactory


@pytest.mark.django_db
class TestPublish:
    def test_writes_ids_and_the_time(self) -> None:
        person, recipient, case = UserFactory.create(), UserFactory.create(), uuid4()
        event = publish(
            kind="message_posted",
            subject_type="Message",
            subject_id="12",
            by=person,
            now=NOW,
            scope=case,
            recipient=recipient,
        )
        event.refresh_from_db()
        assert (event.kind, event.subject_type, event.subject_id) == (
            "message_posted",
            "Message",
            "12",
        )
        assert (event.actor_id, event.at, event.scope) == (person.pk, NOW, case)
        assert event.recipient == recipient

    def test_is_undone_with_what_happened(self) -> None:
        with pytest.raises(RuntimeError), transaction.atomic():
            event_in(uuid4())
            raise RuntimeError
        assert not Event.objects.exists()

    @pytest.mark.parametrize(
        "words", [{"kind": "Dr Nowak wrote"}, {"subject_type": "a b"}, {"subject_id": "Anna Ö."}]
    )
    def test_refuses_words(self, words: dict[str, str]) -> None:
        given = {"kind": "x", "subject_type": "Message", "subject_id": "12"} | words
        with pytest.raises(NotAnIdentifier):
            publish(
                kind=given["kind"],
                subject_type=given["subject_type"],
                subject_id=given["subject_id"],
                by=None,
                now=NOW,
                scope=uuid4(),
            )


def event_at(days_ago: int) -> Event:
    return Event.objects.create(kind="x", scope=uuid4(), at=NOW - timedelta(days=days_ago))


@pytest.mark.django_db(transaction=True)
class TestPurge:
    def test_deletes_what_is_older_than_thirty_days(self) -> None:
        event_at(32)
        event_at(31)
        young = [event_at(30), event_at(0)]
        assert purge_events(now=NOW) == 2
        assert list(Event.objects.in_order()) == young

    def test_deletes_nothing_behind_the_first_that_stays(self) -> None:
        stays = [event_at(29), event_at(31), event_at(1)]
        assert purge_events(now=NOW) == 0
        assert list(Event.objects.in_order()) == stays

    def test_keeps_the_last_of_all(self) -> None:
        event_at(50)
        last = event_at(40)
        assert purge_events(now=NOW) == 1
        assert purge_events(now=NOW) == 0
        assert list(Event.objects.all()) == [last]

    def test_does_nothing_to_an_empty_outbox(self) -> None:
        assert purge_events(now=NOW) == 0

    def test_is_done_by_a_job(self) -> None:
        event_at(50)
        last = event_at(40)
        tasks.purge(timestamp=0)
        assert list(Event.objects.all()) == [last]
