"""Who cares for a patient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cpms.audit import operations as audit
from cpms.patients.models import CareTeamMember, Patient
from cpms.patients.permissions import can_enrol, cares_for
from datasets.acts import Act

if TYPE_CHECKING:
    from datetime import datetime

    from cpms.accounts.models import User


class CareTeamRefused(Exception):
    """The care team stays as it is; the text says why."""


@transaction.atomic
def add_to_care_team(*, patient: Patient, user: User, by: User, now: datetime) -> CareTeamMember:
    """Add a health professional of the patient's centre. Raise `CareTeamRefused`: without the right, or for somebody else.

    Who belongs to the team already keeps their place.
    """
    locked = _locked(patient, by)
    if not can_enrol(user, locked.centre, today=timezone.localdate(now)):
        raise CareTeamRefused(
            _("Only health professionals of %(centre)s can be in the care team of its patients.")
            % {"centre": locked.centre}
        )
    present = CareTeamMember.objects.filter(patient=locked, user=user, until_at__isnull=True)
    known = present.first()
    if known is not None:
        return known
    member = CareTeamMember.objects.create(patient=locked, user=user, from_at=now, added_by=by)
    audit.record(_act("add_to_care_team", member, by=by, now=now))
    return member


@transaction.atomic
def leave_care_team(*, patient: Patient, by: User, now: datetime) -> None:
    """End one's own time in the care team; the patient and their cases are out of sight at once.

    Raise `CareTeamRefused` for who is not in it, and for the last one: somebody must know who the patient is.
    """
    locked = _locked(patient, by)
    current = CareTeamMember.objects.filter(patient=locked, until_at__isnull=True)
    if not current.exclude(user=by).filter(user__is_active=True).exists():
        raise CareTeamRefused(
            _("You are the last of the care team. Add a colleague before you leave it.")
        )
    member = current.get(user=by)
    member.until_at = now
    member.save(update_fields=["until_at"])
    audit.record(_act("leave_care_team", member, by=by, now=now))


def _locked(patient: Patient, by: User) -> Patient:
    """Lock the patient: two who leave at once would both find the other one still there."""
    locked = Patient.objects.select_for_update(no_key=True, of=("self",))
    found = locked.select_related("centre").get(pk=patient.pk)
    if not cares_for(by, found):
        raise CareTeamRefused(_("Only the patient’s care team decides who belongs to it."))
    return found


def _act(name: str, member: CareTeamMember, *, by: User, now: datetime) -> Act:
    return Act(
        name=name,
        by=by.pk,
        subject_type="patient",
        subject_id=str(member.patient_id),
        now=now,
        details={"person": str(member.user.public_id)},
    )
