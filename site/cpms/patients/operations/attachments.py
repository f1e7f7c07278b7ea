"""Files about a case."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from cpms.audit import operations as audit
from cpms.patients.models import Attachment, Case
from datasets.acts import Act
from datasets.uploads.receiving import ReceivedFile, received

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from cpms.accounts.models import User


class AttachmentRefused(Exception):
    """The file is not attached or not sent; the text says why."""


def attach_file(
    *, case_id: uuid.UUID, file: UploadedFile[Any], description: str, by: User, now: datetime
) -> Attachment:
    """Check a file in a process of its own and attach it to a case that the person sees in full.

    The same file again is kept once. Raise `AttachmentRefused`, and `UploadRefused` for a file that cannot be kept.
    """
    with received(file) as checked:
        return _keep(case_id, checked, description, by, now)


def read_attachment(*, attachment: Attachment, by: User, now: datetime) -> None:
    """Note that a person opens an attachment, before it is sent. Raise `AttachmentRefused`: without sight of everything."""
    _refuse_unless_full(attachment.case_id, by)
    _note("read_attachment", attachment, by=by, now=now)


@transaction.atomic
def _keep(
    case_id: uuid.UUID, checked: ReceivedFile, description: str, by: User, now: datetime
) -> Attachment:
    _refuse_unless_full(case_id, by)
    Case.objects.select_for_update(no_key=True).get(pk=case_id)
    known = Attachment.objects.filter(case=case_id, sha256=checked.sha256).first()
    if known is not None:
        return known
    attachment_id = uuid.uuid4()
    attachment = Attachment.objects.create(
        id=attachment_id,
        case_id=case_id,
        name=checked.name,
        description=description,
        media_type=checked.media_type,
        size=checked.size,
        sha256=checked.sha256,
        path=checked.keep(attachment_id),
        at=now,
        by=by,
    )
    _note("attach_file", attachment, by=by, now=now)
    return attachment


def _refuse_unless_full(case_id: uuid.UUID, by: User) -> None:
    if not Case.objects.full_for(by).filter(pk=case_id).exists():
        raise AttachmentRefused(_("Only who may see everything of the case opens and adds files."))


@transaction.atomic
def _note(name: str, attachment: Attachment, *, by: User, now: datetime) -> None:
    audit.record(
        Act(
            name=name,
            by=by.pk,
            subject_type="attachment",
            subject_id=str(attachment.pk),
            now=now,
            scope=attachment.case_id,
            details={"size": attachment.size},
        )
    )
