"""Reads across forms and records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Func, OuterRef, QuerySet, Subquery, TextField
from django.http import Http404
from wagtail.models import Page

from datasets import access
from datasets.models.pages import ConsultationFormPage, DatasetPage
from datasets.models.record import Record
from datasets.models.version import FormVersion

if TYPE_CHECKING:
    from datasets.access import Person


def form_pages() -> QuerySet[Any]:
    """Return the live pages that hold forms, with the number of their newest version."""
    newest = FormVersion.objects.filter(page=OuterRef("pk")).order_by("-number")
    pages: QuerySet[Any] = (
        Page.objects.live()
        .type(ConsultationFormPage, DatasetPage)
        .annotate(version_number=Subquery(newest.values("number")[:1]))
        .filter(version_number__isnull=False)
        .order_by("title")
    )
    return pages


def forms_of(user: Person) -> QuerySet[Any]:
    """Return the form pages whose records the person may see or fill by themselves.

    An assessment or an outcome is written within the consultation that it belongs to, never apart from it.
    """
    within = ConsultationFormPage.objects.exclude(purpose=ConsultationFormPage.Purpose.CASE)
    return access.provider().forms(user, form_pages().exclude(pk__in=within.values("pk")))


def form_page_or_404(user: Person, page: int) -> Any:
    """Return a form page of the person's. Raise `Http404`."""
    found = forms_of(user).filter(pk=page).first()
    if found is None:
        raise Http404
    return found


def record_or_404(user: Person, record: UUID) -> Record:
    """Return a record that the person may see. Raise `Http404`: what is unseen does not exist."""
    found = (
        Record.objects.visible_to(user)
        .filter(pk=record)
        .select_related("version", "version__page", "updated_by", "created_by")
        .first()
    )
    if found is None:
        raise Http404
    return found


def stored_records(page: int) -> int:
    """Return how many records were started of any version of a form."""
    return Record.objects.filter(version__page_id=page).count()


class _ObjectKeys(Func):
    """The keys of a JSON object, one row each."""

    function = "jsonb_object_keys"
    set_returning = True
    output_field = TextField()


def answered_counts(page: int) -> dict[str, int]:
    """Return in how many records of a form each key at the top has an answer."""
    rows = (
        Record.objects.filter(version__page_id=page)
        .annotate(key=_ObjectKeys("answers"))
        .values_list("key")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return dict(rows)
