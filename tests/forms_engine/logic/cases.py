"""Reads and answers cases as the shared vector file writes them; the browser's tests read the same file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from forms_engine.logic import (
    Context,
    Frame,
    OptionSymbol,
    Symbol,
    as_answer,
    compile_rule,
    type_named,
)

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))


class CaseSymbols:
    """The questions and options of a file of cases; labels are the ids."""

    def __init__(self, sent: Mapping[str, Any]) -> None:
        self.fields = {id: _symbol(id, written) for id, written in sent["fields"].items()}
        self.options = {
            id: OptionSymbol(id=id, code=code, label=id, field_or_set="")
            for id, code in sent["options"].items()
        }

    def field(self, id: str, /) -> Symbol | None:
        """Return the question."""
        return self.fields.get(id)

    def option(self, id: str, /) -> OptionSymbol | None:
        """Return the option."""
        return self.options.get(id)


def _symbol(id: str, written: str | Mapping[str, Any]) -> Symbol:
    if isinstance(written, str):
        return Symbol(id=id, type=type_named(written), label=id, key=id)
    repeats = tuple(written["repeats"])
    return Symbol(id=id, type=type_named(written["type"]), label=id, key=id, repeats=repeats)


def frame_from(sent: Mapping[str, Any]) -> Frame:
    """Return the frame of a form with its rows."""
    frame = Frame(values=sent.get("values", {}), missing=sent.get("missing", {}))
    _add_rows(frame, sent)
    return frame


def _add_rows(frame: Frame, sent: Mapping[str, Any]) -> None:
    for repeat, rows in sent.get("rows", {}).items():
        for row in rows:
            _add_rows(frame.add_row(repeat, row.get("values", {}), row.get("missing", {})), row)


def context_from(sent: Mapping[str, Any]) -> Context:
    """Return the circumstances, written as they are sent to the browser."""
    below = {term: frozenset(terms) for term, terms in sent.get("descendants", {}).items()}
    rest = {name: value for name, value in sent.items() if name != "descendants"}
    return Context(**{**rest, "user_roles": tuple(rest.get("user_roles", ()))}, descendants=below)


def row_at(frame: Frame, at: Sequence[str | int]) -> Frame:
    """Return the row at the end of a way: repeat id, number of the row from 0, and so on."""
    for repeat, index in zip(at[::2], at[1::2], strict=True):
        frame = frame.rows[str(repeat)][int(index)]
    return frame


def answer_case(case: Mapping[str, Any], symbols: CaseSymbols, usual: Mapping[str, Any]) -> object:
    """Evaluate a case and return the answer as JSON."""
    evaluate = compile_rule(case["rule"], symbols, scope=tuple(case.get("scope", ())))
    frame = row_at(frame_from(case.get("frame", {})), case.get("at", ()))
    return as_answer(evaluate(frame, context_from({**usual, **case.get("context", {})})))


def same(left: object, right: object) -> bool:
    """Tell whether two answers are the same JSON: `True` is not 1."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, int | float) and isinstance(right, int | float):
        return float(left) == float(right)
    return left == right
