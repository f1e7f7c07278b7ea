"""Sending a received file: nothing that was sent to us runs in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.http import FileResponse


class KeptFile(Protocol):
    """A row that describes a kept file; `path` is its place below where files are kept."""

    name: str
    media_type: str
    path: str


def sent(kept: KeptFile) -> FileResponse:
    """Return the file, always as a download. Ask for the right to it, and note the read, before."""
    file = (Path(settings.UPLOAD_ROOT) / kept.path).open("rb")
    response = FileResponse(file, as_attachment=True, filename=kept.name)
    response["Content-Type"] = kept.media_type
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
