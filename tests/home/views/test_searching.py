"""Searching: news, training and networks, and nothing that one may not read."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import PageViewRestriction

from home.queries.searching import excerpt
from tests.factories.cast import Cast, make_cast
from tests.factories.networks import ensure_home
from tests.factories.training import (
    make_course,
    make_manual,
    make_news,
    make_places,
    make_webinar,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> tuple[Any, Any]:
    return make_places(ensure_home())


def found(client: Client, words: str, **more: str) -> list[str]:
    answer = client.get("/search/", {"q": words, **more})
    assert answer.status_code == 200
    return sorted(each.page.title for each in answer.context.get("results", []))


class TestSearch:
    def test_finds_words_in_every_kind_of_page(
        self, client: Client, places: tuple[Any, Any]
    ) -> None:
        news, training = places
        make_news(news, "Winter", words="A marmot sleeps.")
        make_course(training, "Marmot lesson")
        make_manual(training, "Marmot chapter")
        make_webinar(training, transcript="<p>The marmot speaks.</p>")
        assert found(client, "marmot") == [
            "A recorded talk",
            "Marmot chapter",
            "Marmot lesson",
            "Winter",
        ]
        assert found(client, "marmot", kind="manuals") == ["Marmot chapter"]
        assert found(client, "marmot", kind="nonsense") == found(client, "marmot")

    def test_wants_every_word(self, client: Client, places: tuple[Any, Any]) -> None:
        make_news(places[0], "Winter", words="A marmot sleeps.")
        assert found(client, "marmot sleeps") == ["Winter"]
        assert found(client, "marmot dances") == []
        assert "Nothing fits" in client.get("/search/", {"q": "marmot dances"}).content.decode()

    def test_names_the_whole_of_a_part(self, client: Client, places: tuple[Any, Any]) -> None:
        make_manual(places[1], "Marmot chapter")
        assert "Manual · The manual" in client.get("/search/?q=marmot").content.decode()

    @pytest.mark.parametrize(
        "words", ["", "   ", "\0", "' OR 1=1 --", "((", '"', "&|!:*", "é" * 900]
    )
    def test_answers_whatever_is_typed(
        self, client: Client, places: tuple[Any, Any], words: str
    ) -> None:
        assert found(client, words) == []

    def test_shows_ten_on_a_page(self, client: Client, places: tuple[Any, Any]) -> None:
        for number in range(12):
            make_news(places[0], f"Marmot {number}")
        assert len(found(client, "marmot")) == 10
        assert len(found(client, "marmot", page="2")) == 2
        assert "kind=news&amp;page=2" in client.get("/search/?q=marmot&kind=news").content.decode()

    def test_never_finds_what_is_not_published(
        self, client: Client, places: tuple[Any, Any]
    ) -> None:
        page = make_news(places[0], "Marmot")
        page.title = "Badger"
        page.save_revision()
        assert found(client, "badger") == []
        page.unpublish()
        assert found(client, "marmot") == []

    def test_asks_the_same_number_of_times_for_one_and_for_ten(
        self, client: Client, places: tuple[Any, Any], django_assert_num_queries: Any
    ) -> None:
        make_news(places[0], "Marmot 1")
        found(client, "marmot")
        with django_assert_num_queries(QUERIES):
            found(client, "marmot")
        for number in range(2, 10):
            make_news(places[0], f"Marmot {number}")
        with django_assert_num_queries(QUERIES):
            found(client, "marmot")


QUERIES = 6  # the restrictions, how many, which, their own tables, what they are parts of, the site


class TestNetworks:
    """Each network's own news, which only its coordinators may read."""

    @pytest.fixture
    def cast(self) -> Cast:
        cast = make_cast()
        for network in (cast.eye.network, cast.rnd.network):
            news, _training = make_places(network.section)
            make_news(news, f"Marmot of {network.key}", words="secret")
            kept = PageViewRestriction.objects.create(page=news, restriction_type="groups")
            kept.groups.add(Group.objects.get(name=f"{network.key} coordinators"))
        return cast

    def test_are_found_by_their_own_people_only(self, client: Client, cast: Cast) -> None:
        assert found(client, "marmot") == []
        client.force_login(cast.rnd.coordinator)
        assert found(client, "marmot") == ["Marmot of ERN-RND"]
        assert "Marmot of ERN-EYE" not in client.get("/search/?q=secret").content.decode()
        client.force_login(cast.eye.clinician)
        assert found(client, "marmot") == []
        client.force_login(cast.platform_administrator)
        assert found(client, "marmot") == ["Marmot of ERN-EYE", "Marmot of ERN-RND"]

    def test_behind_a_password_nothing_is_found(self, client: Client, cast: Cast) -> None:
        PageViewRestriction.objects.all().update(restriction_type="password", password="x")
        client.force_login(cast.platform_administrator)
        assert found(client, "marmot") == []

    def test_sections_are_found(self, client: Client, cast: Cast) -> None:
        assert found(client, "ERN-EYE") == ["ERN-EYE"]


class TestExcerpt:
    def test_is_around_the_first_word_that_fits(self) -> None:
        text = f"{'before ' * 40}the marmot sleeps {'after ' * 40}"
        shown = excerpt(text, "MARMOT")
        assert "the <mark>marmot</mark> sleeps" in shown
        assert shown.startswith("…before")
        assert shown.endswith("after…")
        assert len(shown) < 260

    def test_escapes_what_pages_and_readers_write(self) -> None:
        assert excerpt("a <b>marmot</b> & co", "marmot <script>") == (
            "a &lt;b&gt;<mark>marmot</mark>&lt;/b&gt; &amp; co"
        )

    def test_is_the_beginning_where_no_word_fits(self) -> None:
        assert excerpt("A short text.", "((") == "A short text."
