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

from home.queries import forms_below

if TYPE_CHECKING:
    from django.http import HttpRequest

PROSE = [
    (
        "heading",
        blocks.CharBlock(max_length=120, icon="title", template="home/blocks/heading.html"),
    ),
    (
        "prose",
        blocks.RichTextBlock(features=["h3", "bold", "italic", "ol", "ul", "link"], icon="pilcrow"),
    ),
    ("quotation", blocks.BlockQuoteBlock()),
]


class HomePage(Page):
    """The landing page and the root under which everything else hangs. There is one.

    pii: none
    """

    introduction = models.TextField(_("introduction"), max_length=600, blank=True)
    body = StreamField(PROSE, blank=True, verbose_name=_("body"))

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["home.NetworkSectionPage"]
    max_count = 1
    template = "home/landing.html"

    class Meta:
        verbose_name = _("landing page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the networks' sections."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        sections = NetworkSectionPage.objects.child_of(self).live().public().order_by("title")
        return context | {"sections": sections, "sign_in_url": settings.LOGIN_URL}


class NetworkSectionPage(Page):
    """A network's part of the tree: what it says about itself in public, and above its forms.

    Rights in the CMS are given at this page and hold below it.
    pii: none
    """

    full_name = models.CharField(_("full name"), max_length=250, blank=True)
    body = StreamField(PROSE, blank=True, verbose_name=_("body"))

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("full_name"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["datasets.FormIndexPage"]
    template = "home/network_section.html"

    class Meta:
        verbose_name = _("network section")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the published forms that the visitor may see or fill; others see none."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        forms = forms_below(self, request.user)
        return context | {"forms": forms, "sign_in_url": settings.LOGIN_URL}
