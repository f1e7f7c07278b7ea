"""Reads that are acts: noted before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cpms.panels.operations.locking import note

if TYPE_CHECKING:
    from datetime import datetime

    from cpms.accounts.models import User
    from cpms.panels.models import Panel


@transaction.atomic
def note_read(*, name: str, panel: Panel, by: User, now: datetime) -> None:
    """Note that a person read a panel in some way (`read_panel`, `read_summary`, `read_outcome`)."""
    note(name, panel, by=by, now=now)
