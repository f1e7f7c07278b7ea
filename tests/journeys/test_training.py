"""Somebody without an account learns how a panel works; a platform administrator corrects a lesson."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from cpms.accounts.models import User
from home.models import LessonPage, WebinarPage
from tests.journeys.conftest import PATIENCE, Visit, Visitor
from tests.journeys.looking import LOOKS

pytestmark = pytest.mark.django_db(databases=["default", "identity"], transaction=True)

COURSE = "/training/your-first-panel/"
LESSONS = (
    "Enrol a patient with consent",
    "Open a panel",
    "Invite members and assess",
    "Sign off and close",
)


@pytest.fixture
def site() -> None:
    call_command("load_demo", verbosity=0)


def look(visitor: Visitor) -> None:
    """Look at what is shown on a desk in the light and on a phone in the dark."""
    for theme, size in LOOKS:
        visitor.page.set_viewport_size(size)
        visitor.page.emulate_media(color_scheme=theme)
        visitor.assert_accessible()
        visitor.assert_fits()
    visitor.page.set_viewport_size(LOOKS[0][1])


def test_a_visitor_learns_how_a_panel_works(visit: Visit, site: None) -> None:
    visitor = visit(None)
    page = visitor.page
    assert visitor.go("/") == 200
    visitor.assert_strict_policy()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Expert advice for patients with rare diseases"
    )
    look(visitor)
    page.get_by_role("link", name="Take the course").click()
    look(visitor)
    take_the_course(visitor)
    find_a_chapter(visitor)
    watch_the_webinar(visitor)


def take_the_course(visitor: Visitor) -> None:
    """Go through all lessons to the end."""
    page = visitor.page
    page.get_by_role("link", name="Start the course").click()
    for number, title in enumerate(LESSONS, start=1):
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.get_by_text(f"Lesson {number} of 4")).to_be_visible()
        look(visitor)
        page.get_by_role("navigation", name="Previous and next").get_by_role("link").last.click()
    expect(page).to_have_url(f"{visitor.address}{COURSE}")


def find_a_chapter(visitor: Visitor) -> None:
    """Look for a word, open the chapter that has it, and the whole manual."""
    page = visitor.page
    page.get_by_role("search", name="Site").get_by_role("searchbox").fill("thematic area")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("found")
    look(visitor)
    page.get_by_role("navigation", name="Kind of page").get_by_text("Manuals").click()
    page.get_by_role("main").get_by_role("link", name="Panels", exact=True).click()
    expect(page.get_by_text("Chapter 3 of 4")).to_be_visible()
    look(visitor)
    page.get_by_role("navigation", name="CPMS for clinicians").get_by_role(
        "link", name="Thematic areas"
    ).click()
    expect(page).to_have_url(
        f"{visitor.address}/training/cpms-for-clinicians/panels/#at-thematic-areas"
    )
    visitor.go("/training/cpms-for-clinicians/?print")
    visitor.assert_strict_policy()
    look(visitor)


def watch_the_webinar(visitor: Visitor) -> None:
    """Play it with captions, and jump to a chapter."""
    page = visitor.page
    visitor.go("/training/a-panel-from-start-to-finish/")
    visitor.assert_strict_policy()
    look(visitor)
    wait_until(visitor, "video.readyState >= 1")
    assert ask(visitor, "video.duration") == 24
    wait_until(visitor, "captions.cues && captions.cues.length === 9")
    assert ask(visitor, "captions.mode") == "showing"
    ask(visitor, "video.play()")
    wait_until(visitor, "video.currentTime > 0.5")
    wait_until(visitor, "captions.activeCues.length === 1")
    chapter = page.get_by_role("link", name="0:14 Assessment")
    chapter.click()
    wait_until(visitor, "video.currentTime >= 14.2")
    expect(chapter).to_have_attribute("aria-current", "true")
    assert "ssess" in ask(visitor, "captions.activeCues[0].text")


def ask(visitor: Visitor, question: str) -> Any:
    """Ask the player; `captions` is its first track."""
    player = "video = document.querySelector('video'), captions = video.textTracks[0]"
    return visitor.page.evaluate(f"() => {{ const {player}; return {question}; }}")


def wait_until(visitor: Visitor, fact: str) -> None:
    """Ask until it is so. The browser's own waiting needs `eval`, which the policy of our pages forbids."""
    for _ in range(PATIENCE // 100):
        if ask(visitor, fact):
            return
        visitor.page.wait_for_timeout(100)
    pytest.fail(f"It never became so: {fact}")


def test_a_platform_administrator_corrects_a_lesson(visit: Visit, site: None) -> None:
    visitor = visit(User.objects.get(username="platform-administrator"))
    page = visitor.page
    lesson = LessonPage.objects.get(slug="open-a-panel")
    visitor.go(f"/cms/pages/{lesson.pk}/edit/")
    page.get_by_role("textbox", name="Summary").fill("Choose a network and ask one question.")
    page.wait_for_timeout(1500)  # the editor saves by itself first
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("published").first).to_be_visible()
    reader = visit(None)
    reader.go(f"{COURSE}open-a-panel/")
    expect(reader.page.get_by_text("Choose a network and ask one question.")).to_be_visible()


def test_broken_captions_are_refused_in_the_cms_with_their_line(visit: Visit, site: None) -> None:
    visitor = visit(User.objects.get(username="platform-administrator"))
    page = visitor.page
    webinar = WebinarPage.objects.get()
    visitor.go(f"/cms/pages/{webinar.pk}/edit/")
    text = page.get_by_label("Captions (WebVTT)")
    text.fill(text.input_value().replace("00:04.000 -->", "00:04,000 -->"))
    page.locator("footer").get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Line 6: “00:04,000” is no time such as 00:01.000.")).to_be_visible()
