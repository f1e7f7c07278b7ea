"""News, courses, manuals and webinars, as visitors without an account read them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import PageViewRestriction

from home.models import LessonPage
from home.operations import add_places
from home.pages.body import BodyBlock, PictureBlock
from home.pages.webinars import refuse_other_recordings
from tests.factories.cast import make_cast
from tests.factories.networks import ensure_home
from tests.factories.training import (
    WEBM,
    make_course,
    make_manual,
    make_news,
    make_places,
    make_webinar,
)


@pytest.fixture
def places(db: None) -> tuple[Any, Any]:
    return make_places(ensure_home())


def read(client: Client, page: Any, query: str = "") -> str:
    answer = client.get(page.relative_url(None) + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


class TestAddPlaces:
    def test_adds_each_once(self, places: tuple[Any, Any]) -> None:
        news, training = places
        assert (news.url_path, training.url_path) == ("/landing/news/", "/landing/training/")
        assert add_places(home=ensure_home()) == places

    def test_are_where_the_header_leads(self, client: Client, places: tuple[Any, Any]) -> None:
        assert client.get("/news/").status_code == 200
        assert "Nothing to learn yet" in client.get("/training/").content.decode()


class TestLanding:
    def test_shows_the_latest_three_news_and_what_can_be_learnt(
        self, client: Client, places: tuple[Any, Any], django_assert_max_num_queries: Any
    ) -> None:
        for month in range(1, 6):
            make_news(places[0], f"News {month}", date=f"2026-0{month}-01")
        make_course(places[1], "One")
        make_manual(places[1])
        with django_assert_max_num_queries(LANDING):
            page = client.get("/").content.decode()
        assert [f"News {month}" in page for month in range(1, 6)] == [
            False,
            False,
            True,
            True,
            True,
        ]
        assert page.index("News 5") < page.index("News 4")
        assert "First steps" in page
        assert "The manual" in page

    def test_leaves_out_what_the_visitor_may_not_read(
        self, client: Client, places: tuple[Any, Any]
    ) -> None:
        kept = make_news(places[0], "For some")
        PageViewRestriction.objects.create(page=kept, restriction_type="login")
        PageViewRestriction.objects.create(
            page=make_course(places[1]), restriction_type="password", password="x"
        )
        page = client.get("/").content.decode()
        assert "For some" not in page
        assert "First steps" not in page
        assert "For some" not in read(client, places[0])

    def test_of_a_network_leads_to_its_own_news(self, client: Client, db: None) -> None:
        section = make_cast().eye.network.section
        assert "News and training of this network" not in read(client, section)
        make_places(section)
        assert "News and training of this network" in read(client, section)


LANDING = 16


class TestNews:
    def test_stands_in_a_list_by_date(self, client: Client, places: tuple[Any, Any]) -> None:
        make_news(places[0], "Older", date="2025-01-01")
        newer = make_news(places[0], "Newer", words="The words.")
        page = read(client, places[0])
        assert page.index("Newer") < page.index("Older")
        assert "The words." in read(client, newer)
        assert "1 Mar 2026" in read(client, newer)


class TestCourse:
    def test_leads_from_lesson_to_lesson(self, client: Client, places: tuple[Any, Any]) -> None:
        course = make_course(places[1], "Alpha", "Beta", "Gamma")
        assert "12 minutes" in read(client, course)
        first, second, third = LessonPage.objects.order_by("path")
        page = read(client, second)
        assert "Lesson 2 of 3" in page
        assert f'href="{first.relative_url(None)}" rel="prev"' in page
        assert f'href="{third.relative_url(None)}" rel="next"' in page
        assert "Back to the course" in read(client, third)
        assert 'rel="prev"' not in read(client, first)

    def test_counts_only_lessons_that_are_published(
        self, client: Client, places: tuple[Any, Any]
    ) -> None:
        make_course(places[1], "Alpha", "Beta", "Gamma")
        LessonPage.objects.get(title="Beta").unpublish()
        gamma = LessonPage.objects.get(title="Gamma")
        assert "Lesson 2 of 2" in read(client, gamma)
        assert "Beta" not in read(client, gamma)

    def test_within_a_restricted_place_shows_its_lessons_to_whoever_may_read_them(
        self, client: Client, db: None
    ) -> None:
        cast = make_cast()
        course = make_course(make_places(cast.eye.network.section)[1], "Alpha", "Beta")
        PageViewRestriction.objects.create(page=course, restriction_type="login")
        lesson = LessonPage.objects.get(title="Alpha").relative_url(None)
        assert client.get(lesson).status_code == 302
        client.force_login(cast.rnd.clinician)
        assert "Lesson 1 of 2" in client.get(lesson).content.decode()

    @pytest.mark.parametrize("count", [1, 6])
    def test_asks_the_same_number_of_times(
        self, client: Client, places: tuple[Any, Any], django_assert_num_queries: Any, count: int
    ) -> None:
        make_course(places[1], *(f"Lesson {number}" for number in range(count)))
        lesson = LessonPage.objects.order_by("path").first()
        read(client, lesson)
        with django_assert_num_queries(LESSON):
            read(client, lesson)


LESSON = 12


class TestManual:
    def test_lists_chapters_and_what_is_in_them(
        self, client: Client, places: tuple[Any, Any]
    ) -> None:
        manual = make_manual(places[1], "Alpha", "Beta")
        page = read(client, manual)
        assert "2.1" in page
        assert "release 7" in page
        assert 'href="/training/the-manual/alpha/#at-in-short"' in page
        assert "Chapter 2 of 2" in client.get("/training/the-manual/beta/").content.decode()

    def test_is_one_page_for_printing_with_anchors_of_their_own(
        self, client: Client, places: tuple[Any, Any]
    ) -> None:
        page = read(client, make_manual(places[1], "Alpha", "Beta"), "?print")
        assert 'id="alpha-at-in-short"' in page
        assert 'id="beta-at-in-short"' in page
        assert "What is said about Alpha." in page
        assert "What is said about Beta." in page


class TestWebinar:
    def test_brings_player_captions_chapters_and_transcript(
        self, client: Client, places: tuple[Any, Any]
    ) -> None:
        page = make_webinar(places[1])
        shown = read(client, page)
        assert f'<source src="/recordings/{page.pk}/" type="video/webm">' in shown
        assert f'<track kind="captions" src="/recordings/{page.pk}/en.vtt" srclang="en"' in shown
        assert shown.index("Welcome</a>") < shown.index("Goodbye</a>")
        assert f'href="/recordings/{page.pk}/#t=2"' in shown
        assert "<p>Welcome. Goodbye.</p>" in shown

    @pytest.mark.parametrize(
        ("name", "content", "is_fit"),
        [
            ("talk.webm", WEBM, True),
            ("TALK.WEBM", WEBM, True),
            ("talk.mp4", b"\0\0\0\x18ftypisom", True),
            ("talk.mp4", WEBM, False),
            ("talk.webm", b"<html><script>", False),
            ("talk.html", WEBM, False),
            ("talk.webm", b"", False),
        ],
    )
    def test_takes_recordings_only(self, name: str, content: bytes, *, is_fit: bool) -> None:
        if is_fit:
            refuse_other_recordings(ContentFile(content, name=name))
        else:
            with pytest.raises(ValidationError):
                refuse_other_recordings(ContentFile(content, name=name))

    def test_refuses_broken_captions_with_their_line(self, places: tuple[Any, Any]) -> None:
        page = make_webinar(places[1])
        broken = {"language": "en", "text": "WEBVTT\n\n00:01,000 --> 00:02,000\nx"}
        block = page._meta.get_field("captions").stream_block
        with pytest.raises(ValidationError) as refused:
            block.clean(block.to_python([{"type": "captions", "value": broken}]))
        error: Any = refused.value
        assert "Line 3" in str(error.as_json_data())


class TestBody:
    def test_refuses_a_heading_that_stands_there_twice(self) -> None:
        block = BodyBlock()
        twice = [{"type": "heading", "value": "In short"}, {"type": "heading", "value": "In Short"}]
        with pytest.raises(ValidationError, match="words of its own"):
            block.clean(block.to_python(twice))
        block.clean(block.to_python(twice[:1]))

    def test_refuses_a_picture_without_words(self) -> None:
        block = PictureBlock()
        image = object()
        values = block.to_python({"image": None, "alt": " "})
        block.clean(values)
        block.child_blocks["image"].clean = lambda value: value
        values["image"] = image
        with pytest.raises(StructBlockValidationError):
            block.clean(values)
