"""Asking the requester for more, answering, urgency, and files of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from cpms.audit.operations import collect
from cpms.panels.models import DataRequest, Panel
from cpms.panels.operations.locking import lock_panel, note, tell
from cpms.panels.permissions import (
    PanelActRefused,
    refuse_unless,
    why_not_answer,
    why_not_attach,
)
from cpms.patients.operations import attach_file

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile

    from cpms.accounts.models import User
    from cpms.patients.models import Attachment


@transaction.atomic
def request_data(
    *, panel_id: UUID, text: str, by: User, now: datetime, due_date: date | None = None
) -> DataRequest:
    """Ask the requester for more. Raise `Panel.DoesNotExist` or `PanelActRefused`."""
    panel = lock_panel(panel_id, by)
    refuse_unless(panel, by, "request_additional_data", now=now)
    if not text.strip():
        raise PanelActRefused(_("Say what you need."))
    with collect():
        request = DataRequest.objects.create(
            panel=panel, text=text.strip(), due_date=due_date, by=by, at=now
        )
        note("request_data", panel, by=by, now=now, request=request.pk)
        tell("data_requested", panel, by=by, now=now)
    return request


@transaction.atomic
def answer_request(
    *, panel_id: UUID, request_id: int, answer: str, by: User, now: datetime
) -> DataRequest:
    """Answer what the panel asked for. Raise `Panel.DoesNotExist`, `DataRequest.DoesNotExist` or `PanelActRefused`."""
    panel = lock_panel(panel_id, by)
    request = (
        DataRequest.objects.filter(panel=panel).select_related("panel__case").get(pk=request_id)
    )
    if words := why_not_answer(request, by, now=now):
        raise PanelActRefused(words)
    if not answer.strip():
        raise PanelActRefused(_("Write an answer, or say that there is none."))
    request.answer, request.answered_at, request.answered_by = answer.strip(), now, by
    with collect():
        request.save(update_fields=["answer", "answered_at", "answered_by"])
        note("answer_request", panel, by=by, now=now, request=request.pk)
        tell("data_answered", panel, by=by, now=now)
    return request


@transaction.atomic
def set_priority(*, panel_id: UUID, priority: str, reason: str, by: User, now: datetime) -> Panel:
    """Say that a panel is urgent and why, or that it is not. Raise `Panel.DoesNotExist` or `PanelActRefused`."""
    panel = lock_panel(panel_id, by)
    refuse_unless(panel, by, "set_priority", now=now)
    if priority not in Panel.Priority.values:
        raise PanelActRefused(_("There is no such priority."))
    if priority == Panel.Priority.URGENT and not reason.strip():
        raise PanelActRefused(_("Say why it is urgent."))
    panel.priority = priority
    panel.priority_reason = reason.strip() if priority == Panel.Priority.URGENT else ""
    with collect():
        panel.save(update_fields=["priority", "priority_reason"])
        note("set_priority", panel, by=by, now=now, priority=priority)
        tell("priority_set", panel, by=by, now=now)
    return panel


def attach(
    *, panel_id: UUID, file: UploadedFile[Any], description: str, by: User, now: datetime
) -> Attachment:
    """Add a file to the case. Raise `Panel.DoesNotExist`, `PanelActRefused` or `UploadRefused`.

    Nothing is locked: looking into a file takes seconds, and a panel that goes to sign-off meanwhile gains nothing by waiting.
    """
    panel = (
        Panel.objects.visible_to(by).select_related("case", "instance__version").get(pk=panel_id)
    )
    if words := why_not_attach(panel, by, now=now):
        raise PanelActRefused(words)
    return attach_file(case_id=panel.case_id, file=file, description=description, by=by, now=now)
