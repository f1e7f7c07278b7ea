"""Part of a file: what a player needs to jump to a place. Source: RFC 9110, sections 13 and 14."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import IO, Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

_ONE_RANGE = re.compile(r"bytes=(?P<first>\d{0,18})-(?P<last>\d{0,18})\Z")


class Part:
    """The bytes of an open file from one place, and no more than `length`; closing it closes the file."""

    def __init__(self, file: IO[bytes], first: int, length: int) -> None:
        self._file = file
        self._left = length
        file.seek(first)

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, none at the end."""
        piece = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def range_of(header: str, size: int) -> tuple[int, int] | None:
    """Return (first byte, how many) of a header such as `bytes=0-499` for a file of `size` bytes.

    None is the whole file: without a header, and for what may be ignored, such as several ranges. Raise `ValueError`
    when the file has none of the bytes.
    """
    found = _ONE_RANGE.match(header.replace(" ", ""))
    if found is None or not (found["first"] or found["last"]):
        return None
    if not found["first"]:  # the last so many bytes
        length = min(int(found["last"]), size)
        first, last = size - length, size - 1
    else:
        first = int(found["first"])
        last = min(int(found["last"] or size - 1), size - 1)
        if found["last"] and int(found["last"]) < first:
            return None
    if first >= size or last < first:
        raise ValueError(header)
    return first, last - first + 1


def answer_with_file(request: HttpRequest, file: Any, media_type: str) -> HttpResponseBase:
    """Answer with a stored file, or the part of it that is asked for: 200, 206, 304 or 416."""
    size = file.size
    etag = _etag(file, size)
    try:
        asked = range_of(_range_header(request, etag), size)
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    first, length = asked or (0, size)
    part = Part(file.storage.open(file.name), first, length)
    answer = FileResponse(part, status=206 if asked else 200, content_type=media_type)
    return _with_headers(answer, etag, first, length, size)


def _range_header(request: HttpRequest, etag: str) -> str:
    """Return the header; nothing when it is meant for another state of the file."""
    condition = request.headers.get("If-Range", etag)
    return request.headers.get("Range", "") if condition == etag else ""


def _etag(file: Any, size: int) -> str:
    changed = file.storage.get_modified_time(file.name).timestamp()
    return f'"{sha256(f"{file.name}:{size}:{changed}".encode()).hexdigest()[:32]}"'


def _with_headers(
    answer: HttpResponseBase, etag: str, first: int, length: int, size: int
) -> HttpResponseBase:
    if answer.status_code == 206:
        answer["Content-Range"] = f"bytes {first}-{first + length - 1}/{size}"
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Length"] = str(length)
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, max-age=3600"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
