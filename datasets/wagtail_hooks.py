"""What the CMS shows of forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin.widgets import Button

from datasets.models.pages import FormIndexPage, FormPage


def import_button(
    page: Any, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Offer to bring in a dictionary where forms may be added, and the report where one was brought in."""
    if isinstance(page, FormIndexPage) and page.permissions_for_user(user).can_add_subpage():
        url = reverse("datasets:import", args=[page.pk])
        yield Button(gettext("Import a dictionary"), url=url, icon_name="upload", priority=5)
    if isinstance(page, FormPage) and _was_imported(page.definition):
        url = reverse("datasets:import_report", args=[page.pk])
        yield Button(gettext("Import report"), url=url, icon_name="list-ul", priority=60)


def _was_imported(definition: Any) -> bool:
    """Tell whether an import made the definition; a draft may hold any JSON, such as a list."""
    return isinstance(definition, dict) and bool(definition.get("source"))


hooks.register("register_page_header_buttons", import_button)
