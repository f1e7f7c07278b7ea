"""Enrolling a patient."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cpms.patients.forms import EnrolmentForm, error_links
from cpms.patients.operations import (
    EnrolmentRefused,
    NicknameTaken,
    SimilarPatient,
    enrol_patient,
)
from cpms.patients.permissions import centres_to_enrol_at
from cpms.patients.queries import suggested_nickname
from cpms.patients.views.asking import person

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from cpms.accounts.models import User
    from cpms.patients.models import Patient


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """Ask for identity, nickname and consents; enrol. “Suggest another” keeps what was typed."""
    by, now = person(request), timezone.now()
    form = _form(request, by, now)
    if form.is_bound and form.is_valid():
        patient = _enrolled(form, by, now)
        if patient is not None:
            words = _("%(nickname)s is enrolled. You are the care team.")
            messages.success(request, words % {"nickname": patient.nickname})
            return redirect("patients:patient", patient=patient.pk)
    context = {"form": form, "errors": error_links(form)}
    return render(request, "patients/enrol.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, by: User, now: datetime) -> EnrolmentForm:
    today = timezone.localdate(now)
    centres = centres_to_enrol_at(by, today=today)
    if not centres:
        raise PermissionDenied(_("Health professionals of a centre enrol its patients."))
    wanted: dict[str, Any] = {"centres": centres, "today": today}
    if request.method == "POST" and request.POST.get("action") != "suggest":
        return EnrolmentForm(request.POST, **wanted)
    start: dict[str, Any] = {
        "patient_id": uuid.uuid4(),
        "language": by.preferred_language,
        **request.POST.dict(),
        "nickname": suggested_nickname(centres),
    }
    return EnrolmentForm(initial=start, **wanted)


def _enrolled(form: EnrolmentForm, by: User, now: datetime) -> Patient | None:
    """Enrol, or say at the form why not."""
    try:
        return enrol_patient(**form.told(), by=by, now=now)
    except NicknameTaken as refusal:
        drawn = suggested_nickname([form.cleaned_data["centre"]])
        form.data = {**dict(form.data.items()), "nickname": drawn}
        form.add_error(None, str(refusal))
    except SimilarPatient as refusal:
        form.is_similar = True
        form.add_error("although_similar", str(refusal))
    except EnrolmentRefused as refusal:
        form.add_error(None, str(refusal))
    return None
