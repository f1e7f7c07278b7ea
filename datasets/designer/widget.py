"""The widget that turns the definition's text field in Wagtail's page editor into the form designer.

    class FormPageForm(WagtailAdminPageForm):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["definition"].widget.page = self.instance.pk

Without JavaScript the text field stays, with the definition as JSON.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.urls import reverse

from datasets.designer.config import designer_config

CHECK_URL = "datasets:check_definition"
"""Answers a POST of the definition with problems, sentences and usage."""


class DefinitionWidget(forms.Textarea):
    """A textarea inside `<cpms-designer>`.

    `page` is the id of the page that is edited (None for a new one): the check then knows whose stored records to count.
    Wagtail renders the widget a second time with `__NAME__` and `__ID__` in place of name and id; nothing here minds.
    """

    template_name = "datasets/definition_widget.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        read_only: bool = False,
        page: int | None = None,
    ) -> None:
        """Take what the page's form knows; both may be set later on the bound form's own copy."""
        super().__init__(attrs)
        self.read_only = read_only
        self.page = page

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the configuration of the designer and the address that checks a definition."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        disabled = bool(context["widget"]["attrs"].get("disabled"))
        address = reverse(CHECK_URL)
        context["check_url"] = address if self.page is None else f"{address}?page={self.page}"
        context["config"] = designer_config(
            read_only=self.read_only or disabled, terminologies=loaded_terminologies()
        )
        return context


def loaded_terminologies() -> list[str]:
    """Return the systems of which this site has concepts.

    The model is found by name: models import the pages, and the pages import this widget.
    """
    concepts = apps.get_model("datasets", "Concept").objects
    return list(concepts.order_by("system").values_list("system", flat=True).distinct())
