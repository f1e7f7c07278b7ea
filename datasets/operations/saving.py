"""Saving a page of a record while others may do the same, without losing a word of anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from datasets.models.record import Record, Revision
from datasets.operations.locking import RecordRefused, lock_for_edit
from forms_engine.draft import Cell, Cells, Draft, Merge, cells_of, changes, merge, with_cells

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.base_user import AbstractBaseUser


class SaveConflict(Exception):
    """Somebody else changed the same answers meanwhile. `revision` keeps what was typed; `clashes` are JSON Pointers."""

    def __init__(self, revision: Revision, clashes: Sequence[str]) -> None:
        super().__init__("Somebody else changed the same answers meanwhile.")
        self.revision = revision
        self.clashes = tuple(clashes)


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A page as it is kept now: its version, and whether another person's save was merged in."""

    record: Record
    version: int
    merged: bool


@dataclass(frozen=True, kw_only=True)
class Clash:
    """One place that two people changed: what stands there now, and what was typed."""

    path: str
    theirs: Cell
    mine: Cell


def draft_of(record: Record) -> Draft:
    """Return the record's draft."""
    return Draft(answers=record.answers, missing=record.missing, unread=record.unread)


def save_page(
    *,
    record_id: UUID,
    page: str,
    draft: Draft,
    base: int,
    by: AbstractBaseUser,
    now: datetime,
    automatic: bool = False,
) -> Saved:
    """Keep a page; `base` is the page's version that the typing started from.

    What others changed elsewhere is merged. Raise `RecordRefused`, or `SaveConflict` after what was typed is committed.
    """
    kind = Revision.Kind.AUTOSAVE if automatic else Revision.Kind.SAVE
    outcome = _save(record_id, page, draft, base, kind, by, now)
    if isinstance(outcome, SaveConflict):
        raise outcome
    return outcome


@transaction.atomic
def _save(
    record_id: UUID,
    page: str,
    draft: Draft,
    base: int,
    kind: Revision.Kind,
    by: AbstractBaseUser,
    now: datetime,
) -> Saved | SaveConflict:
    record = lock_for_edit(record_id, by)
    form, current = record.version.form, draft_of(record)
    theirs, mine = cells_of(form, page, current), cells_of(form, page, draft)
    version = record.section_version(page)
    base = min(base, version)
    before = _page_at(record, page, base, theirs)
    merged = merge(before, theirs, mine)
    if merged.clashes:
        typed = changes(before, mine)
        kept = _append(record, page, Revision.Kind.CONFLICT, version, base, typed, by, now)
        return SaveConflict(kept, merged.clashes)
    saved = _apply(record, page, theirs, merged.cells, kind, base, by, now)
    return Saved(record=record, version=saved, merged=merged.cells != mine)


def clashes_of(revision: Revision) -> list[Clash]:
    """Return the places of a kept-aside save that somebody else has changed too, and differently from what was typed."""
    theirs, mine, merged = _against_today(revision.record, revision)
    return [
        Clash(path=path, theirs=theirs.get(path, {}), mine=mine.get(path, {}))
        for path in merged.clashes
    ]


@transaction.atomic
def settle_conflict(
    *, revision_id: int, mine: Sequence[str], by: AbstractBaseUser, now: datetime
) -> Saved:
    """Take what was typed at the clashes named in `mine`, leave the other clashes, and merge the rest. Raise `RecordRefused`."""
    revision = Revision.objects.get(pk=revision_id, kind=Revision.Kind.CONFLICT)
    if revision.by_id != by.pk:
        raise RecordRefused("Only the person who typed this can decide about it.")
    record = lock_for_edit(revision.record_id, by)
    page = revision.page
    theirs, typed, merged = _against_today(record, revision)
    chosen: Cells = dict(merged.cells)
    for path in merged.clashes:
        if path in mine:
            _put(chosen, path, typed.get(path))
    base = record.section_version(page)
    version = _apply(record, page, theirs, chosen, Revision.Kind.SAVE, base, by, now)
    return Saved(record=record, version=version, merged=True)


def _against_today(record: Record, revision: Revision) -> tuple[Cells, Cells, Merge]:
    """Return the page today, the page as it was typed, and both merged."""
    theirs = cells_of(record.version.form, revision.page, draft_of(record))
    before = _page_at(record, revision.page, revision.base, theirs)
    mine: Cells = dict(before)
    for path, (_, after) in revision.changes.items():
        _put(mine, path, after)
    return theirs, mine, merge(before, theirs, mine)


def _apply(
    record: Record,
    page: str,
    before: Mapping[str, Cell],
    after: Cells,
    kind: Revision.Kind,
    base: int,
    by: AbstractBaseUser,
    now: datetime,
) -> int:
    """Write the page and what changed; return its version, which stays when nothing did. The first save counts also if empty."""
    version = record.section_version(page)
    changed = changes(before, after)
    if version and not changed:
        return version
    _append(record, page, kind, version + 1, base, changed, by, now)
    draft = with_cells(record.version.form, page, draft_of(record), after)
    record.answers = dict(draft.answers)
    record.missing = dict(draft.missing)
    record.unread = {path: dict(texts) for path, texts in draft.unread.items()}
    record.sections = {**record.sections, page: version + 1}
    record.updated_at, record.updated_by_id = now, by.pk
    record.save(
        update_fields=["answers", "missing", "unread", "sections", "updated_at", "updated_by"]
    )
    return version + 1


def _append(
    record: Record,
    page: str,
    kind: Revision.Kind,
    number: int,
    base: int,
    changed: Mapping[str, Any],
    by: AbstractBaseUser,
    now: datetime,
) -> Revision:
    return Revision.objects.create(
        record=record,
        page=page,
        kind=kind,
        number=number,
        base=base,
        changes=changed,
        at=now,
        by_id=by.pk,
    )


def _page_at(record: Record, page: str, version: int, cells: Mapping[str, Cell]) -> Cells:
    """Return the page as it was at an earlier version: the saves since then, undone."""
    since = record.revisions.filter(page=page, number__gt=version).exclude(
        kind=Revision.Kind.CONFLICT
    )
    earlier: Cells = dict(cells)
    for revision in since.order_by("-number"):
        for path, (before, _) in revision.changes.items():
            _put(earlier, path, before)
    return earlier


def _put(cells: Cells, path: str, cell: Cell | None) -> None:
    if cell is None:
        cells.pop(path, None)
    else:
        cells[path] = cell
