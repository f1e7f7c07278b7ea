"""The draft of a filled form as cells, so that saves can be compared, merged and kept as what changed.

A cell is what stands at one place of a page: `{"answer": …}`, `{"missing": reason}`, `{"unread": texts}` or, at the place of a
repeat, `{"rows": [row ids]}`. Places are JSON Pointers that go through a repeat by the row's `_id`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from forms_engine.answers import rows_of
from forms_engine.compile import CompiledField, CompiledForm, Level
from forms_engine.problems import pointer

Cell = Mapping[str, Any]
Cells = dict[str, Cell]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Typed answers, reasons for missing ones, and what was typed but is no answer yet (`{pointer: {part: [texts]}}`)."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)


def cells_of(form: CompiledForm, page: str, draft: Draft) -> Cells:
    """Return the cells of one page; empty ones are left out."""
    cells: Cells = {}
    _collect(form.root, page, draft, draft.answers, (), cells)
    return cells


def _collect(
    level: Level,
    page: str,
    draft: Draft,
    answers: Mapping[str, Any],
    path: tuple[str, ...],
    cells: Cells,
) -> None:
    for item in level.fields:
        here = pointer(*path, item.key)
        if item.place.page == page and (cell := _cell(item, draft, answers, here)):
            cells[here] = cell
    for place, inner in level.repeats:
        if place.page != page:
            continue
        key = str(place.element["key"])
        rows = rows_of(answers, key)
        if rows:
            cells[pointer(*path, key)] = {"rows": [row["_id"] for row in rows]}
        for row in rows:
            _collect(inner, page, draft, row, (*path, key, row["_id"]), cells)


def _cell(
    item: CompiledField, draft: Draft, answers: Mapping[str, Any], path: str
) -> dict[str, Any]:
    cell: dict[str, Any] = {}
    if not item.type.is_empty(answers.get(item.key)):
        cell["answer"] = answers[item.key]
    if path in draft.missing:
        cell["missing"] = draft.missing[path]
    if path in draft.unread:
        cell["unread"] = draft.unread[path]
    return cell


def with_cells(form: CompiledForm, page: str, draft: Draft, cells: Mapping[str, Cell]) -> Draft:
    """Return the draft with the page's cells replaced; other pages stay as they are."""
    owned = {item.key for item in form.root.fields if item.place.page == page}
    owned |= {str(place.element["key"]) for place, _ in form.root.repeats if place.page == page}
    answers = {key: value for key, value in draft.answers.items() if key not in owned}
    answers.update(_build(form.root, page, cells, ()))
    mine = tuple(f"{pointer(key)}" for key in owned)

    def elsewhere(path: str) -> bool:
        return not any(path == each or path.startswith(f"{each}/") for each in mine)

    return Draft(
        answers=answers,
        missing={
            **{path: reason for path, reason in draft.missing.items() if elsewhere(path)},
            **{path: cell["missing"] for path, cell in cells.items() if "missing" in cell},
        },
        unread={
            **{path: texts for path, texts in draft.unread.items() if elsewhere(path)},
            **{path: cell["unread"] for path, cell in cells.items() if "unread" in cell},
        },
    )


def _build(
    level: Level, page: str, cells: Mapping[str, Cell], path: tuple[str, ...]
) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for item in level.fields:
        cell = cells.get(pointer(*path, item.key), {})
        if item.place.page == page and "answer" in cell:
            built[item.key] = cell["answer"]
    for place, inner in level.repeats:
        key = str(place.element["key"])
        rows = cells.get(pointer(*path, key), {}).get("rows", ())
        if place.page == page and rows:
            built[key] = [
                {"_id": row, **_build(inner, page, cells, (*path, key, row))} for row in rows
            ]
    return built


def changes(before: Mapping[str, Cell], after: Mapping[str, Cell]) -> dict[str, list[Cell | None]]:
    """Return `{pointer: [before, after]}` for every cell that differs; None where there is none."""
    return {
        path: [before.get(path), after.get(path)]
        for path in sorted({*before, *after})
        if before.get(path) != after.get(path)
    }


@dataclass(frozen=True, kw_only=True)
class Merge:
    """Two saves from one base, put together. Where both changed a place differently, `clashes` names it."""

    cells: Cells
    clashes: tuple[str, ...]


def merge(base: Mapping[str, Cell], theirs: Mapping[str, Cell], mine: Mapping[str, Cell]) -> Merge:
    """Merge my page into theirs. A clash keeps their cell; a row that one removed stays as the other, who wrote in it, has it."""
    my_changes, their_changes = changes(base, mine), changes(base, theirs)
    rows = _merge_rows(base, theirs, mine)
    cells: Cells = {**theirs, **rows.cells}
    clashes = []
    for path, cell in mine.items():
        if path.startswith(rows.mine):
            cells[path] = cell
    for path, (_, after) in my_changes.items():
        if path in rows.cells or path.startswith((*rows.mine, *rows.theirs)):
            continue
        if path in their_changes and theirs.get(path) != after:
            clashes.append(path)
        elif after is None:
            cells.pop(path, None)
        else:
            cells[path] = after
    return Merge(cells=_without_lost_rows(cells), clashes=tuple(clashes))


@dataclass(frozen=True, kw_only=True)
class _Rows:
    """The rows of each repeat, put together; and the beginnings of all places in rows that are mine or theirs alone now."""

    cells: Cells
    mine: tuple[str, ...]
    theirs: tuple[str, ...]


def _merge_rows(
    base: Mapping[str, Cell], theirs: Mapping[str, Cell], mine: Mapping[str, Cell]
) -> _Rows:
    sides = (base, theirs, mine)
    my_changes, their_changes = changes(base, mine), changes(base, theirs)
    cells: Cells = {}
    my_own: tuple[str, ...] = ()
    their_own: tuple[str, ...] = ()
    for path in sorted({path for side in sides for path, cell in side.items() if "rows" in cell}):
        if path.startswith((*my_own, *their_own)):
            continue
        before, their_rows, my_rows = (side.get(path, {}).get("rows", []) for side in sides)
        stay = [r for r in _only(before, their_rows, my_rows) if _touched(path, r, their_changes)]
        back = [r for r in _only(before, my_rows, their_rows) if _touched(path, r, my_changes)]
        kept = [r for r in their_rows if r in my_rows or r not in before or r in stay]
        added = [r for r in my_rows if r not in their_rows and (r not in before or r in back)]
        cells[path] = {"rows": kept + added}
        my_own += tuple(f"{path}/{row}/" for row in back)
        their_own += tuple(f"{path}/{row}/" for row in stay)
    return _Rows(cells=cells, mine=my_own, theirs=their_own)


def _only(before: list[str], there: list[str], not_there: list[str]) -> list[str]:
    """Return the rows that were there from the beginning and that one of the two has removed."""
    return [row for row in before if row in there and row not in not_there]


def _touched(path: str, row: str, changed: Mapping[str, Any]) -> bool:
    return any(each.startswith(f"{path}/{row}/") for each in changed)


def _without_lost_rows(cells: Cells) -> Cells:
    """Leave out cells of rows that are gone."""
    repeats = {path: set(cell["rows"]) for path, cell in cells.items() if "rows" in cell}

    def stands(path: str) -> bool:
        return all(
            path[len(repeat) + 1 :].split("/", 1)[0] in rows
            for repeat, rows in repeats.items()
            if path.startswith(f"{repeat}/")
        )

    return {path: cell for path, cell in cells.items() if stands(path) and cell != {"rows": []}}
