"""The worker's connection and Django's, and jobs whose worker was killed."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from procrastinate import tasks
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from cpms.server.jobs import working
from tests.workers import run_due_jobs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def note() -> Iterator[tasks.Task[..., None, ...]]:
    """Return a task that writes a row and puts another job into the queue; told to, it then fails."""

    @app.task(name="tests.note")
    def note(*, name: str, fails: bool = False) -> None:
        with transaction.atomic():
            Group.objects.create(name=name)
            note.configure(schedule_in={"days": 1}).defer(name=f"{name}, later")
            if fails:
                raise ZeroDivisionError

    yield note
    del app.tasks["tests.note"]


def waiting() -> list[str]:
    found = ProcrastinateJob.objects.filter(task_name="tests.note", status="todo")
    return [each.args["name"] for each in found.order_by("id")]


def is_done(name: str) -> bool:
    """Tell whether the job of that name is done soon."""
    until = time.monotonic() + 20
    while f"{name}, later" not in waiting():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def test_what_a_job_puts_off_belongs_to_its_transaction(
    note: tasks.Task[..., None, ...], caplog: pytest.LogCaptureFixture
) -> None:
    note.defer(name="kept")
    note.defer(name="taken back", fails=True)
    run_due_jobs()
    assert list(Group.objects.filter(name__in=["kept", "taken back"])) == [
        Group.objects.get(name="kept")
    ]
    assert waiting() == ["kept, later"]


def test_a_worker_beside_runs_what_comes_in_and_leaves_no_trace_of_it(
    note: tasks.Task[..., None, ...],
) -> None:
    with working():
        note.defer(name="beside")
        assert is_done("beside")
    assert waiting() == ["beside, later"]
    assert not ProcrastinateJob.objects.filter(status="succeeded", task_name="tests.note").exists()


def test_begins_again_when_the_database_was_gone(note: tasks.Task[..., None, ...]) -> None:
    with working():
        note.defer(name="before")
        assert is_done("before")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            assert len(cursor.fetchall()) > 1
        note.defer(name="after")
        assert is_done("after")


def test_runs_again_what_a_killed_worker_left(note: tasks.Task[..., None, ...]) -> None:
    note.defer(name="interrupted")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing',"
            " worker_id = (SELECT max(id) FROM procrastinate_workers)"
        )
    assert waiting() == []
    app.configure_task("server.retry_stalled_jobs").defer(timestamp=0)
    run_due_jobs()
    assert Group.objects.filter(name="interrupted").exists()
