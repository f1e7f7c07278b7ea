"""Moving a panel through its workflow."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cpms.audit.operations import collect
from cpms.panels.models import Panel
from cpms.panels.operations.access import sync_access
from cpms.panels.operations.locking import lock_any_panel, lock_panel, note, tell
from cpms.panels.permissions import PanelActRefused, roles_in
from datasets.operations.records import SubmitRefused
from datasets.pdf import PdfRefused
from workflow.operations import MovedMeanwhile, TransitionRefused, move

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cpms.accounts.models import User
    from workflow.models import Step

MOVE_REFUSALS = (TransitionRefused, MovedMeanwhile, PanelActRefused, SubmitRefused, PdfRefused)
"""What `move_panel` raises besides `Panel.DoesNotExist`; the text of each is for the person who acts."""


@transaction.atomic
def move_panel(
    *,
    panel_id: UUID,
    transition: str,
    step: int,
    by: User,
    now: datetime,
    reason: str = "",
    reason_code: str = "",
    values: Mapping[str, Any] | None = None,
    override: bool = False,
) -> Step:
    """Take one transition of the workflow; `step` is the number of the step that the person saw.

    `values` carries what a transition asks for besides a reason: `network` and `thematic_area` to forward,
    `erasure_requested` to delete. Raise `Panel.DoesNotExist`, `TransitionRefused` with every reason in words, or
    `MovedMeanwhile`.
    """
    panel = lock_panel(panel_id, by)
    with collect():
        taken = move(
            instance_id=panel.instance_id,
            transition=transition,
            step=step,
            roles=roles_in(panel, by, now=now),
            subject=panel,
            by=by,
            now=now,
            reason=reason,
            reason_code=reason_code,
            values=values or {},
            override=override,
        )
        _follow(panel, transition, by, now)
    return taken


def move_by_timer(instance_id: UUID, step: int, transition: str, now: datetime) -> None:
    """Take a transition whose time has come. Does nothing when the panel has moved since, or when a guard says no."""
    with contextlib.suppress(TransitionRefused, MovedMeanwhile):
        _move_by_itself(instance_id, step, transition, now)


@transaction.atomic
def _move_by_itself(instance_id: UUID, step: int, transition: str, now: datetime) -> None:
    found = Panel.objects.filter(instance=instance_id).values_list("pk", flat=True).first()
    if found is None:
        return
    panel = lock_any_panel(found)
    with collect():
        move(
            instance_id=instance_id,
            transition=transition,
            step=step,
            roles=frozenset(),
            subject=panel,
            by=None,
            now=now,
        )
        _follow(panel, transition, None, now)


def _follow(panel: Panel, transition: str, by: User | None, now: datetime) -> None:
    """Do what every move asks for: access as the new state wants it, an act, an event."""
    panel.instance.refresh_from_db()
    sync_access(panel, by=by, now=now)
    note("move_panel", panel, by=by, now=now, transition=transition, state=panel.state)
    tell("panel_moved", panel, by=by, now=now)
