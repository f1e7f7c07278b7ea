"""Taking out what a deleted panel said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpms.panels.models import DataRequest, Panel, PanelMember, PanelRecord
from cpms.panels.operations.locking import note
from datasets.models import Record

if TYPE_CHECKING:
    from datetime import datetime

    from cpms.accounts.models import User


def erase_content(*, panel: Panel, by: User | None, now: datetime) -> None:
    """Empty the panel and its records, in the caller's transaction.

    Saves of the records, messages and files are frozen rows: nobody finds them any more, because the panel is out of
    everybody's sight; taking them out of the database is the owner's act of erasure.
    """
    records = PanelRecord.objects.filter(form__panel=panel).values("record")
    Record.objects.filter(pk__in=records).update(answers={}, missing={}, unread={})
    DataRequest.objects.filter(panel=panel).update(text="", answer="")
    PanelMember.objects.filter(panel=panel).update(decline_reason="")
    panel.question, panel.priority, panel.priority_reason = "", Panel.Priority.NORMAL, ""
    panel.save(update_fields=["question", "priority", "priority_reason"])
    note("erase_content", panel, by=by, now=now)
