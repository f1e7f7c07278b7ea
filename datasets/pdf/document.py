"""What every document about a filled form has: its answers, where they come from and what stands on each page.

The template that goes with it is templates/datasets/document.typ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, pgettext

from datasets.circumstances import as_submitted
from datasets.models.record import Record, Submission
from datasets.pdf.attachment import answers_hash, answers_json
from datasets.pdf.blocks import Block, names_files, page_blocks, shown_paths
from datasets.pdf.glyphs import MARK, Printer
from datasets.pdf.profile import caution
from datasets.pdf.wording import date_parts, day, language_tag
from forms_engine.context import FormContext
from forms_engine.definition.text import localized
from forms_engine.draft import Draft
from forms_engine.forms.answer_view import AnswerItem, answer_items
from forms_engine.validate import submitted


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What is printed of a record: its answers in the circumstances that they belong to."""

    record: Record
    context: FormContext
    submission: Submission | None
    draft: Draft
    sha256: str
    pages: Sequence[tuple[str, Sequence[AnswerItem]]]

    @property
    def form(self) -> str:
        """The form's key and version as they stand at the foot of each page."""
        version = self.record.version
        return f"{version.definition['key']} v{version.number}"

    def blocks(self, ink: Printer) -> list[Block]:
        """Return the blocks of all pages of the form."""
        return [block for page, items in self.pages for block in page_blocks(page, items, ink)]

    def attached(self) -> str:
        """Return the answers as data: what the pages show and nothing else."""
        shown = {path for _, items in self.pages for path in shown_paths(items)}
        return answers_json(self.record, self.draft, self.sha256, shown)


def filled(record: Record, context: FormContext) -> Filled:
    """Return what is printed of a record in the language of the context; submitted answers as they were submitted."""
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
    return Filled(
        record=record,
        context=context,
        submission=submission,
        draft=draft,
        sha256=sha256,
        pages=[(title, items) for title, items in pages if items],
    )


def frame(content: Filled, ink: Printer, now: datetime) -> dict[str, Any]:
    """Return what the shared template wants of every document: answers, checksums, languages, marks and fixed words."""
    definition, language = content.record.version.definition, content.context.language
    said = caution()
    return {
        "blocks": content.blocks(ink),
        "caution": said.sentence if said else "",
        "checksums": [
            [gettext("Form, SHA-256"), content.record.version.sha256],
            [_hash_label(content), content.sha256],
        ],
        "date": date_parts(now),
        "form": ink.line(content.form),
        "language": language_tag(language),
        "language_of_form": language_tag(
            language if language in definition["languages"] else definition["languages"][0]
        ),
        "marks": [said.mark] if said else [],
        "words": _words(now),
    }


def attachments(files: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what the shared template wants of attached files; `files` maps their names to what they hold.

    Each file's content is the typesetter's input of the same name.
    """
    return [{"name": name, "description": description} for name, description in files.items()]


def notes(content: Filled, ink: Printer) -> list[str]:
    """Return what the reader must know of the answers; asked last, when all texts went through the printer."""
    said = caution()
    told = [said.sentence] if said else []
    if content.submission is None:
        told.append(gettext("This is a draft. It was not submitted and may still change."))
    if content.draft.unread:
        told.append(
            gettext("Some entries could not be read as answers. They are not in this document.")
        )
    if any(names_files(items) for _, items in content.pages):
        told.append(gettext("Files are named here. They are not part of this document."))
    if ink.marked:
        told.append(
            gettext(
                "%(mark)s stands for a character that cannot be printed. The attached data has it."
            )
            % {"mark": MARK}
        )
    return told


def _hash_label(content: Filled) -> str:
    if content.submission is None:
        return gettext("Answers of this draft, SHA-256")
    return gettext("Submitted answers, SHA-256")


def _words(now: datetime) -> dict[str, str]:
    return {
        "answer": gettext("Answer"),
        "empty": gettext("No answers are shown."),
        "intended_use": gettext(
            "For health professionals who take part in this patient’s care. Shows what people entered and adds no advice."
        ),
        "number": pgettext("number of a row", "No."),
        "page": gettext("Page {page} of {pages}"),
        "printed": gettext("Printed %(date)s") % {"date": day(now)},
        "question": gettext("Question"),
    }
