"""The recipes in `docs/extending`, and the code that they tell people to write."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "extending"
_FENCE = re.compile(
    r"^(?:`(?P<path>[\w./-]+)`:\n\n)?```(?P<language>\w+)\n(?P<code>.*?)^```$", re.M | re.S
)


class Piece(NamedTuple):
    """A piece of code; `path` is where the recipe says it belongs, "" for lines that go into a file."""

    path: str
    language: str
    code: str


def pieces(recipe: str) -> list[Piece]:
    """Return the code of a recipe, in order."""
    text = (FOLDER / recipe).read_text("utf-8")
    return [
        Piece(found["path"] or "", found["language"], found["code"])
        for found in _FENCE.finditer(text)
    ]


def file_of(recipe: str, path: str) -> str:
    """Return what a recipe wants in a file. Raise `LookupError` if it names no such file."""
    for piece in pieces(recipe):
        if piece.path == path:
            return piece.code
    raise LookupError(f"{recipe} does not say what is in {path}.")


def lines_of(recipe: str, language: str) -> str:
    """Return the only piece in a language that goes into a file that is there."""
    (found,) = (piece for piece in pieces(recipe) if piece.language == language and not piece.path)
    return found.code
