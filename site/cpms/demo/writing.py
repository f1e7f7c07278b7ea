"""The demo's pages as they are written: Markdown files with a head, made into the blocks of pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = files("cpms.demo") / "pages"
NOTICES = {"!i ": "info", "!! ": "careful"}
STEPS = "1. "
_ORDER = re.compile(r"\A\d-")
_markdown = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True, kw_only=True)
class Written:
    """One page: its title, the lines `name: value` below it, and its text.

    The slug is the name of the file without the number that orders it.
    """

    slug: str
    title: str
    head: Mapping[str, str]
    text: str

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The text as blocks of a page."""
        return list(_blocks(self.text))

    @property
    def html(self) -> str:
        """The text as rich text, with smaller headings."""
        return _html(self.text.replace("## ", "### "))


def written(name: str) -> Written:
    """Return a page by the name of its file: `# Title`, the head, an empty line, the text."""
    head, _, text = read(name).decode().partition("\n\n")
    title, *lines = head.strip().splitlines()
    pairs = (line.partition(": ") for line in lines)
    return Written(
        slug=_ORDER.sub("", name.rpartition("/")[2]).removesuffix(".md"),
        title=title.removeprefix("# "),
        head={key: value for key, _, value in pairs},
        text=text.strip(),
    )


def names_in(folder: str) -> list[str]:
    """Return the names of the pages of a folder, in order."""
    found = (each.name for each in (FOLDER / folder).iterdir())
    return sorted(f"{folder}/{name}" for name in found if name.endswith(".md"))


def read(name: str) -> bytes:
    """Return a file."""
    return FOLDER.joinpath(*name.split("/")).read_bytes()


def read_list(name: str) -> Any:
    """Return what stands in a JSON file."""
    return json.loads(read(name))


def _blocks(text: str) -> Iterator[dict[str, Any]]:
    for part in filter(None, text.split("\n\n")):
        if part.startswith("## "):
            yield _block("heading", part[3:])
        elif part.startswith(STEPS):
            steps = [line.partition(". ")[2] for line in part.splitlines()]
            yield _block("steps", [{"text": _html(step), "picture": {}} for step in steps])
        elif part[:3] in NOTICES:
            yield _block("notice", {"kind": NOTICES[part[:3]], "text": _html(part[3:])})
        elif part.startswith("> "):
            yield _block("quotation", part[2:])
        else:
            yield _block("prose", _html(part))


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value}


def _html(text: str) -> str:
    """Return rich text as Wagtail's editor writes it: with `b` and `i`."""
    html: str = _markdown.render(text)
    for mark, kept in (("strong", "b"), ("em", "i")):
        html = html.replace(f"<{mark}>", f"<{kept}>").replace(f"</{mark}>", f"</{kept}>")
    return html.strip()
