"""Rows of the record list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from datasets.models.record import Record


@dataclass(frozen=True, kw_only=True)
class ListedRecord:
    """A record in a list. Nothing of its answers is shown here."""

    record: Record
    url: str
    progress: str


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
