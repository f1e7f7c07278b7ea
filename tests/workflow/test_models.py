"""Rows that stay as they were written, and instances that nobody sees unless the site says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, models, transaction

from tests.workflow.review import Desk
from workflow import access
from workflow.models import Instance, Step, WorkflowVersion


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


WAYS: dict[str, Callable[[Any], object]] = {
    "by saving": lambda row: row.save(),
    "by deleting": lambda row: models.Model.delete(row),
    "by queryset.update()": lambda row: type(row).objects.update(number=7),
    "by an UPDATE": lambda row: sql(f"UPDATE {row._meta.db_table} SET number = 7"),
    "by a DELETE": lambda row: sql(f"DELETE FROM {row._meta.db_table}"),
    "by a TRUNCATE": lambda row: sql(f"TRUNCATE {row._meta.db_table} CASCADE"),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [WorkflowVersion, Step])
def test_rows_are_neither_changed_nor_deleted(desk: Desk, model: type[models.Model]) -> None:
    desk.at("in_review")
    row = model._default_manager.first()
    before = list(model._default_manager.order_by("pk").values())
    for way, change in WAYS.items():
        with (
            pytest.raises((IntegrityError, models.ProtectedError)),
            transaction.atomic(),
        ):
            change(row)
            pytest.fail(f"A row of {model.__name__} was changed {way}.")
    assert list(model._default_manager.order_by("pk").values()) == before


class OnlyDrafts:
    """A provider that shows drafts to everybody."""

    def visible(self, user: object, instances: Any) -> Any:
        return instances.in_states("draft")


class TestVisibleTo:
    def test_shows_nothing_when_the_site_has_said_nothing(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(access, "_providers", [access.NobodyMay()])
        desk.start()
        assert not Instance.objects.visible_to(desk.person).exists()
        assert not Instance.objects.visible_to(AnonymousUser()).exists()

    def test_shows_what_the_provider_shows(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(access, "_providers", [])
        access.install(OnlyDrafts())
        draft = desk.start()
        desk.at("in_review")
        assert [*Instance.objects.visible_to(desk.person)] == [draft]
