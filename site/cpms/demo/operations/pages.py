"""The pages of the demo: what the landing page says, news, a course, a manual and a webinar."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.utils.timezone import localdate
from wagtail.models import Page

from cpms.demo.writing import Written, names_in, read, read_list, written
from home.models import (
    ChapterPage,
    CoursePage,
    HomePage,
    LessonPage,
    ManualPage,
    NewsPage,
    WebinarPage,
)
from home.operations import NEWS, TRAINING, add_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date, datetime

    from cpms.accounts.models import User

COURSE = "course/your-first-panel.md"
MANUAL = "manual/cpms-for-clinicians.md"
WEBINAR = "webinar/a-panel-from-start-to-finish.md"
INTRODUCTIONS = {
    NEWS: "What is new on this site and in the networks.",
    TRAINING: "Learn CPMS at your own pace. Nothing here needs an account.",
}


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One page: the place that it stands below, seen from the landing page, and how its values are made."""

    below: str
    page_type: type[Any]
    page: Written
    values: Callable[[], Mapping[str, Any]] = field(default=dict)

    @property
    def path(self) -> str:
        """Where the page stands, seen from the landing page."""
        return f"{self.below}/{self.page.slug}"


def add_pages(*, by: User, now: datetime) -> int:
    """Add the pages that are missing, and return how many; what is there was perhaps edited and is left alone.

    They are published as by the platform administrator `by`. A landing page that somebody wrote is not written again.
    """
    home = HomePage.objects.get()
    places = add_places(home=home)
    known = {
        path.removeprefix(home.url_path).rstrip("/"): pk
        for place in places
        for path, pk in place.get_descendants(inclusive=True).values_list("url_path", "pk")
    }
    missing = [each for each in planned(localdate(now)) if each.path not in known]
    for each in missing:
        known[each.path] = _publish(each, parent=known[each.below], by=by)
    if home.latest_revision_id is None and not home.stages and not home.audiences:
        for place in places:
            _introduce(place, by=by)
        _write_landing(home, known, by=by)
    return len(missing)


def planned(today: date) -> Iterator[Planned]:
    """Yield every page, a whole before its parts."""
    for page in map(written, names_in("news")):
        yield Planned(below=NEWS, page_type=NewsPage, page=page, values=partial(_news, page, today))
    yield from _whole(COURSE, CoursePage, LessonPage, _part)
    yield from _whole(MANUAL, ManualPage, ChapterPage, _head)
    page = written(WEBINAR)
    yield Planned(
        below=TRAINING, page_type=WebinarPage, page=page, values=partial(_webinar, page, today)
    )


def _whole(
    name: str, whole: type[Any], part: type[Any], values: Callable[[Written], dict[str, Any]]
) -> Iterator[Planned]:
    page = written(name)
    yield Planned(below=TRAINING, page_type=whole, page=page, values=partial(values, page))
    for each in names_in(name.partition("/")[0]):
        if each != name:
            inner = written(each)
            yield Planned(
                below=f"{TRAINING}/{page.slug}",
                page_type=part,
                page=inner,
                values=partial(_part, inner),
            )


def _head(page: Written) -> dict[str, Any]:
    return dict(page.head)


def _part(page: Written) -> dict[str, Any]:
    return {**page.head, "body": page.blocks}


def _news(page: Written, today: date) -> dict[str, Any]:
    return {"date": _day(page, today), "summary": page.head["summary"], "body": page.blocks}


def _webinar(page: Written, today: date) -> dict[str, Any]:
    captions = {"language": "en", "text": read("webinar/captions.vtt").decode()}
    return {
        "date": _day(page, today),
        "speakers": page.head["speakers"],
        "summary": page.head["summary"],
        "recording": ContentFile(read("webinar/recording.webm"), name=f"{page.slug}.webm"),
        "captions": [{"type": "captions", "value": captions}],
        "chapters": [
            {"type": "chapter", "value": chapter} for chapter in read_list("webinar/chapters.json")
        ],
        "transcript": page.html,
    }


def _day(page: Written, today: date) -> date:
    return today - timedelta(days=int(page.head["days_ago"]))


def _publish(each: Planned, *, parent: int, by: User) -> int:
    page = each.page_type(title=each.page.title, slug=each.page.slug, owner=by, live=False)
    for name, value in each.values().items():
        setattr(page, name, _raw(page, name, value))
    Page.objects.get(pk=parent).specific.add_child(instance=page)
    page.save_revision(user=by).publish(user=by)
    return int(page.pk)


def _raw(page: Any, name: str, value: Any) -> Any:
    """Return blocks as the page's field makes them from what is stored."""
    if not isinstance(value, list):
        return value
    return page._meta.get_field(name).stream_block.to_python(value)


def _introduce(place: Any, *, by: User) -> None:
    place.refresh_from_db()  # it has children now; the tree's numbers would be written back with the rest
    if not place.introduction:
        place.introduction = INTRODUCTIONS[place.slug]
        place.save_revision(user=by).publish(user=by)


def _write_landing(home: HomePage, known: Mapping[str, int], *, by: User) -> None:
    home.refresh_from_db()
    shipped = read_list("landing.json")
    home.headline = shipped["headline"]
    home.introduction = shipped["introduction"]
    home.stages = _raw(home, "stages", [{"type": "stage", "value": v} for v in shipped["stages"]])
    audiences = [
        {"type": "audience", "value": {**value, "page": known.get(value["page"])}}
        for value in shipped["audiences"]
    ]
    home.audiences = _raw(home, "audiences", audiences)
    home.save_revision(user=by).publish(user=by)
