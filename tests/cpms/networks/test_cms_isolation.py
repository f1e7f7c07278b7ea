"""In the CMS a network sees nothing of another: every address under /cms/, asked by ERN-EYE about things of ERN-RND."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from cpms.accounts.models import User
from tests.cpms.networks.cms_addresses import NAMES_A_THING, OPEN
from tests.cpms.networks.scene import TRACES, Scene, make_scene
from tests.factories.cast import Cast, make_cast
from tests.permissions.addresses import Address, addresses

REFUSED = {302, 400, 403, 404, 405}


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return make_scene(cast)


def cms_addresses() -> list[Address]:
    return [address for address in addresses() if address.route.startswith("cms/")]


def visits(scene: Scene) -> Iterator[tuple[Address, str, dict[str, Any]]]:
    for address in cms_addresses():
        if address.route == "cms/^.*/$":
            continue
        url = f"/{address.route}"
        if address.name != address.route:
            arguments = scene.arguments(address.name, address.parameters)
            url = reverse(address.name, kwargs=arguments)
        for query in scene.queries(address.name, is_list=address.name in OPEN):
            yield address, url, query


def text_of(answer: HttpResponseBase) -> str:
    content = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    location = answer.headers.get("Location", "")
    return f"{bytes(content).decode(errors='replace')} {location}"


def client_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def leaks(user: User, scene: Scene, method: str) -> list[str]:
    found = []
    client = client_of(user)
    for address, url, query in visits(scene):
        if address.name == "wagtailadmin_logout":
            continue
        answer = client.generic(method, url, query_params=query)
        where = f"{method} {address.name} {query}: {answer.status_code}"
        if any(trace in text_of(answer) for trace in TRACES):
            found.append(f"{where} shows it")
        elif address.name in NAMES_A_THING and answer.status_code not in REFUSED:
            found.append(f"{where} is not refused")
        elif answer.status_code >= 500:
            found.append(f"{where} breaks")
    return found


class TestAddresses:
    """None is forgotten."""

    def test_are_all_in_one_of_the_two_lists(self) -> None:
        present = {address.name for address in cms_addresses()}
        assert present - NAMES_A_THING - OPEN == set()
        assert (NAMES_A_THING | OPEN) - present == set()
        assert set() == NAMES_A_THING & OPEN


class TestAnotherNetwork:
    """Neither titles nor content."""

    @pytest.mark.parametrize("role", ["designer", "coordinator"])
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_is_not_seen(self, cast: Cast, scene: Scene, role: str, method: str) -> None:
        assert leaks(getattr(cast.eye, role), scene, method) == []

    def test_would_be_seen_by_this_test(self, cast: Cast, scene: Scene) -> None:
        found = leaks(cast.platform_administrator, scene, "GET")
        assert sum("shows it" in line for line in found) > 60

    def test_is_closed_to_clinicians_altogether(self, cast: Cast, scene: Scene) -> None:
        client = client_of(cast.rnd.clinician)
        assert client.get("/cms/").status_code == 403
        assert client.get(f"/cms/pages/{scene.draft.pk}/edit/").status_code == 403
