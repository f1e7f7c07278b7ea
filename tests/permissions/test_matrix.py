"""Every role at every address of the site outside the CMS."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import DjangoDbBlocker

from cpms.accounts.models import User
from tests.factories.cast import Cast, make_cast
from tests.permissions.addresses import addresses
from tests.permissions.panels import ROWS as PANELS
from tests.permissions.patients import ROWS as PATIENTS
from tests.permissions.table import ROLES, Row
from tests.permissions.table import ROWS as TABLE

ROWS = (*TABLE, *PANELS, *PATIENTS)

OURS_IN_THE_CMS = ("datasets:import", "datasets:import_report", "cms/login/")


pytestmark = pytest.mark.django_db(databases=["default", "identity"])


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Return one cast for all rows: what a row changes is taken back to a savepoint by its test."""
    with django_db_blocker.unblock(), transaction.atomic(), transaction.atomic(using="identity"):
        yield make_cast()
        for alias in ("default", "identity"):
            transaction.set_rollback(True, using=alias)


def person(cast: Cast, role: str) -> User | None:
    if role == "anonymous":
        return None
    if role == "platform_administrator":
        return cast.platform_administrator
    network, _, name = role.partition("_")
    found: User = getattr(getattr(cast, network), name)
    return found


def url_of(row: Row, cast: Cast) -> str:
    arguments = dict(row.arguments(cast))
    if "path" in arguments:
        return f"/{arguments['path']}"
    try:
        return reverse(row.name, args=arguments.pop("args", None), kwargs=arguments or None)
    except NoReverseMatch:
        return f"/{row.name}"


def ask(row: Row, cast: Cast, role: str) -> int:
    client = Client()
    user = person(cast, role)
    if user is not None:
        client.force_login(user)
    query: Any = row.query(cast)
    answer = client.generic(
        row.method,
        url_of(row, cast),
        data=_body(row, cast),
        content_type="application/json" if row.json else "application/x-www-form-urlencoded",
        query_params=query,
    )
    return answer.status_code


def _body(row: Row, cast: Cast) -> str:
    data = row.data(cast)
    return json.dumps(data) if row.json else urlencode(data)


class TestTable:
    """No address is forgotten."""

    def test_has_a_row_for_every_address(self) -> None:
        known = {row.name for row in ROWS}
        ours = {
            address.name
            for address in addresses()
            if not address.route.startswith("cms/") or address.name in OURS_IN_THE_CMS
        }
        assert ours - known - {"wagtailcore_login"} == set()

    def test_has_no_row_for_an_address_that_is_gone(self) -> None:
        assert {row.name for row in ROWS} <= {address.name for address in addresses()}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_role_gets_its_answer(row: Row, cast: Cast) -> None:
    assert {role: ask(row, cast, role) for role in ROLES} == row.statuses
