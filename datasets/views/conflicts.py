"""Two people changed the same answers: who typed last decides."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from datasets import access
from datasets.circumstances import form_context
from datasets.models.record import Revision
from datasets.operations.locking import RecordRefused
from datasets.operations.saving import settle_conflict
from datasets.people import signed_in
from datasets.queries import record_or_404
from datasets.reading import conflict_context


@login_required
@require_http_methods(["GET", "POST"])
def conflict(request: HttpRequest, record: uuid.UUID, revision: int) -> HttpResponse:
    """Show both, and take the decision."""
    found, now = record_or_404(request.user, record), timezone.now()
    kept = get_object_or_404(
        Revision, pk=revision, record=found, kind=Revision.Kind.CONFLICT, by=signed_in(request)
    )
    if request.method == "POST":
        mine = [path for path in kept.changes if request.POST.get(f"choose:{path}") == "mine"]
        try:
            settle_conflict(revision_id=kept.pk, mine=mine, by=signed_in(request), now=now)
        except RecordRefused as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        return redirect("datasets:fill", record=found.pk, step=kept.page)
    context = conflict_context(found, kept, form_context(found, now))
    context["setting"] = access.provider().setting(request.user, found)
    return render(request, "datasets/record_conflict.html", context)
