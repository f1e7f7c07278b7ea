"""What leaves the site as a file, and the search for terms."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from datasets.circumstances import form_context
from datasets.models.record import Upload
from datasets.operations.reading import note_read
from datasets.pdf import PdfRefused, record_pdf
from datasets.people import signed_in
from datasets.queries import record_or_404
from datasets.terminology.search import DatabaseTerminology
from datasets.uploads.sending import sent


@login_required
@require_GET
def upload(request: HttpRequest, record: uuid.UUID, upload: uuid.UUID) -> FileResponse:
    """Send a received file."""
    found, now = record_or_404(request.user, record), timezone.now()
    kept = get_object_or_404(Upload, pk=upload, record=found)
    note_read(name="read_file", record=found, by=signed_in(request), now=now)
    return sent(kept)


@login_required
@require_GET
def pdf(request: HttpRequest, record: uuid.UUID) -> HttpResponse:
    """Send the record as a PDF."""
    found, now = record_or_404(request.user, record), timezone.now()
    note_read(name="print_record", record=found, by=signed_in(request), now=now)
    try:
        content = record_pdf(found, form_context(found, now), now)
    except PdfRefused as refusal:
        return HttpResponse(str(refusal), status=503, content_type="text/plain; charset=utf-8")
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{found.version.definition['key']}-{found.number}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_GET
def terms(request: HttpRequest) -> JsonResponse:
    """Return the terms that resemble the words: `[{"code", "label", "synonym"}]`."""
    system, words = request.GET.get("system", ""), request.GET.get("q", "")[:200]
    found = DatabaseTerminology().search(system, words) if system else ()
    shown = [{"code": term.code, "label": term.label, "synonym": term.matched} for term in found]
    return JsonResponse(shown, safe=False)
