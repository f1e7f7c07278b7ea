"""The root of the site's page tree, and each network's part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.pages.body import BodyBlock, Readable
from home.pages.learning import LearnIndexPage
from home.pages.news import NewsIndexPage, NewsPage
from home.queries import forms_below, readable_by

if TYPE_CHECKING:
    from django.http import HttpRequest

LATEST = 3  # news on the landing page


class AudienceBlock(blocks.StructBlock):
    """What the site is for one kind of reader, and where they begin."""

    title = blocks.CharBlock(max_length=60, label=_("who"))
    text = blocks.TextBlock(max_length=300, label=_("what they do here"))
    page = blocks.PageChooserBlock(required=False, label=_("page to begin with"))
    link = blocks.CharBlock(required=False, max_length=60, label=_("words of the link"))

    class Meta:
        icon = "user"
        label = _("Audience")


class StageBlock(blocks.StructBlock):
    """One stage of the way that is explained on the landing page."""

    title = blocks.CharBlock(max_length=40, label=_("name"))
    text = blocks.CharBlock(max_length=160, label=_("what happens"))

    class Meta:
        icon = "arrow-right"
        label = _("Stage")


class HomePage(Readable, Page):
    """The landing page and the root under which everything else hangs. There is one.

    pii: none
    """

    introduction = models.TextField(_("introduction"), max_length=600, blank=True)
    headline = models.CharField(_("headline"), max_length=120, blank=True)
    stages = StreamField(
        [("stage", StageBlock())], blank=True, max_num=6, verbose_name=_("how it works")
    )
    audiences = StreamField(
        [("audience", AudienceBlock())], blank=True, max_num=4, verbose_name=_("for whom it is")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("introduction"),
        FieldPanel("stages"),
        FieldPanel("audiences"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "home.NetworkSectionPage",
        "home.NewsIndexPage",
        "home.LearnIndexPage",
    ]
    max_count = 1
    template = "home/landing.html"

    class Meta:
        verbose_name = _("landing page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the latest news, what can be learnt, and the networks' sections."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        below = readable_by(Page.objects.descendant_of(self), request.user)
        places = (
            below.child_of(self).type(NewsIndexPage, LearnIndexPage).specific().order_by("path")
        )
        sections = below.child_of(self).type(NetworkSectionPage).specific().order_by("title")
        return context | {
            **_shown(below, list(places)),
            "sections": sections,
            "sign_in_url": settings.LOGIN_URL,
        }


def _shown(below: Any, places: list[Any]) -> dict[str, Any]:
    """Return the latest news and the first courses, manuals and webinars of the places that are there."""
    shown: dict[str, Any] = {}
    for place in places:
        if isinstance(place, NewsIndexPage):
            news = NewsPage.objects.filter(pk__in=below.child_of(place).order_by().values("pk"))
            shown |= {"news_index": place, "news": news.order_by("-date", "-pk")[:LATEST]}
        else:
            lessons = below.child_of(place).specific().order_by("path")
            shown |= {"learn_index": place, "learning": lessons}
    return shown


class NetworkSectionPage(Readable, Page):
    """A network's part of the tree: what it says about itself in public, and above its forms.

    Rights in the CMS are given at this page and hold below it.
    pii: none
    """

    full_name = models.CharField(_("full name"), max_length=250, blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    text_fields = ("full_name", "body")
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("full_name"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("full_name"),
        index.SearchField("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = [
        "datasets.FormIndexPage",
        "home.NewsIndexPage",
        "home.LearnIndexPage",
    ]
    template = "home/network_section.html"

    class Meta:
        verbose_name = _("network section")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the network's own news and training, and the forms that the visitor may see or fill; others see none."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        own = Page.objects.child_of(self).type(NewsIndexPage, LearnIndexPage)
        return context | {
            "places": readable_by(own, request.user).order_by("path"),
            "forms": forms_below(self, request.user),
            "sign_in_url": settings.LOGIN_URL,
        }
