"""Jobs of the queue: transitions that are due some days after a state was entered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from workflow import timers

if TYPE_CHECKING:
    from workflow.models import Instance

# The tries end after about six hours; meant for a database that restarts, or for somebody who moves the same thing just now.
RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(name="workflow.move_when_due", retry=RETRY)
def move_when_due(*, instance_id: str, step: int, transition: str) -> None:
    """Take a transition that is due, if the instance is still at the step. Running it again does nothing more."""
    timers.fire(instance_id=UUID(instance_id), step=step, transition=transition, now=timezone.now())


def schedule(instance: Instance) -> None:
    """Put a job into the queue for each transition that its state leaves by itself, in the caller's transaction."""
    for transition in instance.definition.leaving(instance.state):
        if transition.automatic_after_days is None:
            continue
        due = instance.entered_at + timedelta(days=transition.automatic_after_days)
        lock = f"workflow:{instance.pk}:{instance.step}:{transition.key}"
        move_when_due.configure(schedule_at=due, queueing_lock=lock).defer(
            instance_id=str(instance.pk), step=instance.step, transition=transition.key
        )
