"""In the CMS a network sees nothing of another: every address under /cms/, asked by ERN-EYE about things of ERN-RND."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from cpms.accounts.models import User
from cpms.audit.models import AuditRow
from cpms.networks.models import Centre, Membership, Network
from tests.cpms.networks.cms_addresses import NAMES_A_THING, OPEN
from tests.cpms.networks.scene import MARK, Scene, make_scene
from tests.factories.cast import Cast, make_cast
from tests.permissions.addresses import Address, addresses

# Wagtail leaves the temporary file of a scaled image to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    r"ignore:Exception ignored in.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"
)
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
        data = scene.data(address.name) if method == "POST" else None
        answer = (
            client.get(url, query_params=query)
            if data is None
            else client.post(url, data, query_params=query)
        )
        where = f"{method} {address.name} {query}: {answer.status_code}"
        if MARK in text_of(answer):
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

    @pytest.mark.parametrize(
        ("method", "role"), [("GET", "designer"), ("GET", "coordinator"), ("POST", "coordinator")]
    )
    def test_is_not_seen(self, cast: Cast, scene: Scene, method: str, role: str) -> None:
        found = leaks(getattr(cast.eye, role), scene, method)
        assert not found, "\n".join(found)

    def test_would_be_seen_by_this_test(self, cast: Cast, scene: Scene) -> None:
        found = leaks(cast.platform_administrator, scene, "GET")
        assert sum("shows it" in line for line in found) > 60

    def test_would_be_named_by_a_link(self, cast: Cast, scene: Scene, settings: Settings) -> None:
        client, name = client_of(cast.eye.coordinator), "wagtailadmin_choose_page_external_link"
        settings.WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "all"
        assert MARK in text_of(client.post(reverse(name), scene.data(name)))

    def test_is_closed_to_clinicians_altogether(self, cast: Cast, scene: Scene) -> None:
        client = client_of(cast.rnd.clinician)
        assert client.get("/cms/").status_code == 403
        assert client.get(f"/cms/pages/{scene.draft.pk}/edit/").status_code == 403


class TestOwnNetwork:
    """The guard stands between networks, not in front of one's own."""

    @pytest.mark.parametrize("role", ["designer", "coordinator"])
    def test_is_where_choosing_a_page_begins(self, cast: Cast, role: str) -> None:
        answer = client_of(getattr(cast.eye, role)).get("/cms/choose-page/")
        assert "ERN-EYE" in text_of(answer)

    def test_is_open(self, cast: Cast, scene: Scene) -> None:
        client, form, index = client_of(cast.eye.coordinator), cast.eye.form.pk, cast.eye.index.pk
        collection = cast.eye.network.collection
        scene.image.collection = collection
        scene.image.save()
        for url in (
            f"/cms/pages/{index}/",
            f"/cms/pages/{form}/edit/",
            f"/cms/pages/{form}/history/",
            f"/cms/choose-page/{index}/",
            f"/cms/choose-page/chosen-multiple/?id={form}&id={index}",
            f"/cms/bulk/wagtailcore/page/publish/?id={form}",
            f"/cms/bulk/wagtailcore/page/publish/?id=all&childOf={index}",
            f"/cms/images/{scene.image.pk}/",
            f"/cms/images/chooser/chosen/{scene.image.pk}/",
            f"/cms/bulk/wagtailimages/image/add_tags/?id={scene.image.pk}",
            "/cms/cms_areas/",
        ):
            assert client.get(url).status_code == 200, url

    def test_keeps_its_thematic_areas_and_no_others(self, cast: Cast, scene: Scene) -> None:
        client, eye, rnd = client_of(cast.eye.coordinator), cast.eye.network, cast.rnd.network
        new = {"name": "Retina", "order": "1"}
        assert client.post("/cms/cms_areas/new/", {**new, "network": rnd.pk}).status_code == 200
        assert client.post("/cms/cms_areas/new/", {**new, "network": eye.pk}).status_code == 302
        assert [area.name for area in eye.thematic_areas.all()] == ["Retina"]
        assert [area.pk for area in rnd.thematic_areas.all()] == [scene.area.pk]

    def test_keeps_its_forms(self, cast: Cast) -> None:
        client, form = client_of(cast.eye.coordinator), cast.eye.form
        away = cast.rnd.index
        client.post(f"/cms/pages/{form.pk}/move/{away.pk}/confirm/")
        client.post(
            f"/cms/pages/{form.pk}/copy/",
            {"new_title": "Copy", "new_slug": "copy", "new_parent_page": away.pk},
        )
        assert [page.pk for page in away.get_children()] == [cast.rnd.form.pk]
        assert form.get_parent().pk == cast.eye.index.pk

    def test_ends_with_the_role(self, cast: Cast) -> None:
        user = cast.eye.coordinator
        Membership.objects.filter(user=user).update(until_date=timezone.localdate())
        assert client_of(user).get(f"/cms/pages/{cast.eye.form.pk}/edit/").status_code == 403


