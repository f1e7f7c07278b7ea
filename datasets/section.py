"""What the screens of a record show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from datasets.models.record import Record
from datasets.operations.records import submission_errors
from datasets.operations.saving import draft_of
from forms_engine.answers import each_answer, situation
from forms_engine.compile import CompiledForm
from forms_engine.context import FormContext
from forms_engine.definition.text import localized
from forms_engine.draft import cells_of
from forms_engine.fields import AnswerRefused, RawInput
from forms_engine.forms.names import html_id, name_of_pointer
from forms_engine.forms.plan import page_plan
from forms_engine.forms.render import render_page
from forms_engine.forms.view import Shown, page_view
from forms_engine.validate import AnswerError

TEMPLATES = Path(settings.TEMPLATES_FOLDER)


@dataclass(frozen=True, kw_only=True)
class SectionState:
    """A page in the list of pages. `state` is done, started, empty or errors; `missing` counts what stands in the way."""

    id: str
    title: str
    url: str
    state: str
    current: bool
    missing: int


def section_context(
    *,
    record: Record,
    page: str,
    shown: Shown,
    context: FormContext,
    previous_url: str,
    now: datetime,
) -> dict[str, Any]:
    """Return what the screen of one page shows."""
    form = record.version.form
    shown = _with_unread(form, page, shown, context)
    view = page_view(form, page, shown, context)
    labels = {
        path: form.question(id, context.language).words("label")
        for id, path, _, _ in each_answer(form.root, shown.draft.answers)
        if path in shown.errors
    }
    plan = page_plan(form, page, shown.draft, context)
    plan["autosave"] = {
        "url": reverse("datasets:fill", args=[record.pk, page]),
        "version": record.section_version(page),
        "saved_at": date_format(localtime(record.updated_at), "H:i"),
    }
    return {
        "record": record,
        "title": form_title(record, context.language),
        "page": view,
        "page_html": render_page(TEMPLATES, view),
        "plan": plan,
        "sections": sections(record, context, current=page),
        "errors": [
            {
                "words": f"{labels.get(path, '')}: {words}".lstrip(": "),
                "href": f"#{html_id(name_of_pointer(path))}",
            }
            for path, words in shown.errors.items()
        ],
        "base_version": record.section_version(page),
        "previous_url": previous_url,
    }


def sections(record: Record, context: FormContext, *, current: str = "") -> list[SectionState]:
    """Return the pages of a record that are relevant, with how far each is."""
    form, draft = record.version.form, draft_of(record)
    state = situation(form, draft.answers, draft.missing, context)
    errors: dict[str, int] = {}
    for error in submission_errors(record, context):
        where = page_of(form, error)
        errors[where] = errors.get(where, 0) + 1
    found = []
    for place in form.pages:
        if state.is_hidden(place.id, ()):
            continue
        started = bool(cells_of(form, place.id, draft))
        seen = record.section_version(place.id) > 0
        lacking = errors.get(place.id, 0)
        found.append(
            SectionState(
                id=place.id,
                title=localized(place.element["title"], context.language, form.languages),
                url=reverse("datasets:fill", args=[record.pk, place.id]),
                state=_state(started=started, seen=seen, lacking=lacking),
                current=place.id == current,
                missing=lacking,
            )
        )
    return found


def page_of(form: CompiledForm, error: AnswerError) -> str:
    """Return the page on which an error can be mended; the first one for what is on none."""
    place = form.places.get(error.element_id or "")
    return (place.page if place else None) or form.pages[0].id


def form_title(record: Record, language: str) -> str:
    """Return the form's title in the reader's language."""
    definition = record.version.definition
    return localized(definition["title"], language, definition["languages"])


def _state(*, started: bool, seen: bool, lacking: int) -> str:
    if lacking and seen:
        return "errors" if started else "started"
    if not started and not seen:
        return "empty"
    return "started" if lacking else "done"


def _with_unread(form: CompiledForm, page: str, shown: Shown, context: FormContext) -> Shown:
    """Say again what is wrong with what was typed and kept but could not be read."""
    errors, choices = dict(shown.errors), dict(shown.choices)
    for id, path, _, _ in each_answer(form.root, shown.draft.answers):
        texts = shown.draft.unread.get(path)
        if texts is None or path in errors or form.places[id].page != page:
            continue
        field, question = form.fields[id], form.question(id, context.language)
        try:
            field.type.clean(RawInput(parts=texts), question, context)
        except AnswerRefused as refusal:
            errors[path] = str(refusal)
            if refusal.choices:
                choices[path] = refusal.choices
    return Shown(
        draft=shown.draft,
        errors=errors,
        choices=choices,
        urls={"coded_term": reverse("datasets:terms")},
        with_defaults=shown.with_defaults,
    )
