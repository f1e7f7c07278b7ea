"""Forms, and the records of a form."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from datasets import access
from datasets.circumstances import form_context
from datasets.listing import list_context
from datasets.models.record import Record
from datasets.operations.reading import note_read
from datasets.operations.records import RecordRefused, SubmitRefused, create_record, submit_record
from datasets.people import signed_in
from datasets.queries import form_page_or_404, forms_of, record_or_404
from datasets.reading import check_context, detail_context
from datasets.views.sections import section_wizard


@login_required
@require_GET
def form_list(request: HttpRequest) -> HttpResponse:
    """List the forms that the person may see or fill."""
    return render(request, "datasets/form_list.html", {"forms": forms_of(request.user)})


@login_required
@require_http_methods(["GET", "POST"])
def record_list(request: HttpRequest, page: int) -> HttpResponse:
    """List a form's records; POST starts a new one."""
    form = form_page_or_404(request.user, page)
    if request.method == "POST":
        return _created(request, form)
    records = Record.objects.visible_to(request.user).filter(version__page_id=form.pk)
    context = list_context(records, request.GET)
    context["form"] = form
    context["can_create"] = access.provider().may_create(request.user, form, None)
    return render(request, "datasets/record_list.html", context)


def _created(request: HttpRequest, form: Any) -> HttpResponse:
    try:
        record = create_record(page=form, by=signed_in(request), now=timezone.now())
    except RecordRefused as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return redirect("datasets:fill", record=record.pk, step=record.version.form.pages[0].id)


@login_required
@require_GET
def record_detail(request: HttpRequest, record: uuid.UUID) -> HttpResponse:
    """Show a record to read."""
    found, now = record_or_404(request.user, record), timezone.now()
    note_read(name="read_record", record=found, by=signed_in(request), now=now)
    context = detail_context(found, form_context(found, now))
    context["may_edit"] = found.is_draft and access.provider().may_edit(
        request.user, found.version.page, found.scope
    )
    context["setting"] = access.provider().setting(request.user, found)
    return render(request, "datasets/record_detail.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def fill(request: HttpRequest, record: uuid.UUID, step: str) -> HttpResponse:
    """Fill in one page."""
    return section_wizard(request, record, step)


@login_required
@require_GET
def check(request: HttpRequest, record: uuid.UUID) -> HttpResponse:
    """Show what stands in the way of handing in, or that nothing does."""
    found = record_or_404(request.user, record)
    if not found.is_draft:
        return redirect("datasets:record", record=found.pk)
    context = check_context(found, form_context(found, timezone.now()))
    context["setting"] = access.provider().setting(request.user, found)
    return render(request, "datasets/record_check.html", context)


@login_required
@require_POST
def submit(request: HttpRequest, record: uuid.UUID) -> HttpResponse:
    """Hand a record in."""
    found, now = record_or_404(request.user, record), timezone.now()
    try:
        submit_record(
            record_id=found.pk, by=signed_in(request), now=now, context=form_context(found, now)
        )
    except SubmitRefused:
        return redirect("datasets:check", record=found.pk)
    except RecordRefused as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return redirect("datasets:record", record=found.pk)
