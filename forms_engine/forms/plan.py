"""What the browser needs to work out by itself what is shown and required on one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms_engine.answers import Situation, rows_of, situation
from forms_engine.check import rules_of
from forms_engine.compile import CompiledForm, Level, fields_below, is_direct
from forms_engine.context import FormContext
from forms_engine.draft import Draft
from forms_engine.logic import option_references, references


def page_plan(form: CompiledForm, page: str, draft: Draft, context: FormContext) -> dict[str, Any]:
    """Return the rules of a page in the order in which they are worked out, and what they read.

    Shape: `{"page", "symbols": {"fields": {id: {"type", "repeats", "key"}}, "options": {id: code}, "repeats": {id: {"key"}}},
    "elements": [{"id", "scope", "parent", "relevant", "required", "on_hide"}], "answers", "context"}`. `answers` holds only what
    rules of this page read on other pages, hidden answers left out.
    """
    places = [
        form.places[id]
        for id in form.order
        if form.places[id].page == page and not is_direct(form.places[id].element)
    ]
    read: set[str] = set()
    options: set[str] = set()
    for place in places:
        for _, rule in rules_of(place.element):
            read |= references(rule)
            options |= option_references(rule)
    here = {place.id for place in places if place.kind == "field"}
    symbols = {id: form.symbols.field(id) for id in sorted(read | here)}
    chosen = {id: form.symbols.option(id) for id in sorted(options)}
    repeats = {
        repeat for symbol in symbols.values() if symbol is not None for repeat in symbol.repeats
    } | {place.id for place in places if place.kind == "repeat"}
    state = situation(form, draft.answers, draft.missing, context)
    return {
        "page": page,
        "symbols": {
            "fields": {
                id: {"type": str(symbol.type), "repeats": list(symbol.repeats), "key": symbol.key}
                for id, symbol in symbols.items()
                if symbol is not None
            },
            "options": {id: option.code for id, option in chosen.items() if option is not None},
            "repeats": {id: {"key": form.places[id].element["key"]} for id in sorted(repeats)},
        },
        "elements": [_element(place.element, place.repeats, place.parents) for place in places],
        "answers": _read_elsewhere(state, form.root, draft.answers, ((), ()), read - here),
        "context": {
            "today": state.context.today,
            "step": state.context.step,
            "user_roles": list(state.context.user_roles),
        },
    }


def _element(
    element: Mapping[str, Any], repeats: tuple[str, ...], parents: tuple[Mapping[str, Any], ...]
) -> dict[str, Any]:
    return {
        "id": element["id"],
        "scope": list(repeats),
        "parent": parents[-1]["id"] if parents else None,
        "relevant": element.get("relevant"),
        "required": element.get("required", False),
        "on_hide": element.get("on_hide", "exclude"),
    }


def _read_elsewhere(
    state: Situation,
    level: Level,
    answers: Mapping[str, Any],
    where: tuple[tuple[str, ...], tuple[str, ...]],
    wanted: set[str],
) -> dict[str, Any]:
    repeats, rows = where
    frame = state.frames[(repeats, rows)]
    kept: dict[str, Any] = {"_id": rows[-1]} if rows else {}
    for item in level.fields:
        value = frame.values.get(item.place.id)
        if item.place.id in wanted and value is not None:
            kept[item.key] = value
    for place, inner in level.repeats:
        if any(field.place.id in wanted for field in fields_below(inner)):
            key = str(place.element["key"])
            kept[key] = [
                _read_elsewhere(
                    state, inner, row, ((*repeats, place.id), (*rows, row["_id"])), wanted
                )
                for row in rows_of(answers, key)
            ]
    return kept
