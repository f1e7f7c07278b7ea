"""The stream as browsers get it: two processes of the site on one database, and a hundred browsers."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, ParamSpec, TypeVar
from uuid import UUID, uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from cpms.accounts.models import User
from tests.cpms.events.groups_audience import let_know, let_know_no_longer
from tests.cpms.events.listening import Browser, session_of, until
from tests.cpms.events.listening_site import listening_sites
from tests.cpms.events.out_of_order import wait_for, write
from tests.factories.events import event_for, event_in
from tests.factories.people import UserFactory

PROCESSES = 2
BROWSERS = 100
EVENTS = 40

P = ParamSpec("P")
T = TypeVar("T")


Site = list[int]
"""The ports of its processes."""


@pytest.fixture(scope="module")
def site(django_db_setup: None) -> Iterator[Site]:
    """Start the site."""
    with listening_sites(PROCESSES, audience="groups") as ports:
        yield ports


def connections_of_the_site() -> int:
    """Count the connections to this database but our own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        (count,) = cursor.fetchone()
    return int(count)


async def elsewhere(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do it in a thread that leaves no connection behind."""

    def done() -> T:
        try:
            return work(*args, **kwargs)
        finally:
            connection.close()

    return await asyncio.to_thread(done)


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run it in a loop of its own."""
    asyncio.run(asyncio.wait_for(work, 60))


async def connect(site: Site, sessions: list[str]) -> list[Browser]:
    """Open the streams, in the processes by turns."""
    browsers = [
        Browser(port=site[number % PROCESSES], session=session)
        for number, session in enumerate(sessions)
    ]
    await asyncio.gather(*(browser.connect() for browser in browsers))
    return browsers


async def close(browsers: list[Browser]) -> None:
    await asyncio.gather(*(browser.close() for browser in browsers))


def people_who_know(case: UUID, number: int) -> list[User]:
    people = UserFactory.create_batch(number)
    let_know(case, *people)
    return people


@pytest.mark.django_db(transaction=True)
class TestDelivery:
    def test_every_browser_is_told_everything_once(self, site: Site) -> None:
        case = uuid4()
        sessions = [session_of(person) for person in people_who_know(case, BROWSERS)]
        subjects = [str(number) for number in range(EVENTS)]
        connection.close()  # what is counted below is the site's

        async def listen() -> None:
            browsers = await connect(site, sessions)
            assert {browser.head.split("\r\n")[0] for browser in browsers} == {"http/1.1 200 ok"}
            assert await elsewhere(connections_of_the_site) <= PROCESSES
            await asyncio.to_thread(lambda: wait_for(write(case, subjects, writers=8, longest=0.2)))
            await until(lambda: all(len(each.subjects) >= EVENTS for each in browsers))
            await asyncio.sleep(0.7)  # whatever came twice would come now
            told = [Counter(browser.subjects) for browser in browsers]
            assert sum(each.total() for each in told) == BROWSERS * EVENTS
            assert all(each == Counter(subjects) for each in told)
            # All in one order, and it is not the one they were written in.
            assert len({tuple(browser.subjects) for browser in browsers}) == 1
            await close(browsers)

        run(listen())

    def test_a_browser_that_comes_back_is_told_what_it_missed(self, site: Site) -> None:
        case = uuid4()
        (person,) = people_who_know(case, 1)
        session = session_of(person)

        async def listen() -> None:
            (first,) = await connect(site, [session])
            await elsewhere(event_in, case, "before")
            await until(lambda: first.subjects == ["before"])
            await first.close()
            await elsewhere(event_in, case, "meanwhile")
            second = Browser(port=site[1], session=session, last=first.place)
            await second.connect()
            await elsewhere(event_in, case, "after")
            await until(lambda: second.subjects == ["meanwhile", "after"])
            assert b"event: reset" not in second.received
            await second.close()

        run(listen())

    @pytest.mark.parametrize("place", ["nonsense", "1-1", f"{2**60}-1"])
    def test_a_browser_from_an_unknown_place_is_told_to_look_at_everything(
        self, site: Site, place: str
    ) -> None:
        case = uuid4()
        (person,) = people_who_know(case, 1)
        session = session_of(person)
        event_in(case, "long-ago")

        async def listen() -> None:
            browser = Browser(port=site[0], session=session, last=place)
            await browser.connect()
            assert b"event: reset\ndata: {}\n\n" in browser.received
            await elsewhere(event_in, case, "now")
            await until(lambda: browser.subjects == ["now"])
            await browser.close()

        run(listen())

    def test_the_stream_names_no_case_and_no_person(self, site: Site) -> None:
        case = uuid4()
        (person,) = people_who_know(case, 1)
        session = session_of(person)

        async def listen() -> None:
            (browser,) = await connect(site, [session])
            await elsewhere(event_for, person, "mine")
            await elsewhere(event_in, case, "ours")
            await until(lambda: browser.subjects == ["mine", "ours"])
            assert str(case).encode() not in browser.received
            for header in (
                "content-type: text/event-stream",
                "cache-control: no-store",
                "x-accel-buffering: no",
                "content-security-policy: ",
            ):
                assert header in browser.head
            await browser.close()

        run(listen())


@pytest.mark.django_db(transaction=True)
class TestRevocation:
    def test_access_that_is_taken_away_stops_delivery_within_a_second(self, site: Site) -> None:
        case = uuid4()
        lost, kept = people_who_know(case, 2)
        sessions = [session_of(person) for person in (lost, kept) for _ in range(PROCESSES)]

        async def listen() -> None:
            browsers = await connect(site, sessions)
            telling = asyncio.create_task(elsewhere(tell_for, case, 3.0))
            await asyncio.sleep(1.0)
            await elsewhere(let_know_no_longer, case, lost)
            revoked = time.monotonic()
            await telling
            await until(lambda: all(len(each.subjects) == 30 for each in browsers[2:]))
            for browser in browsers[:2]:
                assert 0 < len(browser.subjects) < 30
                assert max(browser.times.values()) < revoked + 1.0
                assert browser.is_open
            for browser in browsers[2:]:
                assert max(browser.times.values()) > revoked + 1.0
            await close(browsers)

        run(listen())

    def test_signing_out_expiry_and_a_closed_account_end_the_stream(self, site: Site) -> None:
        people = people_who_know(uuid4(), 5)
        sessions = [session_of(person) for person in people]

        def end_all_but_one() -> None:
            out, expired, closed, changed, _ = zip(people, sessions, strict=True)
            Session.objects.filter(session_key=out[1]).delete()
            Session.objects.filter(session_key=expired[1]).update(expire_date="2026-01-01T00:00Z")
            User.objects.filter(pk=closed[0].pk).update(is_active=False)
            changed[0].set_password("another horse battery")
            changed[0].save()

        async def listen() -> None:
            browsers = await connect(site, sessions)
            began = time.monotonic()
            await elsewhere(end_all_but_one)
            await until(lambda: not any(browser.is_open for browser in browsers[:4]))
            assert time.monotonic() - began < 2.5
            assert all(b"event: end\n" in browser.received for browser in browsers[:4])
            assert browsers[4].is_open
            await close(browsers)

        run(listen())


def tell_for(case: UUID, seconds: float) -> None:
    """Tell ten events a second."""
    for number in range(int(seconds * 10)):
        event_in(case, str(number))
        time.sleep(0.1)
