"""Somebody writes to colleagues, and they hear of it without reloading the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from cpms.panels.models import Panel
from tests.cpms.events.listening_site import listening_sites
from tests.factories.messages import message_in
from tests.factories.panels import Scene, in_assessment, make_scene
from tests.journeys.conftest import Visit, Visitor

pytestmark = pytest.mark.django_db(databases=["default", "identity"], transaction=True)


@pytest.fixture
def site(transactional_db: None) -> Iterator[str]:
    """Return the address of the site with its stream, as `cpms serve` runs it."""
    with listening_sites(1) as (port,):
        yield f"http://localhost:{port}"


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def test_the_number_follows_what_happens(visit: Visit, site: str, scene: Scene) -> None:
    panel: Panel = in_assessment(scene)
    reader = at(site, visit(scene.requester))
    link = reader.page.locator("cpms-news a")
    number = reader.page.locator("cpms-news [data-number]")
    reader.go("/what-is-new/")
    before = int(number.inner_text())
    reader.page.get_by_role("button", name="Mark all as seen").click()
    expect(number).to_be_hidden()
    expect(link).to_have_accessible_name("What is new")
    assert before > 3

    other_tab = reader.page.context.new_page()
    other_tab.goto(f"{site}/what-is-new/")
    message_in(panel, scene.lead, "Look at ABCA4.")
    for page in (reader.page, other_tab):
        expect(page.locator("cpms-news [data-number]")).to_have_text("1")
        expect(page.locator("cpms-news a")).to_have_accessible_name("What is new, not seen yet: 1")
    reader.page.close()  # the other tab listens on
    message_in(panel, scene.member, "And at the other eye.")
    expect(other_tab.locator("cpms-news [data-number]")).to_have_text("2")

    other_tab.locator("cpms-news a").click()
    lines = other_tab.locator(".cpms-news__list li")
    expect(lines.first).to_contain_text(
        f"{scene.member.display_name} wrote in the discussion of {panel.number}."
    )
    expect(other_tab.locator(".cpms-news__mark")).to_have_count(2)
    other_tab.close()


def test_what_is_new_can_be_read_by_everybody(visit: Visit, scene: Scene) -> None:
    panel = in_assessment(scene)
    message_in(panel, scene.lead)
    for script in (True, False):
        reader = visit(scene.requester, script=script)
        reader.go("/what-is-new/")
        reader.assert_strict_policy()
        if script:
            for theme, width in (("light", 1280), ("dark", 375)):
                reader.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
                reader.page.set_viewport_size({"width": width, "height": 800})
                reader.assert_accessible()
                reader.assert_fits()
    reader.page.get_by_role("button", name="Mark all as seen").click()
    expect(reader.page.locator(".cpms-news__mark")).to_have_count(0)


def at(site: str, visitor: Visitor) -> Visitor:
    """Send the visitor to another server; the session is the same."""
    visitor.address = site
    return visitor
