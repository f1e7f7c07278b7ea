"""Pages of the tree that hold forms. The definition is edited in Wagtail; publishing freezes it as a version."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface
from wagtail.log_actions import LogContext, get_active_log_context
from wagtail.models import Page

from datasets.designer.widget import DefinitionWidget
from datasets.models.version import FormVersion, PublishRefused
from datasets.preview import preview_form
from forms_engine.check import check_definition, errors_of
from forms_engine.check.schema import FORMAT
from forms_engine.definition.ids import new_id


def first_definition() -> dict[str, Any]:
    """Return what a new form starts with: one empty page."""
    return {
        "format": FORMAT,
        "key": "new-form",
        "languages": ["en"],
        "title": {"en": "New form"},
        "elements": [
            {"kind": "page", "id": new_id(), "title": {"en": "First page"}, "elements": []}
        ],
        "option_sets": {},
        "examples": [],
    }


class FormPageForm(WagtailAdminPageForm):
    """Lets unfinished designs be saved; sending to review and publishing want a definition without errors."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("definition")
        if field is not None and isinstance(field.widget, DefinitionWidget):
            field.widget.page = self.instance.pk  # the designer then counts this form's records

    def clean(self) -> dict[str, Any]:
        """Say the first problems at the designer, with their number."""
        cleaned: dict[str, Any] = super().clean()
        definition = cleaned.get("definition")
        if self.is_deferred_validation or definition is None:
            return cleaned
        errors = errors_of(definition)
        if errors:
            shown = "; ".join(str(problem) for problem in errors[:3])
            self.add_error(
                "definition",
                ValidationError(
                    gettext("%(count)d problems must be solved first: %(shown)s"),
                    params={"count": len(errors), "shown": shown},
                ),
            )
        return cleaned


class FormPage(Page):
    """What dataset pages and consultation forms share: one definition and its versions.

    pii: none; a definition asks questions and holds no answers
    """

    definition = models.JSONField(default=first_definition)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("definition", widget=DefinitionWidget, heading=_("Form")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Form")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
        ]
    )
    base_form_class = FormPageForm
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def publish(self, revision: Any, *args: Any, user: Any = None, **kwargs: Any) -> Any:
        """Publish, or plan it, in one transaction. Raise `PublishRefused` when the definition has errors."""
        problems = errors_of(revision.content.get("definition"))
        if problems:
            raise PublishRefused(problems, page=self.pk)
        with transaction.atomic(), LogContext(user=user):
            return super().publish(revision, *args, user=user, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Freeze what goes live, in the same transaction. Raise `PublishRefused` when the definition has errors.

        Here and not in `publish`: Wagtail's editor and its API publish without calling that, and copies go live by being saved.
        """
        written = kwargs.get("update_fields")
        with transaction.atomic():
            result = super().save(*args, **kwargs)
            if self.live and self.live_revision_id and (written is None or "definition" in written):
                by = get_active_log_context().user
                FormVersion.objects.freeze(page=self, by=by, now=self.last_published_at)
            return result

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the records: forms are filled in the site, not in the page tree."""
        return redirect("datasets:records", page=self.pk)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the form as a clinician will see it; while it has errors, show these instead."""
        return preview_form(request, self.definition, check_definition(self.definition))


class FormIndexPage(Page):
    """The forms and datasets of a part of the tree.

    pii: none
    """

    subpage_types: ClassVar[list[str]] = ["datasets.DatasetPage", "datasets.ConsultationFormPage"]
    max_count_per_parent = 1

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the forms that the visitor may fill."""
        return redirect("datasets:forms")


class DatasetPage(FormPage):
    """A set of data elements that is asked of patients of a network.

    pii: none; a definition asks questions and holds no answers
    """

    parent_page_types: ClassVar[list[str]] = ["datasets.FormIndexPage"]

    class Meta:
        verbose_name = _("dataset")


class ConsultationFormPage(FormPage):
    """A form of a consultation. `purpose` is what the steps of a workflow use it for.

    pii: none; a definition asks questions and holds no answers
    """

    class Purpose(models.TextChoices):
        """What a form is filled in for."""

        CASE = "case", _("The case that is put before a panel")
        CONTRIBUTION = "contribution", _("An expert’s assessment")
        OUTCOME = "outcome", _("The outcome that the panel signs")

    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose, default=Purpose.CASE)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("purpose"),
        FieldPanel("definition", widget=DefinitionWidget, heading=_("Form")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Form")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
        ]
    )

    parent_page_types: ClassVar[list[str]] = ["datasets.FormIndexPage"]

    class Meta:
        verbose_name = _("consultation form")
