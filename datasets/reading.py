"""What the screens for reading, checking and deciding show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from datasets.models.record import Record, Revision
from datasets.operations.records import submission_errors
from datasets.operations.saving import clashes_of, draft_of
from datasets.section import form_title, page_of, sections
from forms_engine.compile import CompiledForm
from forms_engine.context import FormContext
from forms_engine.definition.text import localized
from forms_engine.draft import Cell, Draft
from forms_engine.forms.answer_view import answer_items
from forms_engine.forms.names import html_id, name_of_pointer
from forms_engine.forms.places import place_at
from forms_engine.forms.render import render_answers
from forms_engine.validate import MISSING_WORDS

TEMPLATES = Path(settings.TEMPLATES_FOLDER)
SAVES_SHOWN = 20


def detail_context(record: Record, context: FormContext) -> dict[str, Any]:
    """Return what the read-only screen shows: pages with answers, the state and the latest saves."""
    form, draft = record.version.form, shown_draft(record)
    pages = []
    for section in sections(record, context):
        items = answer_items(form, section.id, draft, context)
        pages.append({"section": section, "answers_html": render_answers(TEMPLATES, items)})
    return {
        "record": record,
        "title": form_title(record, context.language),
        "pages": pages,
        "files": list(record.uploads.all()),
        "submission": getattr(record, "submission", None),
        "history": history(record, context),
    }


def shown_draft(record: Record) -> Draft:
    """Return what was handed in, or the draft while it was not."""
    submission = getattr(record, "submission", None)
    if submission is not None:
        return Draft(answers=submission.answers, missing=submission.missing)
    return draft_of(record)


def history(record: Record, context: FormContext) -> list[dict[str, Any]]:
    """Return the latest saves in words, newest first."""
    form = record.version.form
    saves = record.revisions.select_related("by").order_by("-at", "-pk")[:SAVES_SHOWN]
    return [
        {
            "at": save.at,
            "by": save.by,
            "section": _page_title(form, save.page, context),
            "kind": save.get_kind_display(),
            "count": len(save.changes),
        }
        for save in saves
    ]


def check_context(record: Record, context: FormContext) -> dict[str, Any]:
    """Return what stands in the way of handing in, by page and linked to the question."""
    form = record.version.form
    errors = submission_errors(record, context)
    listed = []
    last_url = ""
    for section in sections(record, context):
        last_url = section.url
        mine = [
            {
                "words": error.words,
                "label": label_of(form, error.element_id, context),
                "href": f"{section.url}#{html_id(name_of_pointer(error.path))}",
            }
            for error in errors
            if page_of(form, error) == section.id
        ]
        listed.append({"section": section, "errors": mine})
    return {
        "record": record,
        "title": form_title(record, context.language),
        "pages": listed,
        "error_count": len(errors),
        "previous_url": last_url,
    }


def conflict_context(record: Record, revision: Revision, context: FormContext) -> dict[str, Any]:
    """Return both versions of each answer that two people changed."""
    form = record.version.form
    clashes = [
        {
            "path": clash.path,
            "label": label_of(form, _id_at(form, clash.path), context) or clash.path,
            "theirs": _cell_words(form, _id_at(form, clash.path), clash.theirs, context),
            "mine": _cell_words(form, _id_at(form, clash.path), clash.mine, context),
        }
        for clash in clashes_of(revision)
    ]
    latest = (
        record.revisions.filter(page=revision.page, number__gt=revision.base)
        .exclude(kind=Revision.Kind.CONFLICT)
        .exclude(by=revision.by_id)
        .select_related("by")
        .order_by("-number")
        .first()
    )
    return {
        "record": record,
        "title": form_title(record, context.language),
        "section": _page_title(form, revision.page, context),
        "clashes": clashes,
        "their_save": latest,
        "back_url": reverse("datasets:fill", args=[record.pk, revision.page]),
    }


def label_of(form: CompiledForm, id: str | None, context: FormContext) -> str:
    """Return the words of a question or group."""
    place = form.places.get(id or "")
    if place is None:
        return ""
    text = place.element.get("label") or place.element.get("title")
    return localized(text, context.language, form.languages)


def _page_title(form: CompiledForm, page: str, context: FormContext) -> str:
    return label_of(form, page, context)


def _id_at(form: CompiledForm, path: str) -> str | None:
    place = place_at(form, path.split("/")[1:])
    return place.id if place else None


def _cell_words(form: CompiledForm, id: str | None, cell: Cell, context: FormContext) -> str:
    if "unread" in cell:
        return " ".join(cell["unread"].get("", []))
    if "missing" in cell:
        return gettext(MISSING_WORDS[cell["missing"]])
    if "answer" in cell and id in form.fields:
        return form.fields[id].type.text(cell["answer"], form.question(id, context.language))
    return gettext("Not answered")
