"""Signing in: who may, how often, and what is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cpms.accounts.models import FailedSignIns, User
from cpms.accounts.operations import (
    FREE_ATTEMPTS,
    SignInDelayed,
    SignInRefused,
    sign_in,
    sign_in_to_demo,
)
from cpms.audit.models import AuditRow
from tests.factories.people import PASSWORD, UserFactory

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def fail(username: str, *, times: int = 1, now: datetime = NOW) -> None:
    for _attempt in range(times):
        with pytest.raises(SignInRefused):
            sign_in(username=username, password="wrong", now=now)


class TestSignIn:
    """With user name and password."""

    def test_returns_the_person(self) -> None:
        anna = UserFactory.create()
        assert sign_in(username=anna.username, password=PASSWORD, now=NOW) == anna
        assert AuditRow.objects.get().act == "sign_in"

    def test_refuses_a_wrong_password_and_keeps_that(self) -> None:
        anna = UserFactory.create()
        fail(anna.username)
        row = AuditRow.objects.get()
        assert (row.act, row.subject_id, row.actor_id) == (
            "refuse_sign_in",
            str(anna.public_id),
            None,
        )

    def test_refuses_a_closed_account(self) -> None:
        anna = UserFactory.create(closed=True)
        with pytest.raises(SignInRefused):
            sign_in(username=anna.username, password=PASSWORD, now=NOW)

    def test_makes_who_failed_too_often_wait_even_with_the_right_password(self) -> None:
        anna = UserFactory.create()
        fail(anna.username, times=FREE_ATTEMPTS)
        with pytest.raises(SignInDelayed) as delayed:
            sign_in(username=anna.username, password=PASSWORD, now=NOW + timedelta(seconds=29))
        assert delayed.value.until == NOW + timedelta(seconds=30)
        assert sign_in(username=anna.username, password=PASSWORD, now=delayed.value.until) == anna

    def test_doubles_the_wait_up_to_a_quarter_of_an_hour(self) -> None:
        anna = UserFactory.create()
        fail(anna.username, times=FREE_ATTEMPTS)
        now, waits = NOW, []
        for _round in range(7):
            with pytest.raises(SignInDelayed) as delayed:
                sign_in(username=anna.username, password="wrong", now=now)
            waits.append((delayed.value.until - now).total_seconds())
            now = delayed.value.until
            fail(anna.username, now=now)
        assert waits == [30, 60, 120, 240, 480, 900, 900]

    def test_does_not_tell_whether_the_account_exists(self) -> None:
        fail("nobody", times=FREE_ATTEMPTS)
        with pytest.raises(SignInDelayed):
            sign_in(username="Nobody", password="wrong", now=NOW)

    def test_forgets_failures_after_the_right_password(self) -> None:
        anna = UserFactory.create()
        fail(anna.username, times=FREE_ATTEMPTS - 1)
        sign_in(username=anna.username, password=PASSWORD, now=NOW)
        assert not FailedSignIns.objects.exists()

    def test_forgets_failures_after_a_day(self) -> None:
        fail("nobody", times=FREE_ATTEMPTS)
        fail("somebody", now=NOW + timedelta(days=1, seconds=1))
        assert FailedSignIns.objects.count() == 1

    def test_does_not_keep_what_was_typed_as_name(self) -> None:
        fail("my secret password")
        assert "secret" not in FailedSignIns.objects.get().pk


class TestSignInToDemo:
    """With one click."""

    def test_enters_an_account_of_the_demo(self) -> None:
        anna = UserFactory.create(open_to_one_click=True)
        assert sign_in_to_demo(username=anna.username, now=NOW) == anna
        assert AuditRow.objects.get().act == "sign_in_with_one_click"

    def test_enters_no_other(self) -> None:
        closed = UserFactory.create(open_to_one_click=True, closed=True)
        for person in (UserFactory.create(), closed):
            with pytest.raises(User.DoesNotExist):
                sign_in_to_demo(username=person.username, now=NOW)
