"""Who asks, and for which patient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from cpms.accounts.models import User
from cpms.patients.models import Consent, Patient

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest


def person(request: HttpRequest) -> User:
    """Return who has signed in. Raise `PermissionDenied`."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def patient_or_404(user: User, patient: UUID) -> Patient:
    """Return a patient of the person's care. Raise `Http404`: what is unseen does not exist."""
    seen = Patient.objects.visible_to(user).select_related("centre", "enrolled_by")
    return get_object_or_404(seen, pk=patient)


def kind_or_404(kind: str) -> Consent.Kind:
    """Return a kind of consent. Raise `Http404`."""
    if kind not in Consent.Kind.values:
        raise Http404
    return Consent.Kind(kind)
