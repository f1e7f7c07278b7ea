"""What the document of a record says."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext, override, pgettext

from datasets.models.record import Record
from datasets.pdf.attachment import FILE_NAME
from datasets.pdf.document import Filled, attachments, filled, frame, notes
from datasets.pdf.glyphs import Printer
from datasets.pdf.typesetting import covered_characters, typeset
from datasets.pdf.wording import act, day, moment, shortened
from forms_engine.context import FormContext
from forms_engine.definition.text import localized

NETWORK_DEPTH = 3  # in the page tree: root, landing page, and below it each network's section
TEMPLATE = "datasets/record.typ"


def record_pdf(record: Record, context: FormContext, now: datetime) -> bytes:
    """Return the record as PDF, as the reader may see it now; submitted answers as they were submitted.

    The same record, circumstances and time give the same bytes. Raise `PdfRefused` when it cannot be typeset.
    """
    with override(context.language):
        content = filled(record, context)
        ink = Printer(covered=covered_characters())
        data = _document(content, ink, now)
        return typeset(TEMPLATE, data, {FILE_NAME: content.attached()}, now)


def _document(content: Filled, ink: Printer, now: datetime) -> dict[str, Any]:
    record, definition = content.record, content.record.version.definition
    title = ink.title(
        localized(definition["title"], content.context.language, definition["languages"])
    )
    title = title or ink.line(definition["key"])
    number = gettext("Record %(number)s") % {"number": record.number}
    places = [ink.line(place) for place in _places(record)]
    shared = frame(content, ink, now)
    draft = content.submission is None
    return {
        **shared,
        "attachments": attachments({FILE_NAME: gettext("The answers as data")}),
        "document_title": f"{title} – {number}",
        "facts": [[label, ink.line(value)] for label, value in _facts(content, now)],
        "header": {
            "network": shortened(places[0], 30) if places else "",
            "title": shortened(title, 60),
            "number": number,
        },
        "marks": shared["marks"] + ([pgettext("across a printed page", "DRAFT")] if draft else []),
        "notes": notes(content, ink),
        "number": number,
        "places": places,
        "state": {
            "name": gettext("Draft") if draft else gettext("Submitted"),
            "kind": "open" if draft else "done",
        },
        "title": title,
    }


def _facts(content: Filled, now: datetime) -> list[tuple[str, str]]:
    record, submission = content.record, content.submission
    version = record.version
    facts = [
        (gettext("Form"), version.definition["key"]),
        (
            gettext("Version of the form"),
            gettext("%(number)s, published %(date)s")
            % {"number": version.number, "date": day(version.published_at)},
        ),
    ]
    if submission is None:
        facts.append((gettext("Started"), act(record.created_at, record.created_by)))
        facts.append((gettext("Last changed"), act(record.updated_at, record.updated_by)))
    else:
        facts.append((gettext("Submitted"), act(submission.at, submission.by)))
    facts.append((gettext("Printed"), moment(now)))
    return facts


def _places(record: Record) -> list[str]:
    """Return where the form stands in the page tree, the network first."""
    ancestors = record.version.page.get_ancestors().filter(depth__gte=NETWORK_DEPTH)
    return list(ancestors.order_by("depth").values_list("title", flat=True))
