"""Recording and withdrawing consents of a patient who is enrolled."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cpms.audit import operations as audit
from cpms.patients.identity.models import PatientIdentity
from cpms.patients.models import Consent, Patient
from cpms.patients.operations.crossing import CLINICAL, IDENTITY, activate_signers, hold
from cpms.patients.operations.signing import (
    ConsentRefused,
    add_signer,
    consent_from,
    refuse_unfitting,
)
from cpms.patients.permissions import cares_for
from datasets.acts import Act

if TYPE_CHECKING:
    from datetime import datetime

    from cpms.accounts.models import User
    from cpms.patients.operations.words import ConsentData

__all__ = ["ConsentRefused", "record_consent", "withdraw_consent"]


def record_consent(*, patient: Patient, data: ConsentData, by: User, now: datetime) -> Consent:
    """Record a newly signed form; from now on it counts instead of the one before. Raise `ConsentRefused`.

    Who signed is committed first, as pending, as at an enrolment: never call it inside a transaction.
    """
    _refuse_unless_caring(patient, by)
    refuse_unfitting(data, today=timezone.localdate(now))
    consent_id = uuid.uuid4()
    _keep_signer(patient, consent_id, data, now)
    consent = _record(patient, consent_id, data, by, now)
    activate_signers(consent_id)
    return consent


@transaction.atomic
def withdraw_consent(*, patient: Patient, kind: str, by: User, now: datetime) -> Consent:
    """Withdraw the consent that counts, as the patient has asked. Raise `ConsentRefused` when none is given."""
    hold(patient.pk)
    _refuse_unless_caring(patient, by)
    newest = Consent.objects.filter(patient=patient, kind=kind).newest().first()
    if newest is None or not newest.given or newest.withdrawn_at is not None:
        raise ConsentRefused(_("There is no such consent to withdraw."))
    newest.withdrawn_at, newest.withdrawn_by = now, by
    newest.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record(_act("withdraw_consent", newest, by=by, now=now))
    return newest


def _refuse_unless_caring(patient: Patient, by: User) -> None:
    if not cares_for(by, patient):
        raise ConsentRefused(_("Only the patient’s care team records and withdraws consents."))


@transaction.atomic(using=IDENTITY, durable=True)
def _keep_signer(patient: Patient, consent_id: uuid.UUID, data: ConsentData, now: datetime) -> None:
    add_signer(PatientIdentity.objects.get(pk=patient.pk), consent_id, data, now=now)


@transaction.atomic(using=CLINICAL, durable=True)
def _record(
    patient: Patient, consent_id: uuid.UUID, data: ConsentData, by: User, now: datetime
) -> Consent:
    hold(patient.pk)
    _refuse_unless_caring(patient, by)
    consent = consent_from(data, patient, consent_id, by=by, now=now)
    consent.save(force_insert=True)
    audit.record(_act("record_consent", consent, by=by, now=now))
    return consent


def _act(name: str, consent: Consent, *, by: User, now: datetime) -> Act:
    return Act(
        name=name,
        by=by.pk,
        subject_type="consent",
        subject_id=str(consent.pk),
        now=now,
        details={
            "patient": str(consent.patient_id),
            "kind": consent.kind,
            "answer": "given" if consent.given else "refused",
        },
    )
