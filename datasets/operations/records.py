"""Starting a record and handing it in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from wagtail.models import Page

from datasets import access
from datasets.acts import Act
from datasets.acts import record as record_act
from datasets.models.record import Record, Submission
from datasets.models.version import FormVersion
from datasets.operations.locking import RecordRefused, lock_for_edit
from forms_engine.answers import each_answer, situation
from forms_engine.context import FormContext
from forms_engine.definition.canonical import content_hash
from forms_engine.validate import AnswerError, submitted, validate

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.base_user import AbstractBaseUser


class SubmitRefused(Exception):
    """The answers do not fit the form yet."""

    def __init__(self, errors: Sequence[AnswerError]) -> None:
        super().__init__("Some answers must be completed first.")
        self.errors = tuple(errors)


@transaction.atomic
def create_record(
    *,
    page: Any,
    by: AbstractBaseUser,
    now: datetime,
    scope: UUID | None = None,
    version: FormVersion | None = None,
) -> Record:
    """Start a record of the form's newest version, or of the one that its case has pinned. Raise `RecordRefused`."""
    if not access.provider().may_create(by, page, scope):
        raise RecordRefused("You may not fill in this form.")
    # Records are counted one at a time, over all versions of the form, also while the next one is being published.
    Page.objects.select_for_update(of=("self",), no_key=True).get(pk=page.pk)
    version = version or FormVersion.objects.newest(page.pk)
    if version is None:
        raise RecordRefused("This form has not been published yet.")
    last = Record.objects.filter(version__page_id=page.pk).aggregate(last=Max("number"))["last"]
    record = Record.objects.create(
        version=version,
        number=(last or 0) + 1,
        scope=scope,
        created_at=now,
        created_by_id=by.pk,
        updated_at=now,
        updated_by_id=by.pk,
    )
    _tell("create_record", record, by, now)
    return record


@transaction.atomic
def submit_record(
    *, record_id: UUID, by: AbstractBaseUser, now: datetime, context: FormContext
) -> Submission:
    """Hand the record in: one pass of validation, then a frozen copy. Raise `RecordRefused` or `SubmitRefused`."""
    record = lock_for_edit(record_id, by)
    setting = access.provider().setting(by, record)
    if setting is not None and not setting.hands_in:
        raise RecordRefused(
            gettext("This form is not handed in by itself: it is part of %(whole)s.")
            % {"whole": setting.title}
        )
    submission = freeze_record(record=record, by=by, now=now, context=context)
    access.provider().handed_in(record, by, now)
    return submission


def freeze_record(
    *, record: Record, by: AbstractBaseUser, now: datetime, context: FormContext
) -> Submission:
    """Validate a record and freeze a copy of it. Raise `SubmitRefused`.

    To be called in the transaction that holds the record's lock, by whoever has asked for the right to it.
    """
    errors = submission_errors(record, context)
    if errors:
        raise SubmitRefused(errors)
    form = record.version.form
    answers, missing = submitted(form, record.answers, record.missing, context)
    content = {"answers": answers, "missing": missing, "form": record.version.sha256}
    submission = Submission.objects.create(
        record=record,
        answers=answers,
        missing=missing,
        context={
            "today": context.today.isoformat(),
            "step": context.step,
            "user_roles": list(context.user_roles),
        },
        sha256=content_hash(content),
        at=now,
        by_id=by.pk,
    )
    record.state = Record.State.SUBMITTED
    record.updated_at, record.updated_by_id = now, by.pk
    record.save(update_fields=["state", "updated_at", "updated_by"])
    _tell("submit_record", record, by, now)
    return submission


def submission_errors(record: Record, context: FormContext) -> list[AnswerError]:
    """Return what stands in the way of handing in; what was typed but could not be read counts too."""
    form = record.version.form
    errors = {
        error.path: error for error in validate(form, record.answers, record.missing, context)
    }
    state = situation(form, record.answers, record.missing, context)
    for id, path, rows, _ in each_answer(form.root, record.answers):
        if path in record.unread and not state.is_hidden(id, rows):
            words = gettext("What was typed here could not be read.")
            errors[path] = AnswerError(path=path, element_id=id, code="unread", words=words)
    return list(errors.values())


def _tell(name: str, record: Record, by: AbstractBaseUser, now: datetime) -> None:
    record_act(
        Act(
            name=name,
            by=by.pk,
            subject_type="record",
            subject_id=str(record.pk),
            now=now,
            scope=record.scope,
            details={"version": record.version_id},
        )
    )


__all__ = [
    "RecordRefused",
    "SubmitRefused",
    "create_record",
    "freeze_record",
    "submission_errors",
    "submit_record",
]
