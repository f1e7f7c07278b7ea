"""Reads that are acts: whoever opens a record, its PDF or a file of it is noted before anything is sent."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from datasets.acts import Act
from datasets.acts import record as record_act
from datasets.models.record import Record

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


@transaction.atomic
def note_read(*, name: str, record: Record, by: AbstractBaseUser, now: datetime) -> None:
    """Note that a person read a record in some way (`read_record`, `print_record`, `read_file`)."""
    record_act(
        Act(
            name=name,
            by=by.pk,
            subject_type="record",
            subject_id=str(record.pk),
            now=now,
            scope=record.scope,
        )
    )
