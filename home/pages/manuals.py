"""Manuals and their chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.pages.body import BodyBlock, Readable, headings_of
from home.pages.courses import around
from home.queries import readable_by

if TYPE_CHECKING:
    from django.http import HttpRequest

    from datasets.access import Person

PRINT = "print"  # `?print` asks for the whole manual on one page


class ManualPage(Readable, Page):
    """A manual: chapters in the order of the page tree. `version` and `applies_to` say what it describes.

    pii: none
    """

    summary = models.TextField(_("summary"), max_length=300)
    version = models.CharField(_("version of the manual"), max_length=40)
    applies_to = models.CharField(_("applies to"), max_length=120)

    text_fields = ("summary", "applies_to")
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("version"),
        FieldPanel("applies_to"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("applies_to"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.LearnIndexPage"]
    subpage_types: ClassVar[list[str]] = ["home.ChapterPage"]

    class Meta:
        verbose_name = _("manual")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """Return the contents, or with `?print` the whole manual."""
        return "home/manual_whole.html" if PRINT in request.GET else "home/manual.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the chapters in order."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"parent": self.get_parent(), "chapters": self.chapters_for(request.user)}

    def chapters_for(self, user: Person) -> list[ChapterPage]:
        """Return the chapters that somebody may read, in order."""
        return list(readable_by(ChapterPage.objects.child_of(self), user).order_by("path"))


class ChapterPage(Readable, Page):
    """One chapter of a manual.

    pii: none
    """

    body = StreamField(BodyBlock(), verbose_name=_("body"))

    text_fields = ("body",)
    is_part = True
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list[Any]] = [*Page.search_fields, index.SearchField("body")]
    parent_page_types: ClassVar[list[str]] = ["home.ManualPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/chapter.html"

    class Meta:
        verbose_name = _("chapter")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the manual and where in it this chapter stands."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        manual = self.get_parent().specific
        return context | {"manual": manual, **around(self, manual.chapters_for(request.user))}

    @property
    def headings(self) -> list[tuple[str, str]]:
        """Anchor and words of each heading."""
        return headings_of(self.body)
