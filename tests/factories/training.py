"""News and training, as they stand in the page tree."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from home.models import (
    ChapterPage,
    CoursePage,
    LearnIndexPage,
    LessonPage,
    ManualPage,
    NewsIndexPage,
    NewsPage,
    WebinarPage,
)
from home.operations import add_places

WEBM = b"\x1a\x45\xdf\xa3" + bytes(range(256)) * 4  # begins as WebM does; nothing here plays it
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\nWelcome.\n\n00:02.000 --> 00:04.000\nGoodbye.\n"


def make_places(below: Any) -> tuple[Any, Any]:
    """Return the lists of news and of training below the landing page, or of a network in its section."""
    if below.depth == 2:
        return add_places(home=below)
    news = below.add_child(instance=NewsIndexPage(title="News", slug="news"))
    return news, below.add_child(instance=LearnIndexPage(title="Training", slug="training"))


def make_news(
    index: Any, title: str = "The site is open", *, words: str = "", **values: Any
) -> Any:
    """Return published news."""
    given = {"date": date(2026, 3, 1), "summary": f"About: {title}", "body": prose(words)}
    return index.add_child(instance=NewsPage(title=title, **{**given, **values}))


def make_course(index: Any, *titles: str) -> Any:
    """Return a course with a lesson for each title."""
    course = index.add_child(
        instance=CoursePage(
            title="First steps", aim="You can begin.", audience="Everybody", minutes=12
        )
    )
    for title in titles:
        body = prose(f"What is said about {title}.")
        course.add_child(instance=LessonPage(title=title, summary=f"{title}, shortly", body=body))
    return course


def make_manual(index: Any, *titles: str) -> Any:
    """Return a manual with a chapter for each title, each with the same heading."""
    manual = index.add_child(
        instance=ManualPage(
            title="The manual", summary="All of it.", version="2.1", applies_to="release 7"
        )
    )
    for title in titles:
        body = [("heading", "In short"), *prose(f"What is said about {title}.")]
        manual.add_child(instance=ChapterPage(title=title, body=body))
    return manual


def make_webinar(index: Any, **values: Any) -> Any:
    """Return a webinar with captions in English and two chapters."""
    given = {
        "title": "A recorded talk",
        "date": date(2026, 2, 1),
        "speakers": "A. Nowak",
        "summary": "What was said.",
        "recording": ContentFile(WEBM, name="talk.webm"),
        "captions": [("captions", {"language": "en", "text": CAPTIONS})],
        "chapters": [
            ("chapter", {"start": "0:02", "title": "Goodbye"}),
            ("chapter", {"start": "0:00", "title": "Welcome"}),
        ],
        "transcript": "<p>Welcome. Goodbye.</p>",
    }
    return index.add_child(instance=WebinarPage(**{**given, **values}))


def prose(words: str) -> list[tuple[str, Any]]:
    """Return a body of one paragraph; empty without words."""
    return [("prose", f"<p>{words}</p>")] if words else []
