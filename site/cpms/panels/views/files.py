"""Files of a panel: what is added to the case, and the document of its outcome."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cpms.panels import operations
from cpms.panels.forms import AttachForm
from cpms.panels.models import Outcome
from cpms.panels.operations.reading import note_read
from cpms.panels.permissions import PanelActRefused, why_not_attach
from cpms.panels.views.found import open_panel_or_404, person
from datasets.uploads.receiving import UploadRefused


@login_required
@require_POST
def attach(request: HttpRequest, panel: uuid.UUID) -> HttpResponse:
    """Add a file to the case."""
    found, form = open_panel_or_404(request, panel), AttachForm(request.POST, request.FILES)
    if words := why_not_attach(found, person(request), now=timezone.now()):
        raise PermissionDenied(words)
    if not form.is_valid():
        messages.error(request, _("Choose a file first."))
        return redirect("panels:panel", panel=found.pk)
    try:
        operations.attach(
            panel_id=found.pk, by=person(request), now=timezone.now(), **form.cleaned_data
        )
    except (PanelActRefused, UploadRefused) as refusal:
        messages.error(request, str(refusal))
    return redirect("panels:panel", panel=found.pk)


@login_required
@require_GET
def outcome(request: HttpRequest, panel: uuid.UUID, number: int) -> HttpResponse:
    """Send the document of an outcome."""
    found = open_panel_or_404(request, panel)
    kept = get_object_or_404(Outcome, panel=found, number=number)
    note_read(name="read_outcome", panel=found, by=person(request), now=timezone.now())
    response = HttpResponse(bytes(kept.document), content_type="application/pdf")
    name = f"{found.number}-{kept.number}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
