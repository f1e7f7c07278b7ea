"""Receiving files for a record."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from datasets.acts import Act
from datasets.acts import record as record_act
from datasets.models.record import Record, Upload
from datasets.operations.locking import lock_for_edit
from datasets.uploads.receiving import ReceivedFile, UploadRefused, received
from forms_engine.forms.places import place_at
from forms_engine.problems import pointer

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.core.files.uploadedfile import UploadedFile


def receive_posted(
    *, record: Record, page: str, data: Any, files: Any, by: AbstractBaseUser, now: datetime
) -> tuple[Any, dict[str, str]]:
    """Keep the files posted for questions of the page; return the posted data with their ids, and refusals by JSON Pointer.

    Raise `RecordRefused`.
    """
    wanted = {name: file for name, file in files.items() if _takes_file(record, page, name)}
    if not wanted:
        return data, {}
    changed, refused = data.copy(), {}
    for name, file in wanted.items():
        try:
            upload = receive_upload(record_id=record.pk, file=file, by=by, now=now)
        except UploadRefused as refusal:
            refused[pointer(*name.split("."))] = str(refusal)
        else:
            changed[f"{name}:upload"] = str(upload.pk)
            changed.pop(f"{name}:remove", None)
    return changed, refused


def _takes_file(record: Record, page: str, name: str) -> bool:
    place = place_at(record.version.form, name.split("."))
    if place is None or place.page != page or place.element.get("read_only"):
        return False
    return place.element.get("type") == "file"


def receive_upload(
    *, record_id: uuid.UUID, file: UploadedFile[Any], by: AbstractBaseUser, now: datetime
) -> Upload:
    """Check a file in a process of its own and keep it. The same file again is kept once. Raise `UploadRefused`."""
    with received(file) as checked:
        return _keep(record_id, checked, by, now)


@transaction.atomic
def _keep(
    record_id: uuid.UUID, checked: ReceivedFile, by: AbstractBaseUser, now: datetime
) -> Upload:
    record = lock_for_edit(record_id, by)
    known = Upload.objects.filter(record=record, sha256=checked.sha256).first()
    if known is not None:
        return known
    upload_id = uuid.uuid4()
    upload = Upload.objects.create(
        id=upload_id,
        record=record,
        name=checked.name,
        media_type=checked.media_type,
        size=checked.size,
        sha256=checked.sha256,
        path=checked.keep(upload_id),
        at=now,
        by_id=by.pk,
    )
    act = Act(
        name="receive_file",
        by=by.pk,
        subject_type="upload",
        subject_id=str(upload.pk),
        now=now,
        scope=record.scope,
        details={"record": str(record.pk), "size": upload.size},
    )
    record_act(act)
    return upload
