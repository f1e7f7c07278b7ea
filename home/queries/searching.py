"""Searching the pages: news, training and what networks say about themselves. Patients are never in pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.queries.reading import readable_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrPromise

    from datasets.access import Person

AROUND = 110  # characters of an excerpt on each side of the first word that fits
LONGEST = 200  # characters of a question; more is no question


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of page as readers name it; `models` are the names of its page types."""

    words: _StrPromise
    one: _StrPromise
    models: tuple[str, ...]


KINDS = {
    "news": Kind(words=_("News"), one=_("News"), models=("newspage",)),
    "courses": Kind(words=_("Courses"), one=_("Course"), models=("coursepage", "lessonpage")),
    "manuals": Kind(words=_("Manuals"), one=_("Manual"), models=("manualpage", "chapterpage")),
    "webinars": Kind(words=_("Webinars"), one=_("Webinar"), models=("webinarpage",)),
    "networks": Kind(words=_("Networks"), one=_("Network"), models=("networksectionpage",)),
}
_KIND_OF = {model: kind for kind in KINDS.values() for model in kind.models}


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page that fits. `within` is the course or manual that it is a part of, else empty."""

    page: Any
    kind: _StrPromise
    within: str
    excerpt: SafeString


def find_pages(words: str, *, user: Person, kind: str = "") -> Any:
    """Return the readable pages in which every word stands, the best first; to be sliced and counted.

    An unknown `kind` is all kinds.
    """
    wanted = [KINDS[kind]] if kind in KINDS else KINDS.values()
    models = [model for each in wanted for model in each.models]
    pages = Page.objects.filter(content_type__app_label="home", content_type__model__in=models)
    within = readable_by(pages, user).order_by().values("pk")
    return Page.objects.filter(pk__in=within).specific().search(words[:LONGEST], operator="and")


def found_on(pages: Iterable[Any], words: str) -> list[Found]:
    """Return what is shown of the pages found: one more question, for what they are parts of."""
    pages = list(pages)
    wholes = Page.objects.filter(path__in={page.path[: -page.steplen] for page in pages})
    titles = dict(wholes.values_list("path", "title")) if pages else {}
    return [
        Found(
            page=page,
            kind=_KIND_OF[page._meta.model_name].one,
            within=titles.get(page.path[: -page.steplen], "") if page.is_part else "",
            excerpt=excerpt(page.words(), words),
        )
        for page in pages
    ]


def excerpt(text: str, words: str) -> SafeString:
    """Return the text around the first word that fits, with the words marked; its beginning where none fits."""
    text = " ".join(text.split())
    sought = [re.escape(word) for word in re.findall(r"\w+", words[:LONGEST])]
    pattern = re.compile(rf"\b({'|'.join(sought)})", re.IGNORECASE) if sought else None
    first = pattern.search(text) if pattern else None
    middle = first.start() if first else 0
    begin, end = max(0, middle - AROUND), middle + AROUND
    cut = text[begin:end]
    if begin:
        cut = f"…{cut.partition(' ')[2]}"
    if end < len(text):
        cut = f"{cut.rpartition(' ')[0]}…"
    return mark_safe(_marked(cut, pattern))  # noqa: S308 — every piece is escaped


def _marked(text: str, pattern: re.Pattern[str] | None) -> str:
    if pattern is None:
        return escape(text)
    pieces = pattern.split(text)  # every second piece is a word that fits
    return "".join(
        f"<mark>{escape(piece)}</mark>" if index % 2 else escape(piece)
        for index, piece in enumerate(pieces)
    )
