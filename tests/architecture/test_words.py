"""The product speaks of itself: how and by whom it was made is told elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.code import files, relative

ENDINGS = (
    ".py",
    ".ts",
    ".mjs",
    ".html",
    ".jinja",
    ".typ",
    ".scss",
    ".css",
    ".md",
    ".toml",
    "Makefile",
)
WORDS = {
    "a numbered issue": r"\bissues? #?[0-9]",
    "a helper": r"\bhelpers?\b",
    "a place on somebody's machine": r"(?<![\w.}/])/(?:work|root)/",
    "a folder beside the checkout": r"\.\./shared",
    "a session of work": r"\b(?:this|that|last|next|earlier|later|each|another|working) session\b",
    "an unfinished note": r"\b(?:TODO|FIXME|XXX)\b",
}
FOUND_BY = {name: re.compile(pattern) for name, pattern in WORDS.items()}
LISTS = {Path(__file__).name, "test_names.py"}  # they have to write down what they refuse
PATHS = [path for path in files(*ENDINGS) if path.name not in LISTS]


def words_in(text: str) -> list[str]:
    return [name for name, pattern in FOUND_BY.items() if pattern.search(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("as issue 12 says", ["a numbered issue"]),
        ("# a helper for views", ["a helper"]),
        ('open("/work/x")', ["a place on somebody's machine"]),
        ("made in this session", ["a session of work"]),
        ("request.session, SessionMiddleware, nobody's sessions", []),
        ("https://example.org/work/ and var/tmp/", []),
    ],
)
def test_recognises_them(text: str, found: list[str]) -> None:
    assert words_in(text) == found


def test_no_file_speaks_of_its_making() -> None:
    found = {relative(path): words_in(path.read_text("utf-8")) for path in PATHS}
    assert len(found) > 300
    assert {name: words for name, words in found.items() if words} == {}
