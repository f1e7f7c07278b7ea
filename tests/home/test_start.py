"""The frame of the start page, which knows none of its blocks."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from forms_engine.registry import Registry
from home import start
from home.start import Block, Shown, rendered_blocks
from tests.factories.cast import Cast, make_cast
from tests.factories.people import UserFactory


class Line:
    """A block that shows a heading of the site."""

    def __init__(self, order: int, value: str | None) -> None:
        self.order = order
        self.value = value

    def show(self, request: HttpRequest) -> Shown | None:
        if self.value is None:
            return None
        return Shown(
            title="Line", template="home/blocks/heading.html", context={"value": self.value}
        )


@pytest.fixture
def blocks(monkeypatch: pytest.MonkeyPatch) -> Registry[Block]:
    registry: Registry[Block] = Registry("block")
    monkeypatch.setattr(start, "blocks", registry)
    return registry


class TestRenderedBlocks:
    """In order, without those that have nothing to say."""

    def test_stand_in_order(self, blocks: Registry[Block], rf: RequestFactory) -> None:
        blocks.register("later", Line(20, "later"))
        blocks.register("empty", Line(15, None))
        blocks.register("first", Line(10, "<first>"))
        shown = rendered_blocks(rf.get("/"))
        assert [block.name for block in shown] == ["first", "later"]
        assert shown[0].html.strip() == "<h2>&lt;first&gt;</h2>"

    def test_include_what_apps_bring(self) -> None:
        assert "your_networks" in start.blocks.names()


@pytest.mark.django_db
class TestStart:
    """`/` for people who are signed in, and for everybody else."""

    @pytest.fixture
    def cast(self) -> Cast:
        return make_cast()

    def test_shows_networks_and_forms(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.eye.clinician)
        page = client.get("/").content.decode()
        assert "Your networks and forms" in page
        assert "ERN-EYE consultation" in page
        assert "ERN-RND" not in page

    def test_tells_who_has_no_role_how_to_get_one(self, client: Client, cast: Cast) -> None:
        client.force_login(UserFactory.create(username="newcomer"))
        page = client.get("/").content.decode()
        assert "You have no role in a network yet" in page
        assert "newcomer" in page

    def test_is_the_landing_page_for_visitors(self, client: Client, cast: Cast) -> None:
        page = client.get("/").content.decode()
        assert "Sign in" in page
        assert "ERN-RND" in page
        assert "consultation" not in page

    def test_has_a_section_page_whose_forms_only_members_see(
        self, client: Client, cast: Cast
    ) -> None:
        address = cast.eye.network.section.relative_url(None)
        assert "ERN-EYE consultation" not in client.get(address).content.decode()
        client.force_login(cast.rnd.clinician)
        assert "ERN-EYE consultation" not in client.get(address).content.decode()
        client.force_login(cast.eye.clinician)
        assert "ERN-EYE consultation" in client.get(address).content.decode()
