"""Bytes to characters, and files that hold none."""

from __future__ import annotations

import re

from forms_engine.interchange.base import UnreadableFile
from forms_engine.messages import say

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SIGNATURES = {
    b"PK\x03\x04": "an Excel workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\x1f\x8b": "a compressed file",
}


def decoded(data: bytes) -> str:
    """Return the text of a file. Raise `UnreadableFile` for other files than texts."""
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableFile(
                say(
                    "Line 1: this is {kind}, not a text file; save the dictionary as CSV.",
                    kind=kind,
                )
            )
    text = _text(data).removeprefix("\ufeff")
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        raise UnreadableFile(
            say(
                "Line {line}, column {column}: the file holds control characters, so it is no CSV.",
                line=line,
                column=column,
            )
        )
    return text


def _text(data: bytes) -> str:
    encodings = ["utf-8-sig", "cp1252"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif data[1:2] == b"\0" or data[:1] == b"\0":
        encodings = ["utf-16-le" if data[1:2] == b"\0" else "utf-16-be"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            place = data.count(b"\n", 0, error.start) + 1
    raise UnreadableFile(
        say(
            "Line {line}: the characters are not in a known encoding; save the file as CSV UTF-8.",
            line=place,
        )
    )
