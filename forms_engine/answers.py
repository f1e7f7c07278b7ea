"""Answers of one form: what rules read of them, what is hidden, and what is handed on."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from forms_engine.compile import CompiledForm, Level
from forms_engine.context import FormContext
from forms_engine.logic import Context, Frame
from forms_engine.problems import pointer

Answers = Mapping[str, Any]
RowPath = tuple[str, ...]
"""The ids of the rows around something, outermost first; empty outside repeats."""
Frames = dict[tuple[tuple[str, ...], RowPath], Frame]
"""By the ids of the repeats around it and its rows: two repeats may have rows with the same id."""


@dataclass(kw_only=True)
class Situation:
    """Answers with all that follows from them: frames for the rules, and which elements are hidden in which rows."""

    form: CompiledForm
    frame: Frame
    context: Context
    frames: Frames = field(default_factory=dict)
    hidden: set[tuple[str, RowPath]] = field(default_factory=set)

    def is_hidden(self, id: str, rows: RowPath) -> bool:
        """Tell whether the element is hidden, by its own rule or with what it stands in."""
        return (id, rows) in self.hidden

    def is_required(self, id: str, rows: RowPath) -> bool:
        """Tell whether an answer is required now; unknown is not required."""
        rule = self.form.required.get(id, False)
        if isinstance(rule, bool):
            return rule
        frame = self.frame_of(id, rows)
        return frame is not None and rule(frame, self.context) is True

    def frame_of(self, id: str, rows: RowPath) -> Frame | None:
        """Return what the rules of an element in a row read; None for a row that is not there."""
        return self.frames.get((self.form.places[id].repeats, rows))


def rule_context(context: FormContext) -> Context:
    """Return what rules may know of the circumstances."""
    return Context(
        today=context.today.isoformat(), user_roles=context.user_roles, step=context.step
    )


def situation(
    form: CompiledForm, answers: Answers, missing: Mapping[str, str], context: FormContext
) -> Situation:
    """Work out what is hidden. A hidden answer counts as not given for every rule, unless it is kept (`on_hide`)."""
    frames: Frames = {}
    root = _frame(form.root, answers, missing, (), ((), ()), frames)
    state = Situation(form=form, frame=root, context=rule_context(context), frames=frames)
    rows_of_repeats: dict[tuple[str, ...], list[tuple[RowPath, Frame]]] = {}
    for (repeats, rows), frame in frames.items():
        rows_of_repeats.setdefault(repeats, []).append((rows, frame))
    for id in form.order:
        place = form.places[id]
        for rows, frame in rows_of_repeats.get(place.repeats, ()):
            if _hides(state, id, rows, frame):
                state.hidden.add((id, rows))
                if place.kind == "field" and place.element.get("on_hide") != "keep":
                    _forget(frame, id)
    return state


def _hides(state: Situation, id: str, rows: RowPath, frame: Frame) -> bool:
    place = state.form.places[id]
    if place.parents:
        parent = str(place.parents[-1]["id"])
        parent_rows = rows[: len(state.form.places[parent].repeats)]
        if (parent, parent_rows) in state.hidden:
            return True
    rule = state.form.relevant.get(id)
    return rule is not None and rule(frame, state.context) is not True


def _forget(frame: Frame, id: str) -> None:
    frame.values = {key: value for key, value in frame.values.items() if key != id}
    frame.missing = {key: value for key, value in frame.missing.items() if key != id}


def _frame(
    level: Level,
    answers: Answers,
    missing: Mapping[str, str],
    path: tuple[str, ...],
    where: tuple[tuple[str, ...], RowPath],
    frames: Frames,
    frame: Frame | None = None,
) -> Frame:
    frame = Frame() if frame is None else frame
    frame.values = {item.place.id: answers.get(item.key) for item in level.fields}
    if missing:
        reasons = {item.place.id: missing.get(pointer(*path, item.key)) for item in level.fields}
        frame.missing = {id: reason for id, reason in reasons.items() if reason is not None}
    frames[where] = frame
    repeats, rows = where
    for place, inner in level.repeats:
        key = str(place.element["key"])
        frame.rows[place.id] = []
        for row in rows_of(answers, key):
            child = frame.add_row(place.id, {})
            inner_where = ((*repeats, place.id), (*rows, row["_id"]))
            _frame(inner, row, missing, (*path, key, row["_id"]), inner_where, frames, child)
    return frame


def rows_of(answers: Answers, key: str) -> list[Mapping[str, Any]]:
    """Return the rows of a repeat that can be told apart; a row without an id cannot."""
    rows = answers.get(key)
    if not isinstance(rows, list):
        return []
    return [row for row in rows if isinstance(row, Mapping) and isinstance(row.get("_id"), str)]


def visible_answers(state: Situation, answers: Answers) -> dict[str, Any]:
    """Return the answers to hand on: without hidden ones, unless they are kept, and without empty ones."""
    return _visible(state, state.form.root, answers, ())


def _visible(state: Situation, level: Level, answers: Answers, rows: RowPath) -> dict[str, Any]:
    kept: dict[str, Any] = {"_id": answers["_id"]} if rows else {}
    for item in level.fields:
        answer = answers.get(item.key)
        keep = item.place.element.get("on_hide") == "keep"
        if not item.type.is_empty(answer) and (keep or not state.is_hidden(item.place.id, rows)):
            kept[item.key] = copy.deepcopy(answer)
    for place, inner in level.repeats:
        key = str(place.element["key"])
        if not state.is_hidden(place.id, rows):
            inner_rows = [
                _visible(state, inner, row, (*rows, row["_id"])) for row in rows_of(answers, key)
            ]
            if inner_rows:
                kept[key] = inner_rows
    return kept


def each_answer(
    level: Level, answers: Answers, path: tuple[str, ...] = (), rows: RowPath = ()
) -> Iterator[tuple[str, str, RowPath, Any]]:
    """Yield (field id, JSON Pointer, rows, answer) for every question in every row, answered or not."""
    for item in level.fields:
        yield item.place.id, pointer(*path, item.key), rows, answers.get(item.key)
    for place, inner in level.repeats:
        key = str(place.element["key"])
        for row in rows_of(answers, key):
            yield from each_answer(inner, row, (*path, key, row["_id"]), (*rows, row["_id"]))