class TestPlatformAdministrator:
    """Adds and changes networks and centres; they are ended, never deleted."""

    def test_adds_a_network_with_all_that_belongs_to_it(self, cast: Cast) -> None:
        client = client_of(cast.platform_administrator)
        values = {"key": "NEW", "acronym": "New", "full_name": "A new network", "order": "25"}
        assert client.post("/cms/cms_networks/new/", values).status_code == 302
        assert Network.objects.get(key="NEW").section.title == "New"
        answer = client.post("/cms/cms_networks/new/", values | {"key": "new", "acronym": "New2"})
        assert "already a network" in text_of(answer)

    def test_changes_a_network_but_not_its_key(self, cast: Cast) -> None:
        client, eye = client_of(cast.platform_administrator), cast.eye.network
        values = {"key": "OTHER", "acronym": "Eye", "full_name": "Eyes", "order": "1"}
        assert client.post(f"/cms/cms_networks/edit/{eye.pk}/", values).status_code == 302
        eye.refresh_from_db()
        assert (eye.key, eye.acronym, eye.section.title, eye.active) == (
            "ERN-EYE",
            "Eye",
            "Eye",
            False,
        )

    def test_adds_and_changes_centres_but_not_their_keys(self, cast: Cast) -> None:
        client, country = client_of(cast.platform_administrator), cast.eye.centre.country_id
        values = {"key": "new", "name": "New hospital", "city": "Delft", "country": country}
        assert client.post("/cms/cms_centres/new/", values).status_code == 302
        centre = Centre.objects.get(key="new")
        again = client.post("/cms/cms_centres/new/", values | {"key": "NEW", "name": "Other"})
        assert "already a centre with this key" in text_of(again)
        address = f"/cms/cms_centres/edit/{centre.pk}/"
        answer = client.post(address, values | {"key": "other", "city": "Leiden"})
        assert answer.status_code == 302
        centre.refresh_from_db()
        assert (centre.key, str(centre), centre.active) == ("new", "New hospital, Leiden", False)
        acts = AuditRow.objects.filter(subject_type="centre", subject_id="new")
        assert {row.act for row in acts} == {"add_centre", "change_centre"}

    def test_cannot_delete_a_centre(self, cast: Cast) -> None:
        client, centre = client_of(cast.platform_administrator), cast.eye.centre
        assert client.post(f"/cms/cms_centres/delete/{centre.pk}/").status_code == 302
        assert Centre.objects.filter(pk=centre.pk).exists()

    def test_cannot_delete_the_page_that_a_network_stands_on(self, cast: Cast) -> None:
        client, section = client_of(cast.platform_administrator), cast.eye.network.section
        assert client.post(f"/cms/pages/{section.pk}/delete/").status_code == 302
        assert client.post(f"/cms/cms_networks/delete/{cast.eye.network.pk}/").status_code == 302
        assert Network.objects.filter(pk=cast.eye.network.pk).exists()
