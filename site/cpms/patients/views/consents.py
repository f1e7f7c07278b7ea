"""Recording and withdrawing a consent."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cpms.patients.forms import ConsentForm, error_links
from cpms.patients.models import Consent
from cpms.patients.operations import ConsentRefused, record_consent, withdraw_consent
from cpms.patients.queries import name_of
from cpms.patients.views.asking import kind_or_404, patient_or_404, person

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from cpms.patients.models import Patient


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, patient: UUID, kind: str) -> HttpResponse:
    """Record a newly signed form."""
    by, now = person(request), timezone.now()
    found, asked = patient_or_404(by, patient), kind_or_404(kind)
    posted = request.POST if request.method == "POST" else None
    start = {"language": by.preferred_language}
    form = ConsentForm(posted, today=timezone.localdate(now), initial=start)
    if form.is_valid():
        data = form.consent(asked, given=form.cleaned_data["given"])
        record_consent(patient=found, data=data, by=by, now=now)
        messages.success(request, _("The consent is recorded."))
        return redirect("patients:patient", patient=found.pk)
    context = {"form": form, "errors": error_links(form), "patient": found, "kind": asked}
    context["name"] = name_of(asked)
    return render(request, "patients/consent.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, patient: UUID, kind: str) -> HttpResponse:
    """Say what a withdrawal does, and withdraw."""
    by = person(request)
    found, asked = patient_or_404(by, patient), kind_or_404(kind)
    if request.method == "POST":
        return _withdrawn(request, found, asked)
    context = {
        "title": _("Withdraw consent: %(name)s") % {"name": name_of(asked)},
        "consequences": _consequences(asked),
        "act": _("Withdraw consent"),
        "cancel_url": reverse("patients:patient", args=[found.pk]),
        "is_warning": True,
    }
    return render(request, "components/confirm.html", context)


def _withdrawn(request: HttpRequest, patient: Patient, kind: Consent.Kind) -> HttpResponse:
    try:
        withdraw_consent(patient=patient, kind=kind, by=person(request), now=timezone.now())
    except ConsentRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The consent is withdrawn."))
    return redirect("patients:patient", patient=patient.pk)


def _consequences(kind: Consent.Kind) -> list[str]:
    consequences = {
        Consent.Kind.CARE: _("From now on no case of this patient can be opened."),
        Consent.Kind.REGISTRY: _(
            "From now on no data of this patient may be handed to registries."
        ),
        Consent.Kind.CONTACT: _(
            "From now on the patient may not be asked to take part in research."
        ),
    }
    return [
        consequences[kind],
        _("What was recorded before stays in the history, with the day of the withdrawal."),
        _("If the patient agrees again, record a newly signed form."),
    ]
