"""Who may do what with patients and cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpms.accounts.models import User
from cpms.networks.models import Centre, Membership
from cpms.patients.models import Case, Patient

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from datasets.access import Person


def centres_to_enrol_at(user: Person, *, today: date) -> QuerySet[Centre]:
    """Return the centres for which the person is health professional on that day, in some network."""
    if not isinstance(user, User) or not user.is_active:
        return Centre.objects.none()
    held = Membership.objects.active(today).with_role(Membership.Role.HEALTH_PROFESSIONAL)
    return Centre.objects.filter(pk__in=held.filter(user_id=user.pk).values("centre"), active=True)


def can_enrol(user: Person, centre: Centre, *, today: date) -> bool:
    """Tell whether the person may enrol patients of the centre."""
    return centres_to_enrol_at(user, today=today).filter(pk=centre.pk).exists()


def cares_for(user: Person, patient: Patient) -> bool:
    """Tell whether the person belongs to the patient's care team now."""
    return Patient.objects.in_care_of(user).filter(pk=patient.pk).exists()


def can_see_everything_of(user: Person, case: Case) -> bool:
    """Tell whether the person may see all of the case, not only its summary."""
    return Case.objects.full_for(user).filter(pk=case.pk).exists()
