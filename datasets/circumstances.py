"""What the engine is told of a request: the day, the reader, terminologies and kept files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import get_language

from datasets.models.record import Record, Submission, Upload
from datasets.terminology.search import DatabaseTerminology
from forms_engine.context import FormContext


class RecordUploads:
    """The files that were received for one record."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def describe(self, upload: str) -> Mapping[str, str | int] | None:
        """Return the description of a file of this record."""
        try:
            wanted = UUID(upload)
        except ValueError:
            return None
        kept = Upload.objects.filter(record=self._record, pk=wanted).first()
        return kept.description() if kept else None


def form_context(record: Record, now: datetime) -> FormContext:
    """Return the circumstances for a record in the reader's language and on the site's calendar."""
    context = FormContext(
        today=localdate(now),
        language=get_language() or "en",
        terminology=DatabaseTerminology(),
        uploads=RecordUploads(record),
    )
    return context if record.is_draft else as_submitted(record.submission, context)


def as_submitted(submission: Submission, context: FormContext) -> FormContext:
    """Return the circumstances of the submission: a rule that reads the day must show today what it showed then."""
    kept = submission.context
    return replace(
        context,
        today=date.fromisoformat(kept["today"]),
        step=kept["step"],
        user_roles=tuple(kept["user_roles"]),
    )
