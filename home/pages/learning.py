"""Training and help: the place that courses, manuals and webinars stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.queries import readable_by

if TYPE_CHECKING:
    from django.http import HttpRequest


class LearnIndexPage(Page):
    """The list of courses, manuals and webinars: the site's own below the landing page, a network's in its section.

    pii: none
    """

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.NetworkSectionPage"]
    subpage_types: ClassVar[list[str]] = [
        "home.CoursePage",
        "home.ManualPage",
        "home.WebinarPage",
    ]
    max_count_per_parent = 1
    template = "home/learn_index.html"

    class Meta:
        verbose_name = _("training and help")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what stands in it, by kind."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        pages = readable_by(Page.objects.child_of(self), request.user).order_by("path").specific()
        by_kind: dict[str, list[Any]] = {}
        for page in pages:
            by_kind.setdefault(page._meta.model_name, []).append(page)
        return context | {
            "courses": by_kind.get("coursepage", []),
            "manuals": by_kind.get("manualpage", []),
            "webinars": by_kind.get("webinarpage", []),
        }
