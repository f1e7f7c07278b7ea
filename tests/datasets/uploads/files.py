"""Files as people send them, good and bad."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image
from pypdf import PdfWriter


def png(width: int = 3, height: int = 2) -> bytes:
    """Return a small picture."""
    return _picture("PNG", width, height)


def jpeg() -> bytes:
    """Return a small photograph."""
    return _picture("JPEG", 3, 2)


def tiff() -> bytes:
    """Return a small scan."""
    return _picture("TIFF", 3, 2)


def pdf(*, password: str = "", pages: int = 1) -> bytes:
    """Return a document with blank pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=100, height=100)
    if password:
        writer.encrypt(password)
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def bomb(width: int, height: int) -> bytes:
    """Return a picture of few bytes that unfolds to width × height pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    body = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _picture(kind: str, width: int, height: int) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(kept, kind)
    return kept.getvalue()
