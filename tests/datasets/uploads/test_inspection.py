"""The process that looks at received files: what it takes, what it refuses in which words, and what it survives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from datasets.uploads.inspection import NotAccepted, inspect
from tests.datasets.uploads.files import bomb, jpeg, pdf, png, tiff

GOOD = {
    "application/pdf": pdf(),
    "image/png": png(),
    "image/jpeg": jpeg(),
    "image/tiff": tiff(),
    "text/plain": "Dear colleague,\r\n\tthe patient’s sight …\f".encode(),
}
BAD = {
    "The kind of this file is not known.": [
        b"\x00\x01\x02",
        b"text with \x1b[31m escape",
        "Grüße".encode("latin-1"),
        b"\xff\xfeu\x00",
    ],
    "Files of this kind cannot be checked. Use PDF, PNG, JPEG, TIFF or plain text.": [
        b"PK\x03\x04" + b"\0" * 100,
        b"MZ" + b"\0" * 100,
        b"\x1f\x8b\x08" + b"\0" * 100,
        b"GIF89a" + b"\0" * 100,
        b"\x7fELF" + b"\0" * 100,
    ],
    "The PDF is damaged.": [b"%PDF-1.7\nnothing of the kind", pdf()[:80]],
    "The PDF is protected with a password.": [pdf(password="secret")],
    "The PDF has no pages.": [pdf(pages=0)],
    "The picture is damaged.": [png()[:40], png()[:-20] + b"x" * 20, jpeg()[:100]],
    "The picture is too large.": [bomb(20_000, 20_000), bomb(60_000, 60_000)],
}


def run(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "datasets.uploads.inspection", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("kind", GOOD)
@pytest.mark.parametrize("name", ["file", "file.exe", "file.html"])
def test_a_file_is_what_its_content_says(tmp_path: Path, kind: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(GOOD[kind])
    assert inspect(path) == kind


@pytest.mark.parametrize(
    ("words", "content"), [(words, content) for words, all in BAD.items() for content in all]
)
def test_what_is_refused_is_refused_in_words(tmp_path: Path, words: str, content: bytes) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(content)
    with pytest.raises(NotAccepted) as refusal:
        inspect(path)
    assert str(refusal.value) == words


def test_a_picture_with_something_behind_it_is_a_picture(tmp_path: Path) -> None:
    """Whatever follows the picture, it is sent as a download of the picture's kind and run by nobody."""
    path = tmp_path / "both.html"
    path.write_bytes(png() + b"<script>alert(1)</script>PK\x05\x06" + b"\0" * 18)
    assert inspect(path) == "image/png"


class TestProcess:
    """The same from outside."""

    def test_prints_the_media_type(self, tmp_path: Path) -> None:
        path = tmp_path / "a"
        path.write_bytes(png())
        done = run(path)
        assert (done.returncode, done.stdout) == (0, "image/png")

    def test_prints_why_it_refuses(self, tmp_path: Path) -> None:
        path = tmp_path / "a"
        path.write_bytes(b"\x00")
        done = run(path)
        assert (done.returncode, done.stdout) == (1, "The kind of this file is not known.")

    def test_is_stopped_when_a_picture_takes_too_much_memory(self, tmp_path: Path) -> None:
        path = tmp_path / "a"
        path.write_bytes(bomb(9_900, 9_900))
        done = run(path)
        assert done.returncode != 0
        assert "Traceback" not in done.stdout
