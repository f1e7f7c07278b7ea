"""Answers as the blocks that stand below each other in the document: headings, lists of answers, tables of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from datasets.pdf.glyphs import Printer
from forms_engine.forms.answer_view import AnswerItem

MOST_COLUMNS = 5
LONGEST_CELL = 90
LONGEST_WORD_IN_CELL = 18
LONGEST_WORD_IN_LABEL = 26
UNBROKEN = 300  # a longer answer may go on on the next page
PAGE_LEVEL = 2
DEEPEST_LEVEL = 6

Block = dict[str, Any]


def page_blocks(title: str, items: Sequence[AnswerItem], ink: Printer) -> list[Block]:
    """Return the blocks of one page of the form, one after the other as they are printed."""
    return [_heading(title, PAGE_LEVEL, ink), *_blocks(items, PAGE_LEVEL + 1, ink)]


def shown_paths(items: Sequence[AnswerItem]) -> Iterator[str]:
    """Yield the JSON Pointers of all answers that are shown."""
    for item in items:
        if item.kind == "answer":
            yield item.path
        yield from shown_paths(item.items)


def names_files(items: Sequence[AnswerItem]) -> bool:
    """Tell whether an answer is a file."""
    return any(item.upload or names_files(item.items) for item in items)


def is_long(text: str) -> bool:
    """Tell whether a text may go on on the next page, rather than move there as a whole."""
    return len(text) > UNBROKEN or text.count("\n") > UNBROKEN // 60


def _blocks(items: Sequence[AnswerItem], level: int, ink: Printer) -> Iterator[Block]:
    position = 0
    while position < len(items):
        item = items[position]
        if item.kind == "answer":
            run = _run(items, position)
            yield {
                "kind": "answers",
                "depth": _depth(level),
                "rows": [_answer(each, ink) for each in run],
            }
        else:
            run = _rows_of_one_repeat(items, position)
            if _fits_a_table(run):
                yield from _table(run, level, ink)
            else:
                run = items[position : position + 1]
                yield _heading(item.title, level, ink)
                yield from _blocks(item.items, level + 1, ink)
        position += len(run)


def _run(items: Sequence[AnswerItem], start: int) -> Sequence[AnswerItem]:
    end = start
    while end < len(items) and items[end].kind == "answer":
        end += 1
    return items[start:end]


def _rows_of_one_repeat(items: Sequence[AnswerItem], start: int) -> Sequence[AnswerItem]:
    """Return the groups from here on that are rows of the same repeat and hold nothing but answers."""
    first = _row_of(items[start])
    seen: set[str] = set()
    end = start
    while first and end < len(items):
        here = _row_of(items[end])
        if not here or here[0] != first[0] or here[1] in seen:
            break
        seen.add(here[1])
        end += 1
    return items[start:end]


def _row_of(item: AnswerItem) -> tuple[str, str] | None:
    """Return (pointer of the repeat, id of the row) if the group is a row of answers alone."""
    if item.kind != "group" or any(each.kind != "answer" for each in item.items):
        return None
    holders = {each.path.rpartition("/")[0] for each in item.items}
    repeat, _, row = holders.pop().rpartition("/") if len(holders) == 1 else ("", "", "")
    return (repeat, row) if repeat else None


def _fits_a_table(rows: Sequence[AnswerItem]) -> bool:
    cells = [cell for row in rows for cell in row.items]
    return (
        len(rows) > 1
        and len(_columns(rows)) <= MOST_COLUMNS
        and all(_fits_a_cell(cell.text) for cell in cells)
    )


def _fits_a_cell(text: str) -> bool:
    words = text.split(" ")
    return (
        len(text) <= LONGEST_CELL
        and "\n" not in text
        and all(len(word) <= LONGEST_WORD_IN_CELL for word in words)
    )


def _columns(rows: Sequence[AnswerItem]) -> dict[str, str]:
    """Return the label of each question, by key; a question may be hidden in some rows."""
    return {_key(cell): cell.label for row in rows for cell in row.items}


def _width(rows: Sequence[AnswerItem], key: str) -> int:
    """Return the share of the width that a column gets."""
    cells = [cell for row in rows for cell in row.items if _key(cell) == key]
    longest = max(max(len(cell.text), len(cell.missing), len(cell.label)) for cell in cells)
    return min(max(longest, 10), 24)


def _key(cell: AnswerItem) -> str:
    return cell.path.rpartition("/")[2]


def _table(rows: Sequence[AnswerItem], level: int, ink: Printer) -> Iterator[Block]:
    columns = _columns(rows)
    lines = []
    for row in rows:
        by_key = {_key(cell): cell for cell in row.items}
        number = row.title.rpartition(" ")[2]
        lines.append(
            {
                "number": ink.line(number),
                "cells": [_cell(by_key[key], ink) if key in by_key else None for key in columns],
            }
        )
    yield _heading(rows[0].title.rpartition(" ")[0], level, ink)
    yield {
        "kind": "table",
        "depth": _depth(level + 1),
        "columns": [
            ink.line(label, longest_word=LONGEST_WORD_IN_CELL) for label in columns.values()
        ],
        "widths": [_width(rows, key) for key in columns],
        "rows": lines,
    }


def _depth(level: int) -> int:
    """Return how far in the answers below a heading of the level above stand: 0 below a page's."""
    return min(level, DEEPEST_LEVEL + 1) - PAGE_LEVEL - 1


def _heading(title: str, level: int, ink: Printer) -> Block:
    return {"kind": "heading", "level": min(level, DEEPEST_LEVEL), "text": ink.title(title)}


def _answer(item: AnswerItem, ink: Printer) -> Block:
    return {
        "label": ink.line(item.label, longest_word=LONGEST_WORD_IN_LABEL),
        "breakable": is_long(item.text),
        **_cell(item, ink),
    }


def _cell(item: AnswerItem, ink: Printer) -> Block:
    return {"text": ink.text(item.text).strip("\n"), "missing": ink.line(item.missing)}
