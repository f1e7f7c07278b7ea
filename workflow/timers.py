"""Transitions that are due by themselves. The site installs the handler that takes them; without one a due job fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from workflow.models import Instance

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


class Handler(Protocol):
    """What the site does when a transition is due: it finds the subject and asks `move` without a person.

    It has to decide what a refusal by a guard means. It may be asked again for the same step, after an error.
    """

    def __call__(self, instance_id: UUID, step: int, transition: str, now: datetime) -> None:
        """Take the transition, if the instance is still at the step."""
        ...


class NoHandler(RuntimeError):
    """A transition is due and nobody takes it."""


_handlers: list[Handler] = []


def install(handler: Handler) -> None:
    """Take the handler; the last one installed is used."""
    _handlers[:] = [handler]


def fire(*, instance_id: UUID, step: int, transition: str, now: datetime) -> None:
    """Hand a due transition to the handler; nothing happens when the instance has moved since. Raise `NoHandler` without one."""
    if not Instance.objects.filter(pk=instance_id, step=step).exists():
        return
    if not _handlers:
        raise NoHandler("No handler for due transitions is installed.")
    _handlers[0](instance_id, step, transition, now)
