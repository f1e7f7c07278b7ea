"""The browser's code: one custom element a file, and its HTML in the header."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.code import ROOT, files, relative

SOURCES = [
    path
    for path in files(".ts", under=ROOT / "site" / "client" / "src")
    if not path.name.endswith(".test.ts")
]
DEFINED = re.compile(r"""customElements\.define\(\s*"([\w-]+)",\s*(\w+)""")
LISTED = re.compile(r"""^\s+"(cpms-[\w-]+)": (\w+),$""", re.MULTILINE)
CLASS = re.compile(r"^export class (\w+) extends \w*Element\b", re.MULTILINE)
HEADER = re.compile(r"\A/\*\*.*?\*/", re.DOTALL)


def elements() -> dict[str, str]:
    """Return the tags of all custom elements by the name of their class."""
    sources = [path.read_text("utf-8") for path in SOURCES]
    return {
        name: tag
        for source in sources
        for tag, name in (*DEFINED.findall(source), *LISTED.findall(source))
    }


def classes() -> list[tuple[Path, str]]:
    """Return file and name of every class that is a custom element."""
    return [(path, name) for path in SOURCES for name in CLASS.findall(path.read_text("utf-8"))]


def test_every_element_is_found() -> None:
    assert {name for _, name in classes()} == set(elements())
    assert len(classes()) > 15


def test_a_file_holds_one_element() -> None:
    found = [path for path, _ in classes()]
    assert [relative(path) for path in set(found) if found.count(path) > 1] == []


@pytest.mark.parametrize(("path", "name"), classes(), ids=str)
def test_an_element_shows_its_html_in_the_header(path: Path, name: str) -> None:
    header = HEADER.match(path.read_text("utf-8"))
    assert header, f"{relative(path)} does not begin with a comment."
    assert f"<{elements()[name]}" in header[0]
