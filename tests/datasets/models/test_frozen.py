"""Versions, revisions, submissions and received files stay as they were written, whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, models, transaction

from datasets.models import FormVersion, Record, Revision, Submission, Upload
from datasets.operations.records import submit_record
from datasets.operations.uploads import receive_upload
from tests.factories.cast import NOW, NetworkCast, make_network
from tests.factories.forms import PATIENT, context_of, save, started

FROZEN: Mapping[type[models.Model], str] = {
    FormVersion: "number",
    Revision: "number",
    Submission: "sha256",
    Upload: "name",
}
WAYS: Mapping[str, Callable[[Any, str], object]] = {
    "by saving": lambda row, column: row.save(),
    "by deleting": lambda row, column: models.Model.delete(row),
    "by queryset.update()": lambda row, column: type(row).objects.update(**{column: "7"}),
    "by queryset.delete()": lambda row, column: type(row).objects.all()._raw_delete("default"),
    "by an UPDATE": lambda row, column: sql(f"UPDATE {table(row)} SET {column} = '7'"),
    "by a DELETE": lambda row, column: sql(f"DELETE FROM {table(row)}"),
    "by a TRUNCATE": lambda row, column: sql(f"TRUNCATE {table(row)} CASCADE"),
}


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def table(row: models.Model) -> str:
    return row._meta.db_table


def rows_of_each(network: NetworkCast) -> Mapping[type[models.Model], Any]:
    record = started(network)
    file = SimpleUploadedFile("a.txt", b"words")
    receive_upload(record_id=record.pk, file=file, by=network.clinician, now=NOW)
    save(record, PATIENT, {"reasonaa": "Blind"}, by=network.clinician)
    submit_record(record_id=record.pk, by=network.clinician, now=NOW, context=context_of(record))
    return {model: model._default_manager.first() for model in FROZEN}


@pytest.mark.django_db(transaction=True)
def test_rows_are_neither_changed_nor_deleted() -> None:
    rows = rows_of_each(make_network("ERN-EYE"))
    for model, column in FROZEN.items():
        before = list(model._default_manager.order_by("pk").values())
        assert before
        for way, change in WAYS.items():
            with (
                pytest.raises(
                    IntegrityError,
                    match=r"never change and are never deleted|never deleted|protected",
                ),
                transaction.atomic(),
            ):
                change(rows[model], column)
                pytest.fail(f"{model.__name__} was changed {way}")
        assert list(model._default_manager.order_by("pk").values()) == before


@pytest.mark.django_db(transaction=True)
def test_a_record_is_kept_as_long_as_its_revisions() -> None:
    """They point at it; without them it may go: an abandoned draft that nobody filled."""
    network = make_network("ERN-EYE")
    rows_of_each(network)
    filled = Record.objects.exclude(sections={}).get()
    with pytest.raises(models.ProtectedError):
        filled.delete()
