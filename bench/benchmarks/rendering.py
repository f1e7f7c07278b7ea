"""Writing a page with answers and errors, beside Django's own forms with equal content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from bench.django_form import make_peer
from bench.figures import Effort, Figure, Goal, benchmarks
from bench.markup import read_markup
from bench.material import make_form
from bench.rounds import cpu_seconds
from forms_engine.compile import CompiledForm
from forms_engine.draft import Draft
from forms_engine.forms.render import render_page
from forms_engine.forms.view import Shown, page_view
from forms_engine.problems import pointer
from forms_engine.validate import validate

SIZES = (20, 200)
PEER = "Django Form.as_div(), class cached, default renderer"


class PagesDiffer(Exception):
    """Ours and the peer do not ask the same: comparing their speed would mean nothing."""


def run(effort: Effort) -> list[Figure]:
    """Measure pages on which seven questions of ten are answered, one of them wrongly."""
    return [_page(size, effort) for size in effort.chosen(*SIZES)]


def _page(size: int, effort: Effort) -> Figure:
    form = make_form(size)
    compiled = CompiledForm(form.definition)
    context = form.context()
    answers, missing = _answers(form.good(1)[0], compiled)
    by_path = {pointer(key): reason for key, reason in missing.items()}
    errors = {
        error.path.removeprefix("/"): error.words
        for error in validate(compiled, answers, by_path, context)
    }
    shown = Shown(
        draft=Draft(answers=answers, missing=by_path),
        errors={pointer(key): words for key, words in errors.items()},
    )
    page, folder = compiled.pages[0].id, settings.TEMPLATES_FOLDER
    peer = make_peer(compiled, answers, missing, errors)

    def render() -> str:
        return render_page(folder, page_view(compiled, page, shown, context))

    refuse_difference(compiled, render(), peer.render(), errors)
    ours_taken, peer_taken = cpu_seconds(render, peer.render, effort=effort)
    return Figure(
        figure=f"page of {size} questions, answers and errors",
        unit="CPU ms per page",
        ours=1000 * ours_taken,
        peer=1000 * peer_taken,
        peer_name=PEER,
        goal=Goal(at_most=0.25),
    )


def _answers(
    complete: Mapping[str, Any], compiled: CompiledForm
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return answers with gaps and mistakes, and reasons for some of the gaps."""
    answers: dict[str, Any] = {}
    missing: dict[str, str] = {}
    for number, item in enumerate(compiled.fields.values()):
        if number % 10 == 1:
            answers[item.key] = 121  # above the largest age
        elif number % 20 == 6:
            missing[item.key] = "not_recorded"
        elif number % 10 not in (2, 5):
            answers[item.key] = complete[item.key]
    return answers, missing


def refuse_difference(
    compiled: CompiledForm, ours: str, peer: str, errors: Mapping[str, str]
) -> None:
    """Raise `PagesDiffer` unless both have the same inputs, options, values, labels, hints, explanations and errors."""
    mine, theirs = read_markup(ours), read_markup(peer)
    for what in ("names", "offered", "filled"):
        if difference := getattr(mine, what) ^ getattr(theirs, what):
            raise PagesDiffer(f"{what}: {sorted(difference)[:5]}")
    sentences = set(errors.values())
    for id in compiled.fields:
        question = compiled.question(id)
        sentences |= {question.words(name) for name in ("label", "hint", "help")} - {""}
        sentences |= {option["label"]["en"] for option in question.options}
    for sentence in sentences:
        for text in (mine.text, theirs.text):
            if sentence not in text:
                raise PagesDiffer(f"a page does not say “{sentence}”")
    if not errors:
        raise PagesDiffer("no page has an error")


benchmarks.register("rendering", run)
