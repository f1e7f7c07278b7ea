"""Checking answers: the data contract beside `jsonschema`, and everything that a submission is checked for."""

from __future__ import annotations

import jsonschema

from bench.figures import Effort, Figure, Goal, benchmarks
from bench.material import Answers, Form, make_form
from bench.rounds import cpu_seconds
from forms_engine.compile import CompiledForm
from forms_engine.validate import accepts, validate

EACH = 100
PEER = "jsonschema, validator built before"
BUDGETS = {20: 1.0, 200: 10.0, 1000: 50.0}
"""Milliseconds in which a form with that many questions must be checked before it is submitted."""


class VerdictsDiffer(Exception):
    """Ours and the peer do not agree on a record: comparing their speed would mean nothing."""


def run(effort: Effort) -> list[Figure]:
    """Measure with good and broken records, half of each."""
    figures = []
    for size in effort.chosen(*BUDGETS):
        form = make_form(size)
        compiled = CompiledForm(form.definition)
        figures.append(_contract(size, form, compiled, effort))
        figures.append(_submission(size, form, compiled, effort))
    return figures


def _contract(size: int, form: Form, compiled: CompiledForm, effort: Effort) -> Figure:
    good, broken = form.good(EACH), form.broken(EACH)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    peer = jsonschema.Draft202012Validator(compiled.schema, format_checker=checker)
    for expected, records in ((True, good), (False, broken)):
        for record in records:
            _compare(expected, ours=accepts(compiled, record), peer=peer.is_valid(record))
    records = good + broken
    ours_taken, peer_taken = cpu_seconds(
        lambda: [accepts(compiled, record) for record in records],
        lambda: [peer.is_valid(record) for record in records],
        effort=effort,
    )
    return Figure(
        figure=f"data contract, {size} questions",
        unit="records per CPU second",
        ours=len(records) / ours_taken,
        peer=len(records) / peer_taken,
        peer_name=PEER,
        goal=Goal(at_least=50),
    )


def _compare(expected: bool, *, ours: bool, peer: bool) -> None:  # noqa: FBT001 — the verdict itself
    if not ours == peer == expected:
        raise VerdictsDiffer(f"A record should be {expected}: ours says {ours}, the peer {peer}.")


def _submission(size: int, form: Form, compiled: CompiledForm, effort: Effort) -> Figure:
    records: list[Answers] = form.good(EACH) + form.broken(EACH)
    context = form.context()
    (taken,) = cpu_seconds(
        lambda: [validate(compiled, record, {}, context) for record in records], effort=effort
    )
    return Figure(
        figure=f"contract, branching and rules before submission, {size} questions",
        unit="CPU ms per record",
        ours=1000 * taken / len(records),
        goal=Goal(at_most=BUDGETS[size]),
    )


benchmarks.register("validation", run)
