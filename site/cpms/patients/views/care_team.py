"""Joining and leaving a care team."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cpms.patients.forms import CareTeamForm, error_links
from cpms.patients.operations import CareTeamRefused, add_to_care_team, leave_care_team
from cpms.patients.queries import colleagues_of
from cpms.patients.views.asking import patient_or_404, person

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from cpms.patients.models import Patient


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Choose a colleague of the centre and add them."""
    by, now = person(request), timezone.now()
    found = patient_or_404(by, patient)
    colleagues = colleagues_of(found, today=timezone.localdate(now))
    form = CareTeamForm(request.POST if request.method == "POST" else None, colleagues=colleagues)
    if form.is_valid():
        member = form.cleaned_data["colleague"]
        add_to_care_team(patient=found, user=member, by=by, now=now)
        messages.success(request, _("%(person)s is in the care team.") % {"person": member})
        return redirect("patients:patient", patient=found.pk)
    context = {"form": form, "errors": error_links(form), "patient": found}
    context["colleagues"] = colleagues
    return render(request, "patients/care_team.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Say what leaving does, and leave."""
    found = patient_or_404(person(request), patient)
    if request.method == "POST":
        return _left(request, found)
    context = {
        "title": _("Leave the care team"),
        "consequences": [
            _("You no longer see this patient, nor the cases, unless a panel asks you."),
            _("The others of the care team stay, and can add you again."),
        ],
        "act": _("Leave the care team"),
        "cancel_url": reverse("patients:patient", args=[found.pk]),
    }
    return render(request, "components/confirm.html", context)


def _left(request: HttpRequest, patient: Patient) -> HttpResponse:
    try:
        leave_care_team(patient=patient, by=person(request), now=timezone.now())
    except CareTeamRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("patients:patient", patient=patient.pk)
    messages.success(request, _("You have left the care team."))
    return redirect("home:start")
