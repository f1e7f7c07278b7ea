"""Receiving files for a record."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import unicodedata
import uuid
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from datasets.acts import Act
from datasets.acts import record as record_act
from datasets.models.record import Record, Upload
from datasets.operations.locking import lock_for_edit
from forms_engine.forms.places import place_at
from forms_engine.problems import pointer

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.core.files.uploadedfile import UploadedFile

LARGEST = 100_000_000
INSPECTION_SECONDS = 30


class UploadRefused(Exception):
    """The file is not kept; the text says why."""


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
    if not file.size:
        raise UploadRefused(gettext("The file is empty."))
    if file.size > LARGEST:
        raise UploadRefused(gettext("The file is larger than 100 MB."))
    folder = Path(settings.UPLOAD_ROOT)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    received, digest = _write(file, folder)
    try:
        media_type = _inspected(received)
        return _keep(record_id, file, received, digest, media_type, by, now)
    finally:
        received.unlink(missing_ok=True)


@transaction.atomic
def _keep(
    record_id: uuid.UUID,
    file: UploadedFile[Any],
    received: Path,
    digest: str,
    media_type: str,
    by: AbstractBaseUser,
    now: datetime,
) -> Upload:
    record = lock_for_edit(record_id, by)
    known = Upload.objects.filter(record=record, sha256=digest).first()
    if known is not None:
        return known
    upload_id = uuid.uuid4()
    path = Path(upload_id.hex[:2]) / upload_id.hex
    kept = Path(settings.UPLOAD_ROOT) / path
    kept.parent.mkdir(exist_ok=True, mode=0o700)
    os.replace(received, kept)
    upload = Upload.objects.create(
        id=upload_id,
        record=record,
        name=clean_name(file.name or ""),
        media_type=media_type,
        size=kept.stat().st_size,
        sha256=digest,
        path=str(path),
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


def clean_name(name: str) -> str:
    """Return a file's name without folders and without characters that could mislead whoever reads it."""
    base = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(
        character
        for character in base
        if unicodedata.category(character)[0] not in "CZ" or character == " "
    )
    return plain.strip(" .")[:255] or "file"


def _write(file: UploadedFile[Any], folder: Path) -> tuple[Path, str]:
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder, prefix="received-", delete=False) as kept:
        for chunk in file.chunks():
            digest.update(chunk)
            kept.write(chunk)
        kept.flush()
        os.fsync(kept.fileno())
    return Path(kept.name), digest.hexdigest()


def _inspected(path: Path) -> str:
    command = [sys.executable, "-m", "datasets.uploads.inspection", str(path)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, a path that we made
            command, capture_output=True, text=True, timeout=INSPECTION_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise UploadRefused(gettext("The file took too long to check.")) from None
    if done.returncode == 0:
        return done.stdout
    if done.returncode == 1 and done.stdout:
        raise UploadRefused(gettext(done.stdout))
    raise UploadRefused(gettext("The file could not be checked."))
