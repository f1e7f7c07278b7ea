"""Rows of the record list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import ngettext

from datasets.models.record import Record, RecordQuerySet

PER_PAGE = 25


@dataclass(frozen=True, kw_only=True)
class ListedRecord:
    """A record in a list. Nothing of its answers is shown here."""

    record: Record
    url: str
    progress: str


def list_context(records: RecordQuerySet, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return a page of a form's records as asked for: `state`, `q` (a record's number) and `page`."""
    state, number = asked.get("state", ""), asked.get("q", "").strip()
    if state in Record.State.values:
        records = records.filter(state=state)
    if number:
        records = records.filter(number=int(number[:10])) if number.isdecimal() else records.none()
    ordered = records.select_related("version", "updated_by")
    shown = Paginator(ordered, PER_PAGE).get_page(asked.get("page"))
    return {
        "records": shown,
        "rows": listed_records(shown.object_list),
        "state": state,
        "q": number,
        "states": Record.State.choices,
    }


def listed_records(records: Iterable[Record]) -> list[ListedRecord]:
    """Return rows with how many pages were begun."""
    return [
        ListedRecord(
            record=record,
            url=reverse("datasets:record", args=[record.pk]),
            progress=_progress(record),
        )
        for record in records
    ]


def _progress(record: Record) -> str:
    pages = record.version.definition["elements"]
    begun = sum(1 for page in pages if record.section_version(page["id"]))
    counts: dict[str, Any] = {"begun": begun, "count": len(pages)}
    words = ngettext(
        "%(begun)d of %(count)d section", "%(begun)d of %(count)d sections", len(pages)
    )
    return words % counts
