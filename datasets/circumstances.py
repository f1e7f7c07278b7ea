"""What the engine is told of a request: the day, the reader, terminologies and kept files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import get_language

from datasets.models.record import Record, Upload
from datasets.terminology.search import DatabaseTerminology
from forms_engine.context import FormContext

if TYPE_CHECKING:
    from datetime import date


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
    today: date = localdate(now)
    return FormContext(
        today=today,
        language=get_language() or "en",
        terminology=DatabaseTerminology(),
        uploads=RecordUploads(record),
    )
