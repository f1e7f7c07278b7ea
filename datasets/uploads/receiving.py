"""Receiving a file: written apart, judged in a process of its own, and only then put where files are kept."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext

if TYPE_CHECKING:
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile

LARGEST = 100_000_000
INSPECTION_SECONDS = 30


class UploadRefused(Exception):
    """The file is not kept; the text says why."""


@dataclass(frozen=True, kw_only=True)
class ReceivedFile:
    """A file that was checked and is not kept yet; `size` in bytes."""

    name: str
    media_type: str
    size: int
    sha256: str
    received: Path

    def keep(self, file_id: UUID) -> str:
        """Move it to where files are kept and return its path below there. Call it in the transaction that notes it."""
        path = Path(file_id.hex[:2]) / file_id.hex
        kept = Path(settings.UPLOAD_ROOT) / path
        kept.parent.mkdir(exist_ok=True, mode=0o700)
        os.replace(self.received, kept)
        return str(path)


@contextmanager
def received(file: UploadedFile[Any]) -> Iterator[ReceivedFile]:
    """Write the file aside and check it; it is gone afterwards unless it was kept. Raise `UploadRefused`."""
    if not file.size:
        raise UploadRefused(gettext("The file is empty."))
    if file.size > LARGEST:
        raise UploadRefused(gettext("The file is larger than 100 MB."))
    folder = Path(settings.UPLOAD_ROOT)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path, digest = _write(file, folder)
    try:
        yield ReceivedFile(
            name=clean_name(file.name or ""),
            media_type=_inspected(path),
            size=path.stat().st_size,
            sha256=digest,
            received=path,
        )
    finally:
        path.unlink(missing_ok=True)


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
