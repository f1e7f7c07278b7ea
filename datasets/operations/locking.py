"""Taking hold of a record for a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasets import access
from datasets.models.record import Record

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.base_user import AbstractBaseUser


class RecordRefused(Exception):
    """The person may not do this with the record, or not now; the text says why."""


def lock_for_edit(record_id: UUID, by: AbstractBaseUser) -> Record:
    """Return the record, locked until the transaction ends.

    Raise `Record.DoesNotExist` if it is unseen, `RecordRefused` if it is not theirs to change.
    """
    visible = Record.objects.visible_to(by).filter(pk=record_id).values("pk")
    record = (
        Record.objects.select_for_update(of=("self",))
        .select_related("version__page")
        .get(pk__in=visible)
    )
    if not access.provider().may_edit(by, record.version.page, record.scope):
        raise RecordRefused("You may read this record but not change it.")
    if not record.is_draft:
        raise RecordRefused("This record was submitted and cannot be changed any more.")
    return record
