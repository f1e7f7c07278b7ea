"""Transitions that are due by themselves, in the real queue and by a real worker."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.workers import run_due_jobs
from tests.workflow.review import AUTHOR, EDITOR, NOW, Desk
from workflow import timers
from workflow.models import Instance
from workflow.operations import MovedMeanwhile, TransitionRefused, move
from workflow.tasks import move_when_due
from workflow.timers import NoHandler, fire

OVERDUE = timedelta(days=31)
FAR_AHEAD = datetime(2100, 1, 1, tzinfo=UTC)


class Handler:
    """Takes what is due, as a site would, and notes that it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[UUID, int, str, datetime]] = []

    def __call__(self, instance_id: UUID, step: int, transition: str, now: datetime) -> None:
        self.asked.append((instance_id, step, transition, now))
        move(
            instance_id=instance_id,
            transition=transition,
            step=step,
            roles=frozenset(),
            subject=None,
            by=None,
            now=now,
        )


@pytest.fixture
def handler(monkeypatch: pytest.MonkeyPatch) -> Handler:
    """Return the handler that is installed."""
    handler = Handler()
    monkeypatch.setattr(timers, "_handlers", [])
    timers.install(handler)
    return handler


def jobs() -> list[dict[str, Any]]:
    """Return what waits in the queue, of the engine's own."""
    waiting = ProcrastinateJob.objects.filter(task_name="workflow.move_when_due", status="todo")
    return list(waiting.order_by("id").values("args", "scheduled_at", "queueing_lock"))


class TestSchedule:
    def test_puts_a_job_for_what_the_state_leaves_by_itself(self, desk: Desk) -> None:
        instance = desk.start()
        assert jobs() == [
            {
                "args": {"instance_id": str(instance.pk), "step": 1, "transition": "expire"},
                "scheduled_at": NOW + timedelta(days=30),
                "queueing_lock": f"workflow:{instance.pk}:1:expire",
            }
        ]

    def test_puts_none_where_nothing_happens_by_itself(self, desk: Desk) -> None:
        instance = desk.at("in_review")
        assert [each["args"]["step"] for each in jobs()] == [1]
        desk.move(instance, "give_back", EDITOR, reason="Too long")
        assert [each["args"]["step"] for each in jobs()] == [1, 3]

    def test_a_step_that_is_taken_back_leaves_no_job(self, desk: Desk) -> None:
        instance = desk.at("in_review")
        before = jobs()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            desk.move(instance, "give_back", EDITOR, reason="Too long")
            assert len(jobs()) == len(before) + 1
            raise ZeroDivisionError
        assert jobs() == before


class TestFire:
    def test_hands_it_to_the_site(self, desk: Desk, handler: Handler) -> None:
        instance = desk.start()
        fire(instance_id=instance.pk, step=1, transition="expire", now=NOW + OVERDUE)
        assert handler.asked == [(instance.pk, 1, "expire", NOW + OVERDUE)]

    def test_does_nothing_when_it_was_moved_since_or_is_not_there(
        self, desk: Desk, handler: Handler
    ) -> None:
        instance = desk.at("in_review")
        fire(instance_id=instance.pk, step=1, transition="expire", now=NOW)
        fire(instance_id=uuid4(), step=1, transition="expire", now=NOW)
        assert handler.asked == []

    def test_fails_when_nobody_takes_it(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(timers, "_handlers", [])
        with pytest.raises(NoHandler):
            fire(instance_id=desk.start().pk, step=1, transition="expire", now=NOW)


@pytest.mark.django_db(transaction=True)
class TestWorker:
    def state_of(self, instance: Instance) -> tuple[str, int]:
        instance.refresh_from_db()
        return instance.state, instance.step

    def test_takes_what_is_due_once(self, desk: Desk, handler: Handler) -> None:
        instance = desk.start()
        run_due_jobs()
        assert self.state_of(instance) == ("done", 2)
        step = instance.steps.get(number=2)
        assert (step.by, step.transition) == (None, "expire")
        self.again()
        run_due_jobs()
        assert self.state_of(instance) == ("done", 2)
        assert len(handler.asked) == 1

    def again(self) -> None:
        """Let the queue forget that the jobs are done, as after a worker that was killed in the wrong moment."""
        (job,) = ProcrastinateJob.objects.filter(task_name="workflow.move_when_due")
        move_when_due.defer(**job.args)

    def test_leaves_what_is_not_due_yet(self, desk: Desk, handler: Handler) -> None:
        instance = desk.start(now=FAR_AHEAD)
        run_due_jobs()
        assert self.state_of(instance) == ("draft", 1)
        assert len(jobs()) == 1

    def test_leaves_what_somebody_has_moved_meanwhile(self, desk: Desk, handler: Handler) -> None:
        instance = desk.start()
        desk.move(instance, "submit", AUTHOR)
        run_due_jobs()
        assert self.state_of(instance) == ("in_review", 2)
        assert handler.asked == []

    @pytest.mark.parametrize("error", [MovedMeanwhile(2), TransitionRefused(["Not now."])])
    def test_tries_again_after_an_error(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception
    ) -> None:
        def fail(*args: object) -> None:
            raise error

        monkeypatch.setattr(timers, "_handlers", [fail])
        desk.start()
        run_due_jobs()
        (job,) = jobs()
        assert job["scheduled_at"] > NOW + timedelta(days=30)
