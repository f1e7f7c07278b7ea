"""The filled forms of the demo."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from cpms.demo import content
from datasets.circumstances import form_context
from datasets.models import Record
from datasets.operations.records import create_record, submit_record
from datasets.operations.saving import save_page
from datasets.operations.uploads import receive_upload
from forms_engine.draft import Draft, cells_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cpms.accounts.models import User

A_PAGE_TAKES = timedelta(minutes=4)


def add_cases(
    *,
    shipped: content.Network,
    pages: Mapping[str, Any],
    people: Mapping[str, User],
    now: datetime,
) -> int:
    """Fill the forms that nobody has filled yet; return how many records were made."""
    filled = Record.objects.filter(version__page__in=[page.pk for page in pages.values()])
    used = set(filled.order_by().values_list("version__page_id", flat=True).distinct())
    due = [case for case in content.cases(shipped) if pages[case.form].pk not in used]
    for case in due:
        begun = now - timedelta(days=case.days_ago)
        _fill(case, page=pages[case.form], by=people[case.person], begun=begun)
    return len(due)


def _fill(case: content.Case, *, page: Any, by: User, begun: datetime) -> None:
    """Do what a clinician does: begin, add the files, save page by page, hand in."""
    record = create_record(page=page, by=by, now=begun)
    draft = Draft(
        answers=content.answers_on(case, localdate(begun), _uploads(case, record, by, begun)),
        missing=case.missing,
    )
    form, time = record.version.form, begun
    for element in form.definition["elements"]:
        if cells_of(form, element["id"], draft):
            time += A_PAGE_TAKES
            save_page(record_id=record.pk, page=element["id"], draft=draft, base=0, by=by, now=time)
    if case.state == "submitted":
        time += A_PAGE_TAKES
        context = form_context(record, time)
        submit_record(record_id=record.pk, by=by, now=time, context=context)


def _uploads(
    case: content.Case, record: Record, by: User, now: datetime
) -> dict[str, dict[str, str | int]]:
    received = {}
    for name in content.documents_of(case):
        file = SimpleUploadedFile(name, content.document(name))
        upload = receive_upload(record_id=record.pk, file=file, by=by, now=now)
        received[name] = upload.description()
    return received
