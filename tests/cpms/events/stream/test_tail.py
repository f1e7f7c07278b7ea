"""The loop and its listeners, in this process."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import aclosing
from uuid import uuid4

import pytest
from django.contrib.auth import HASH_SESSION_KEY
from django.db import OperationalError, connection
from django.test import Client

from cpms.accounts.models import User
from cpms.events.models import Event
from cpms.events.stream import listener as listening
from cpms.events.stream import reading, tail
from cpms.events.stream.listener import Listener, SignedIn
from cpms.events.stream.tail import Tail
from tests.cpms.events.groups_audience import let_know
from tests.factories.events import event_in
from tests.factories.people import UserFactory

NOBODY = SignedIn(user_id=0, session_key="", session_hash="")


def sign_in(person: User) -> SignedIn:
    client = Client()
    client.force_login(person)
    return SignedIn(
        user_id=person.pk,
        session_key=client.session.session_key or "",
        session_hash=client.session[HASH_SESSION_KEY],
    )


def publish(case: object, subject: str) -> None:
    event_in(case, subject)  # type: ignore[arg-type]  # a case
    connection.close()


class TestListener:
    def test_says_after_a_while_that_nothing_happened(self) -> None:
        async def listen() -> bytes | None:
            return await Listener(NOBODY, asked="").next(0.01)

        assert asyncio.run(listen()) == b""

    def test_sends_what_waits_and_then_ends(self) -> None:
        async def listen() -> list[bytes | None]:
            listener = Listener(NOBODY, asked="")
            listener.offer(b"1")
            listener.close()
            listener.offer(b"2")
            return [await listener.next(1), await listener.next(1)]

        assert asyncio.run(listen()) == [b"1", None]

    def test_is_closed_when_it_reads_too_slowly(self) -> None:
        async def listen() -> bytes | None:
            listener = Listener(NOBODY, asked="")
            for _ in range(listening.MOST_WAITING + 1):
                listener.offer(b"1")
            assert listener.is_closed
            return await listener.next(1)

        assert asyncio.run(listen()) is None


async def first(frames: AsyncIterator[bytes], number: int) -> list[bytes]:
    return [await asyncio.wait_for(anext(frames), 10) for _ in range(number)]


@pytest.mark.django_db(transaction=True)
class TestTail:
    def test_ends_its_thread_with_the_last_listener(self) -> None:
        who = sign_in(UserFactory.create())

        async def listen() -> None:
            async with aclosing(Tail().listen(who, asked="")) as frames:
                assert (await first(frames, 2))[0] == b"retry: 3000\n\n"
                assert any(each.name.startswith("stream") for each in threading.enumerate())
            while any(each.name.startswith("stream") for each in threading.enumerate()):
                await asyncio.sleep(0.01)

        asyncio.run(asyncio.wait_for(listen(), 10))

    def test_goes_on_after_the_database_was_away(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        person, case = UserFactory.create(), uuid4()
        let_know(case, person)
        who = sign_in(person)
        real, failures = reading.events_after, [OperationalError(), OperationalError()]

        def fails_twice(cursor: object) -> list[Event]:
            if failures:
                raise failures.pop()
            return real(cursor)  # type: ignore[arg-type]  # passed on

        monkeypatch.setattr(reading, "events_after", fails_twice)
        monkeypatch.setattr(tail, "PAUSE_AFTER_ERROR", 0.01)

        async def listen() -> list[bytes]:
            async with aclosing(Tail().listen(who, asked="")) as frames:
                await first(frames, 2)
                await asyncio.to_thread(publish, case, "7")
                return await first(frames, 1)

        (frame,) = asyncio.run(listen())
        assert b'"subject_id": "7"' in frame
        assert [record.levelname for record in caplog.records] == ["WARNING"] * 2

    def test_keeps_a_silent_stream_alive(self, monkeypatch: pytest.MonkeyPatch) -> None:
        who = sign_in(UserFactory.create())
        monkeypatch.setattr(tail, "KEEP_ALIVE_EVERY", 0.05)

        async def listen() -> list[bytes]:
            async with aclosing(Tail().listen(who, asked="")) as frames:
                return await first(frames, 8)

        assert asyncio.run(listen())[-1] == b":\n\n"

    def test_asks_the_database_as_often_for_many_listeners_as_for_one(self) -> None:
        case = uuid4()
        people = UserFactory.create_batch(5)
        let_know(case, *people)
        places = frozenset(sign_in(person) for person in people)
        start = reading.here()
        event_in(case, "1")

        def queries(who: frozenset[SignedIn]) -> int:
            asked = tail.Asked(who=who, cursor=start, newcomers=set(), are_sessions_due=True)
            statements: list[str] = []

            def note(execute: object, sql: str, *rest: object) -> object:
                statements.append(sql)
                return execute(sql, *rest)  # type: ignore[operator]  # Django's wrapper

            with connection.execute_wrapper(note):
                found = tail._find(asked)
            assert len(found.events) == 1
            assert len(found.known) == len(who)
            return len(statements)

        assert queries(places) == queries(frozenset(list(places)[:1])) == 4
