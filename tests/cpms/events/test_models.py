"""Who is told what, and in which order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction

from cpms.events import audience
from cpms.events.audience import NobodyMay
from cpms.events.cursor import Cursor
from cpms.events.models import Event
from tests.cpms.events.groups_audience import let_know, let_know_no_longer
from tests.factories.events import event_for, event_in
from tests.factories.people import UserFactory


class TestCursor:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            "7",
            "7-",
            "-7",
            "7-8-9",
            "x-1",
            "7-8\n",
            " 7-8",
            f"{2**64}-1",
            f"1-{2**63}",
            "\u0667-1",
        ],
    )
    def test_reads_nothing_else(self, text: str) -> None:
        assert Cursor.read(text) is None

    def test_reads_what_it_wrote(self) -> None:
        cursor = Cursor(2**64 - 1, 2**63 - 1)
        assert Cursor.read(str(cursor)) == cursor

    def test_is_ordered_by_transaction_first(self) -> None:
        assert Cursor(1, 9) < Cursor(2, 1) < Cursor(2, 2)


@pytest.mark.django_db
class TestVisibleTo:
    def test_shows_the_events_of_ones_cases_and_ones_own(self) -> None:
        person, case = UserFactory.create(), uuid4()
        let_know(case, person)
        shown = {event_in(case), event_for(person)}
        event_in(uuid4())
        event_for(UserFactory.create())
        assert set(Event.objects.visible_to(person)) == shown

    def test_shows_a_case_only_as_long_as_the_person_may_know_of_it(self) -> None:
        person, case = UserFactory.create(), uuid4()
        let_know(case, person)
        event_in(case)
        let_know_no_longer(case, person)
        assert not Event.objects.visible_to(person).exists()

    def test_does_not_show_everybody_of_a_case_what_is_addressed_to_one(self) -> None:
        person, other, case = UserFactory.create(), UserFactory.create(), uuid4()
        let_know(case, person, other)
        event_for(person)
        assert not Event.objects.visible_to(other).exists()

    def test_shows_nothing_to_nobody_and_to_closed_accounts(self) -> None:
        closed = UserFactory.create(closed=True)
        event_for(closed)
        assert not Event.objects.visible_to(closed).exists()
        assert not Event.objects.visible_to(AnonymousUser()).exists()

    def test_shows_no_case_when_nobody_answers_who_may_know(self) -> None:
        person, case = UserFactory.create(), uuid4()
        let_know(case, person)
        event_in(case)
        audience.install(NobodyMay())
        assert not Event.objects.visible_to(person).exists()
        assert audience.provider().may_know({(person.pk, case)}) == frozenset()


@pytest.mark.django_db
class TestEvent:
    def test_is_of_the_transaction_that_wrote_it(self) -> None:
        event = event_in(uuid4())
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text")
            assert cursor.fetchone() == (str(event.xid),)

    def test_is_found_after_every_place_before_it(self) -> None:
        first, second = event_in(uuid4()), event_in(uuid4())
        assert list(Event.objects.after(first.cursor)) == [second]
        assert list(Event.objects.after(Cursor(first.xid, 0))) == [first, second]
        assert list(Event.objects.after(Cursor(first.xid - 1, 2**63 - 1))) == [first, second]
        assert list(Event.objects.after(Cursor(first.xid + 1, 0))) == []

    def test_is_not_settled_while_its_transaction_runs(self) -> None:
        event_in(uuid4())
        assert not Event.objects.settled().exists()

    def test_never_changes(self) -> None:
        event_in(uuid4())
        with pytest.raises(IntegrityError, match="Events never change"), transaction.atomic():
            Event.objects.update(kind="other")

    def test_is_kept_for_thirty_days(self) -> None:
        event = event_in(uuid4())
        assert event.delete()[0] == 1
        young = Event.objects.create(
            kind="x", scope=uuid4(), at=datetime.now(UTC) - timedelta(days=29)
        )
        with pytest.raises(IntegrityError, match="kept for 30 days"), transaction.atomic():
            young.delete()

    def test_is_for_somebody(self) -> None:
        with pytest.raises(IntegrityError, match="event_is_for_somebody"), transaction.atomic():
            Event.objects.create(kind="x", at=datetime.now(UTC))

    def test_has_a_kind_in_snake_case(self) -> None:
        with pytest.raises(IntegrityError, match="snake_case"), transaction.atomic():
            event_in(uuid4(), kind="Moved")


@pytest.mark.django_db(transaction=True)
class TestTruncate:
    def test_is_refused(self) -> None:
        with (
            connection.cursor() as cursor,
            pytest.raises(IntegrityError, match="kept for 30 days"),
        ):
            cursor.execute("TRUNCATE events_event")
