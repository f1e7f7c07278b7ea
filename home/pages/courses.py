"""Courses and their lessons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.pages.body import BodyBlock, Readable
from home.queries import readable_by

if TYPE_CHECKING:
    from django.http import HttpRequest

    from datasets.access import Person


class CoursePage(Readable, Page):
    """A course: lessons that are taken one after the other, in the order of the page tree.

    pii: none
    """

    aim = models.TextField(_("aim"), max_length=300, help_text=_("What people can do afterwards."))
    audience = models.CharField(_("for whom it is"), max_length=120)
    minutes = models.PositiveSmallIntegerField(
        _("minutes it takes"), validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    text_fields = ("aim", "audience", "body")
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("aim"),
        FieldPanel("audience"),
        FieldPanel("minutes"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("aim"),
        index.SearchField("audience"),
        index.SearchField("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.LearnIndexPage"]
    subpage_types: ClassVar[list[str]] = ["home.LessonPage"]
    template = "home/course.html"

    class Meta:
        verbose_name = _("course")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the lessons in order."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"parent": self.get_parent(), "lessons": self.lessons_for(request.user)}

    def lessons_for(self, user: Person) -> list[LessonPage]:
        """Return the lessons that somebody may read, in order."""
        return list(readable_by(LessonPage.objects.child_of(self), user).order_by("path"))


class LessonPage(Readable, Page):
    """One lesson of a course.

    pii: none
    """

    summary = models.CharField(_("summary"), max_length=200)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    text_fields = ("summary", "body")
    is_part = True
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.CoursePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/lesson.html"

    class Meta:
        verbose_name = _("lesson")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the course and where in it this lesson stands."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        course = self.get_parent().specific
        return context | {"course": course, **around(self, course.lessons_for(request.user))}


def around(page: Any, pages: list[Any]) -> dict[str, Any]:
    """Return where a page stands among its like: `number` (0 for a draft), `previous` and `next`."""
    place = next((place for place, each in enumerate(pages) if each.pk == page.pk), None)
    if place is None:
        return {"siblings": pages, "number": 0, "previous": None, "next": None}
    return {
        "siblings": pages,
        "number": place + 1,
        "previous": pages[place - 1] if place else None,
        "next": pages[place + 1] if place + 1 < len(pages) else None,
    }
