"""Adding and removing rows of repeats on the server, for browsers without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms_engine.compile import CompiledForm
from forms_engine.forms.names import new_row_id
from forms_engine.forms.places import place_at
from forms_engine.forms.reading import PageInput
from forms_engine.problems import pointer


def change_rows(form: CompiledForm, page: str, typed: PageInput, action: str) -> None:
    """Carry out `add:<repeat>` or `remove:<repeat>.<row>` of the page; anything else, and rows that are gone, change nothing."""
    verb, _, name = action.partition(":")
    parts = name.split(".")
    if verb == "add" and _is_repeat(form, page, parts):
        rows = _rows(typed.answers, parts, make=True)
        if rows is not None:
            rows.append({"_id": new_row_id()})
    elif verb == "remove" and _is_repeat(form, page, parts[:-1]):
        rows = _rows(typed.answers, parts[:-1], make=False)
        if rows is not None:
            rows[:] = [row for row in rows if row.get("_id") != parts[-1]]
            _forget_below(typed, pointer(*parts))


def _is_repeat(form: CompiledForm, page: str, parts: list[str]) -> bool:
    place = place_at(form, parts)
    return place is not None and place.kind == "repeat" and place.page == page


def _rows(answers: dict[str, Any], parts: list[str], *, make: bool) -> list[dict[str, Any]] | None:
    """Return the rows of the repeat that the parts (key, row id, key, …) lead to."""
    here = answers
    for key, row_id in zip(parts[:-1:2], parts[1::2], strict=False):
        found = next((row for row in here.get(key, ()) if row.get("_id") == row_id), None)
        if not isinstance(found, dict):
            return None
        here = found
    rows = here.setdefault(parts[-1], []) if make else here.get(parts[-1])
    return rows if isinstance(rows, list) else None


def _forget_below(typed: PageInput, path: str) -> None:
    beginnings: list[Mapping[str, Any]] = [
        typed.missing,
        typed.unread,
        typed.errors,
        typed.choices,
    ]
    for kept in beginnings:
        for each in [key for key in kept if key.startswith(f"{path}/")]:
            del kept[each]  # type: ignore[attr-defined]
