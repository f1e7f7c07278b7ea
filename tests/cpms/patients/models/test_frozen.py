"""What the database itself refuses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from cpms.patients.models import CareTeamMember, Case, CaseAccess, Consent
from cpms.patients.operations import give_access
from tests.cpms.patients.conftest import Scene
from tests.factories.cast import NOW
from tests.factories.patients import case_of

pytestmark = pytest.mark.django_db(databases=["default", "identity"])
LATER = NOW + timedelta(days=1)
CHANGES: list[tuple[type[models.Model], dict[str, Any]]] = [
    (Consent, {"given": False}),
    (Consent, {"signed_on": LATER.date()}),
    (CareTeamMember, {"from_at": LATER}),
    (CaseAccess, {"level": "full"}),
    (Case, {"nickname": "Green Otter"}),
]


@pytest.fixture(autouse=True)
def _rows(scene: Scene) -> None:
    case = case_of(scene.patient(), scene.doctor)
    give_access(case=case, user=scene.stranger, level="summary", by=None, now=NOW)


@pytest.mark.parametrize(("model", "change"), CHANGES)
def test_what_was_does_not_change(model: type[models.Model], change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.update(**change)


@pytest.mark.parametrize("model", [Consent, CareTeamMember, CaseAccess, Case])
def test_nothing_is_deleted(model: type[models.Model]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.all()._raw_delete("default")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is pending would refuse too
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")


def test_an_end_may_be_written(scene: Scene) -> None:
    assert CareTeamMember.objects.update(until_at=LATER) == 1
    assert CaseAccess.objects.update(until_at=LATER) == 1
    assert Consent.objects.update(withdrawn_at=LATER, withdrawn_by=scene.doctor) == 3
