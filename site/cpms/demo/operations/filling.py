"""Filling in a form as a clinician does: add the files, save page by page, hand in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from cpms.demo import content
from datasets.circumstances import form_context
from datasets.operations.records import submit_record
from datasets.operations.saving import save_page
from datasets.operations.uploads import receive_upload
from forms_engine.draft import Draft, cells_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cpms.accounts.models import User
    from datasets.models import Record

A_PAGE_TAKES = timedelta(minutes=4)


def fill(
    *,
    record: Record,
    answers: Mapping[str, Any],
    missing: Mapping[str, str],
    by: User,
    now: datetime,
    hand_in: bool,
) -> None:
    """Answer a record's questions from `now` on, some minutes for each page; and hand it in after the last."""
    uploads = _uploads(answers, record, by, now)
    draft = Draft(
        answers=content.answers_on(answers, localdate(now), uploads), missing=dict(missing)
    )
    form, time = record.version.form, now
    for element in form.definition["elements"]:
        if cells_of(form, element["id"], draft):
            time += A_PAGE_TAKES
            save_page(record_id=record.pk, page=element["id"], draft=draft, base=0, by=by, now=time)
    if hand_in:
        time += A_PAGE_TAKES
        context = form_context(record, time)
        submit_record(record_id=record.pk, by=by, now=time, context=context)


def document(name: str) -> SimpleUploadedFile:
    """Return a file of the demo as it comes from a browser."""
    return SimpleUploadedFile(name, content.document(name))


def _uploads(
    answers: Mapping[str, Any], record: Record, by: User, now: datetime
) -> dict[str, dict[str, str | int]]:
    received = {}
    for name in content.documents_in(answers):
        upload = receive_upload(record_id=record.pk, file=document(name), by=by, now=now)
        received[name] = upload.description()
    return received
