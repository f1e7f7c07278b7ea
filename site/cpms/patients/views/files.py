"""Files about a case."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from cpms.patients.models import Attachment, Case
from cpms.patients.operations import AttachmentRefused, read_attachment
from cpms.patients.views.asking import person
from datasets.uploads.sending import sent

if TYPE_CHECKING:
    from django.http import HttpRequest


@login_required
@require_GET
def attachment(request: HttpRequest, case: UUID, attachment: UUID) -> FileResponse:
    """Send an attachment."""
    by, now = person(request), timezone.now()
    found = get_object_or_404(Case.objects.visible_to(by), pk=case)
    kept = get_object_or_404(Attachment, pk=attachment, case=found)
    try:
        read_attachment(attachment=kept, by=by, now=now)
    except AttachmentRefused as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return sent(kept)
