"""What the document of a record says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext, override, pgettext

from datasets.circumstances import as_submitted
from datasets.models.record import Record, Submission
from datasets.pdf.attachment import FILE_NAME, answers_hash, answers_json
from datasets.pdf.blocks import names_files, page_blocks, shown_paths
from datasets.pdf.glyphs import MARK, Printer
from datasets.pdf.typesetting import covered_characters, typeset
from forms_engine.context import FormContext
from forms_engine.definition.text import localized
from forms_engine.draft import Draft
from forms_engine.forms.answer_view import AnswerItem, answer_items
from forms_engine.validate import submitted

NETWORK_DEPTH = 3  # in the page tree: root, landing page, and below it each network's section
TEMPLATE = "datasets/record.typ"


@dataclass(frozen=True, kw_only=True)
class _Content:
    """What is printed of a record: its answers in the circumstances that they belong to."""

    record: Record
    context: FormContext
    submission: Submission | None
    draft: Draft
    sha256: str
    pages: Sequence[tuple[str, Sequence[AnswerItem]]]


def record_pdf(record: Record, context: FormContext, now: datetime) -> bytes:
    """Return the record as PDF, as the reader may see it now; submitted answers as they were submitted.

    The same record, circumstances and time give the same bytes. Raise `PdfRefused` when it cannot be typeset.
    """
    with override(context.language):
        content = _content(record, context)
        ink = Printer(covered=covered_characters())
        data = _document(content, ink, now)
        shown = {path for _, items in content.pages for path in shown_paths(items)}
        attached = answers_json(record, content.draft, content.sha256, shown)
        return typeset(TEMPLATE, data, {"answers": attached}, now)


def _content(record: Record, context: FormContext) -> _Content:
    form = record.version.form
    submission = None if record.is_draft else record.submission
    if submission is None:
        answers, missing = submitted(form, record.answers, record.missing, context)
        draft = Draft(answers=answers, missing=missing, unread=record.unread)
        sha256 = answers_hash(draft, record.version.sha256)
    else:
        context = as_submitted(submission, context)
        draft = Draft(answers=submission.answers, missing=submission.missing)
        sha256 = submission.sha256
    pages = [
        (
            localized(page.element["title"], context.language, form.languages),
            answer_items(form, page.id, draft, context, show_in="pdf"),
        )
        for page in form.pages
    ]
    return _Content(
        record=record,
        context=context,
        submission=submission,
        draft=draft,
        sha256=sha256,
        pages=[(title, items) for title, items in pages if items],
    )


def _document(content: _Content, ink: Printer, now: datetime) -> dict[str, Any]:
    record, version = content.record, content.record.version
    definition, language = version.definition, content.context.language
    title = ink.title(localized(definition["title"], language, definition["languages"]))
    title = title or ink.line(definition["key"])
    number = gettext("Record %(number)s") % {"number": record.number}
    blocks = [block for page, items in content.pages for block in page_blocks(page, items, ink)]
    places = [ink.line(place) for place in _places(record)]
    facts = [[label, ink.line(value)] for label, value in _facts(content, now)]
    return {
        "attachment": FILE_NAME,
        "blocks": blocks,
        "checksums": [
            [gettext("Form, SHA-256"), version.sha256],
            [_hash_label(content), content.sha256],
        ],
        "date": _date_parts(now),
        "draft": content.submission is None,
        "facts": facts,
        "form": f"{ink.line(definition['key'])} v{version.number}",
        "language": _language_tag(language),
        "language_of_form": _language_tag(
            language if language in definition["languages"] else definition["languages"][0]
        ),
        "network": _shortened(places[0], 30) if places else "",
        "notes": _notes(content, ink),
        "number": number,
        "places": places,
        "short_title": _shortened(title, 60),
        "state": gettext("Draft") if content.submission is None else gettext("Submitted"),
        "title": title,
        "words": _words(now),
    }


def _facts(content: _Content, now: datetime) -> list[tuple[str, str]]:
    record, submission = content.record, content.submission
    version = record.version
    facts = [
        (gettext("Form"), version.definition["key"]),
        (
            gettext("Version of the form"),
            gettext("%(number)s, published %(date)s")
            % {"number": version.number, "date": _day(version.published_at)},
        ),
    ]
    if submission is None:
        facts.append((gettext("Started"), _act(record.created_at, record.created_by)))
        facts.append((gettext("Last changed"), _act(record.updated_at, record.updated_by)))
    else:
        facts.append((gettext("Submitted"), _act(submission.at, submission.by)))
    facts.append((gettext("Printed"), _moment(now)))
    return facts


def _hash_label(content: _Content) -> str:
    if content.submission is None:
        return gettext("Answers of this draft, SHA-256")
    return gettext("Submitted answers, SHA-256")


def _notes(content: _Content, ink: Printer) -> list[str]:
    """Return what the reader must know of this document; asked last, when all texts went through the printer."""
    notes = []
    if content.submission is None:
        notes.append(gettext("This is a draft. It was not submitted and may still change."))
    if content.draft.unread:
        notes.append(
            gettext("Some entries could not be read as answers. They are not in this document.")
        )
    if any(names_files(items) for _, items in content.pages):
        notes.append(gettext("Files are named here. They are not part of this document."))
    if ink.marked:
        notes.append(
            gettext(
                "%(mark)s stands for a character that cannot be printed. The attached data has it."
            )
            % {"mark": MARK}
        )
    return notes


def _words(now: datetime) -> dict[str, str]:
    return {
        "answer": gettext("Answer"),
        "attached": gettext("The answers as data"),
        "draft": pgettext("across a printed page", "DRAFT"),
        "empty": gettext("No answers are shown."),
        "intended_use": gettext(
            "For health professionals who take part in this patient’s care. Shows what people entered and adds no advice."
        ),
        "number": pgettext("number of a row", "No."),
        "page": gettext("Page {page} of {pages}"),
        "printed": gettext("Printed %(date)s") % {"date": _day(now)},
        "question": gettext("Question"),
    }


def _places(record: Record) -> list[str]:
    """Return where the form stands in the page tree, the network first."""
    ancestors = record.version.page.get_ancestors().filter(depth__gte=NETWORK_DEPTH)
    return list(ancestors.order_by("depth").values_list("title", flat=True))


def _shortened(text: str, longest: int) -> str:
    """Return what fits beside other words at the top of each page."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _act(at: datetime, by: object) -> str:
    return gettext("%(date)s by %(person)s") % {"date": _moment(at), "person": by}


def _day(at: datetime) -> str:
    return date_format(localtime(at, get_default_timezone()), "j M Y")


def _moment(at: datetime) -> str:
    return date_format(localtime(at, get_default_timezone()), "j M Y, H:i T")


def _date_parts(now: datetime) -> dict[str, int]:
    local = localtime(now, get_default_timezone())
    return {"year": local.year, "month": local.month, "day": local.day}


def _language_tag(language: str) -> list[str]:
    """Return [language, region or ""] as the typesetter wants them: "en-gb" is ["en", "GB"]."""
    main, *others = language.replace("_", "-").split("-")
    known = main.isalpha() and main.isascii() and len(main) in (2, 3)
    region = next((each.upper() for each in others if len(each) == 2 and each.isalpha()), "")
    return [main.lower(), region] if known else ["en", ""]
