"""The centre desk: the patients of one's care."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cpms.patients.models import Age, Patient, age_on
from cpms.patients.operations import read_identities, search_patients
from cpms.patients.permissions import centres_to_enrol_at
from cpms.patients.queries import ConsentStanding, consents_due, standings_of
from cpms.patients.views.asking import person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from cpms.accounts.models import User
    from cpms.patients.models.patient import PatientQuerySet

PER_PAGE = 25
MOST_FOUND = 50


@dataclass(frozen=True, kw_only=True)
class DeskRow:
    """A patient in the list."""

    patient: Patient
    name: str
    local_id: str
    age: Age
    standings: tuple[ConsentStanding, ...]

    @property
    def due(self) -> list[ConsentStanding]:
        """The consents to ask for."""
        return [each for each in self.standings if each.is_due]

    @property
    def given(self) -> list[ConsentStanding]:
        """The consents in force."""
        return [each for each in self.standings if each.is_valid]


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def centre(request: HttpRequest) -> HttpResponse:
    """List the patients of one's care; POST searches: what is searched for is a name and stands in no address."""
    by, now = person(request), timezone.now()
    may_enrol = centres_to_enrol_at(by, today=timezone.localdate(now)).exists()
    if not may_enrol and not Patient.objects.visible_to(by).exists():
        raise PermissionDenied(_("Patients are listed for the health professionals of a centre."))
    asked = _found if request.method == "POST" else _listed
    context = {**asked(request, by, now), "may_enrol": may_enrol}
    return render(request, "patients/centre.html", context)


def _listed(request: HttpRequest, by: User, now: datetime) -> dict[str, Any]:
    patients = _counted(by)
    due = consents_due(by, timezone.localdate(now))
    only_due = request.GET.get("consents") == "due"
    if only_due:
        patients = patients.filter(pk__in=due)
    page = Paginator(patients, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "rows": _rows(list(page.object_list), by, now),
        "page": page,
        "count": page.paginator.count,
        "due_count": len(due),
        "only_due": only_due,
    }


def _found(request: HttpRequest, by: User, now: datetime) -> dict[str, Any]:
    words = request.POST.get("words", "")[:200].strip()
    found, more = search_patients(words=words, by=by, most=MOST_FOUND)
    keys = [patient.pk for patient in found]
    patients = _counted(by)
    return {
        "rows": _rows(list(patients.filter(pk__in=keys)), by, now),
        "words": words,
        "more": more,
        "count": len(found),
    }


def _counted(by: User) -> PatientQuerySet:
    """Return the patients with the number of their cases, newest first."""
    counted = Patient.objects.visible_to(by).annotate(case_count=Count("cases"))
    return counted.order_by("-enrolled_at", "pk")


def _rows(patients: Sequence[Patient], by: User, now: datetime) -> list[DeskRow]:
    today = timezone.localdate(now)
    identities = read_identities(patients=patients, by=by, now=now, name="list_identity")
    standings = standings_of([patient.pk for patient in patients], today)
    return [
        DeskRow(
            patient=patient,
            name=identities[patient.pk].full_name,
            local_id=identities[patient.pk].local_id,
            age=age_on(identities[patient.pk].birth_date, today),
            standings=standings[patient.pk],
        )
        for patient in patients
    ]
