"""The demo's pages: written once, then whoever edits them has them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page

from cpms.accounts.models import User
from cpms.demo.operations.pages import add_pages
from cpms.demo.writing import Written, read, written
from home.captions import refuse_broken_captions
from home.models import ChapterPage, HomePage, LessonPage, NewsPage, WebinarPage
from home.pages.webinars import refuse_other_recordings

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def administrator(db: None) -> User:
    call_command("load_reference", verbosity=0)
    return User.objects.create_user("platform-administrator", is_superuser=True)


class TestAddPages:
    def test_publishes_pages_that_visitors_can_read(
        self, client: Client, administrator: User
    ) -> None:
        assert add_pages(by=administrator, now=NOW) == 14
        counts = (NewsPage, LessonPage, ChapterPage, WebinarPage)
        assert [each.objects.live().count() for each in counts] == [3, 4, 4, 1]
        for page in Page.objects.filter(owner=administrator):
            assert client.get(page.relative_url(None)).status_code == 200, page
            page.specific.full_clean()
        landing = client.get("/").content.decode()
        assert "Expert advice for patients with rare diseases" in landing
        assert 'href="/training/your-first-panel/"' in landing

    def test_adds_nothing_the_second_time(self, administrator: User) -> None:
        add_pages(by=administrator, now=NOW)
        revisions = HomePage.objects.get().revisions.count()
        assert add_pages(by=administrator, now=NOW) == 0
        assert HomePage.objects.get().revisions.count() == revisions

    def test_leaves_alone_what_was_edited(self, administrator: User) -> None:
        add_pages(by=administrator, now=NOW)
        lesson = LessonPage.objects.get(slug="open-a-panel")
        lesson.summary = "Ours"
        lesson.save_revision().publish()
        home = HomePage.objects.get()
        home.headline = "Our site"
        home.save_revision().publish()
        add_pages(by=administrator, now=NOW)
        assert LessonPage.objects.get(slug="open-a-panel").summary == "Ours"
        assert HomePage.objects.get().headline == "Our site"

    def test_does_not_write_over_a_landing_page_that_somebody_wrote(
        self, administrator: User
    ) -> None:
        home = HomePage.objects.get()
        home.headline = "Written before"
        home.save_revision().publish()
        add_pages(by=administrator, now=NOW)
        assert HomePage.objects.get().headline == "Written before"


class TestRecording:
    def test_is_small_and_what_it_says(self, administrator: User) -> None:
        add_pages(by=administrator, now=NOW)
        file = WebinarPage.objects.get().recording
        refuse_other_recordings(file.file)
        file.close()
        assert len(read("webinar/recording.webm")) < 600_000

    def test_has_captions_that_fit(self) -> None:
        refuse_broken_captions(read("webinar/captions.vtt").decode())


class TestWritten:
    def test_reads_head_and_slug(self) -> None:
        page = written("course/2-open-a-panel.md")
        assert (page.slug, page.title) == ("open-a-panel", "Open a panel")
        assert page.head["summary"].startswith("A network")

    def test_makes_blocks(self) -> None:
        text = "## One\n\nA **b** [c](/d/).\n\n1. x\n2. y\n\n!! careful\n\n!i info\n\n> said"
        blocks = Written(slug="s", title="T", head={}, text=text).blocks
        assert [block["type"] for block in blocks] == [
            "heading",
            "prose",
            "steps",
            "notice",
            "notice",
            "quotation",
        ]
        assert blocks[1]["value"] == '<p>A <b>b</b> <a href="/d/">c</a>.</p>'
        assert [step["text"] for step in blocks[2]["value"]] == ["<p>x</p>", "<p>y</p>"]
        assert [block["value"]["kind"] for block in blocks[3:5]] == ["careful", "info"]
