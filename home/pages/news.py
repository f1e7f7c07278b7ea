"""News."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.paginator import Paginator
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

ON_A_PAGE = 10


class NewsIndexPage(Page):
    """The list of news: the site's own below the landing page, a network's in its section.

    pii: none
    """

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.NetworkSectionPage"]
    subpage_types: ClassVar[list[str]] = ["home.NewsPage"]
    max_count_per_parent = 1
    template = "home/news_index.html"

    class Meta:
        verbose_name = _("list of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the news, the latest first."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        news = readable_by(NewsPage.objects.child_of(self), request.user).order_by("-date", "-pk")
        return context | {"news": Paginator(news, ON_A_PAGE).get_page(request.GET.get("page"))}


class NewsPage(Readable, Page):
    """One piece of news. `date` is the day it is dated with, whenever it was written or published.

    pii: none
    """

    date = models.DateField(_("date"))
    summary = models.TextField(_("summary"), max_length=300)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    text_fields = ("summary", "body")
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/news.html"

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the list that it stands in."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"parent": self.get_parent()}
