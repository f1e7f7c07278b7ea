"""One patient, for their care team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cpms.patients.advice import advice
from cpms.patients.models import Patient, age_on
from cpms.patients.operations import read_identity, read_signers
from cpms.patients.queries import care_team_of, cases_of, standings_of
from cpms.patients.views.asking import patient_or_404, person

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@login_required
@require_GET
def patient(request: HttpRequest, patient: UUID) -> HttpResponse:
    """Show who the patient is, the consents, the care team and the cases."""
    by, now = person(request), timezone.now()
    found, today = patient_or_404(by, patient), timezone.localdate(now)
    identity = read_identity(patient=found, by=by, now=now)
    context = {
        "patient": found,
        "identity": identity,
        "age": age_on(identity.birth_date, today),
        "standings": standings_of([found.pk], today)[found.pk],
        "signers": read_signers(patient=found, by=by),
        "team": care_team_of(found),
        **_advice_on(found),
    }
    return render(request, "patients/patient.html", context)


def _advice_on(patient: Patient) -> dict[str, Any]:
    """Return the cases with where each is discussed, and where advice is asked for."""
    cases, places = list(cases_of(patient)), advice()
    known = places.places_of(cases)
    return {
        "cases": [{"case": case, "place": known.get(case.pk)} for case in cases],
        "to_ask": places.to_ask(patient),
    }
