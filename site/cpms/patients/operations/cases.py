"""Opening cases, and who may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cpms.audit import operations as audit
from cpms.patients.identity.models import PatientIdentity
from cpms.patients.models import Case, CaseAccess, age_on
from cpms.patients.operations.crossing import hold
from cpms.patients.permissions import cares_for
from cpms.patients.queries import has_active_care_consent
from datasets.acts import Act

if TYPE_CHECKING:
    from datetime import datetime

    from cpms.accounts.models import User
    from cpms.patients.models import Patient


class CaseRefused(Exception):
    """The case is not opened; the text says why."""


class AccessRefused(Exception):
    """The access is not given; the text says why."""


@transaction.atomic
def open_case(*, patient: Patient, by: User, now: datetime) -> Case:
    """Open a case of a patient in one's care: nickname, age and sex as of today. Raise `CaseRefused`.

    Of the birth date, which stays with the identity, the case holds the age alone.
    """
    hold(patient.pk)  # a consent that is being withdrawn is withdrawn first
    today = timezone.localdate(now)
    if not cares_for(by, patient):
        raise CaseRefused(_("Only the patient’s care team can open a case."))
    if not has_active_care_consent(patient.pk, today):
        raise CaseRefused(
            _("There is no valid consent for care. Record one before you open a case.")
        )
    birth_date = PatientIdentity.objects.values_list("birth_date", flat=True).get(pk=patient.pk)
    age = age_on(birth_date, today)
    case = Case.objects.create(
        patient=patient,
        nickname=patient.nickname,
        age_value=age.value,
        age_unit=age.unit,
        sex=patient.sex,
        opened_at=now,
        opened_by=by,
    )
    audit.record(
        Act(
            name="open_case",
            by=by.pk,
            subject_type="case",
            subject_id=str(case.pk),
            now=now,
            scope=case.pk,
            details={"patient": str(patient.pk)},
        )
    )
    return case


@transaction.atomic
def give_access(
    *,
    case: Case,
    user: User,
    level: str,
    by: User | None,
    now: datetime,
    until: datetime | None = None,
) -> CaseAccess:
    """Let a person see a case from now on, instead of what they saw of it before. Raise `AccessRefused`.

    Panels decide who, and have asked whether `by` may; no other package calls this. Without `by` it is the system.
    """
    if level not in CaseAccess.Level.values:
        raise AccessRefused(_("There is no such access."))
    if until is not None and until <= now:
        raise AccessRefused(_("Access must end after it begins."))
    _lock(case)
    current = _current(case, user, now)
    if current is not None and (current.level, current.until_at) == (level, until):
        return current
    begins = now
    if current is not None:
        _end(current, now)
        begins = max(now, current.from_at)  # another server's clock may be ahead of this one's
    access = CaseAccess.objects.create(
        case=case, user=user, level=level, from_at=begins, until_at=until, granted_by=by
    )
    audit.record(_act("give_access", access, by=by, now=now))
    return access


@transaction.atomic
def end_access(*, case: Case, user: User, by: User | None = None, now: datetime) -> None:
    """End what a person was given to see of a case. Who sees nothing of it loses nothing. For panels alone, as above."""
    _lock(case)
    current = _current(case, user, now)
    if current is not None:
        _end(current, now)
        audit.record(_act("end_access", current, by=by, now=now))


def _lock(case: Case) -> None:
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)


def _current(case: Case, user: User, now: datetime) -> CaseAccess | None:
    given = CaseAccess.objects.filter(case=case, user=user).order_by("-from_at", "-pk")
    newest = given.first()
    if newest is None or (newest.until_at is not None and newest.until_at <= now):
        return None
    return newest


def _end(access: CaseAccess, now: datetime) -> None:
    access.until_at = max(now, access.from_at)
    access.save(update_fields=["until_at"])


def _act(name: str, access: CaseAccess, *, by: User | None, now: datetime) -> Act:
    return Act(
        name=name,
        by=by.pk if by else None,
        subject_type="case",
        subject_id=str(access.case_id),
        now=now,
        scope=access.case_id,
        details={"person": str(access.user.public_id), "level": access.level},
    )
