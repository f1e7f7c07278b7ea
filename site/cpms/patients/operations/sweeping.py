"""Looking after what a crash between the two databases left behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from cpms.audit import operations as audit
from cpms.patients.identity.models import ConsentSigner, PatientIdentity
from cpms.patients.models import Consent, Patient
from cpms.patients.operations.crossing import (
    CLINICAL,
    activate_identity,
    activate_signers,
    try_to_hold,
)
from datasets.acts import Act

if TYPE_CHECKING:
    from uuid import UUID

LEFT_BEHIND = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class Swept:
    """How many rows found their clinical side, and how many had none and are gone."""

    activated: int
    deleted: int


def sweep_pending_identities(*, now: datetime) -> Swept:
    """Settle identities and signers that have been pending for 15 minutes. Repeating it changes nothing."""
    since = now - LEFT_BEHIND
    patients = PatientIdentity.objects.pending().filter(created_at__lte=since)
    outcomes = [settle_identity(key, now=now) for key in patients.values_list("pk", flat=True)]
    consents = ConsentSigner.objects.pending().filter(created_at__lte=since)
    outcomes += [settle_signer(key, now=now) for key in consents.values_list("pk", flat=True)]
    return Swept(activated=outcomes.count("activated"), deleted=outcomes.count("deleted"))


@transaction.atomic(using=CLINICAL)
def settle_identity(patient_id: UUID, *, now: datetime) -> str:
    """Make a pending identity active when its patient exists, else delete it; tell which. Leave it to who is at work on it."""
    if not try_to_hold(patient_id):
        return "left"
    if Patient.objects.filter(pk=patient_id).exists():
        _note("patient", patient_id, "activated", now)
        activate_identity(patient_id)
        return "activated"
    _note("patient", patient_id, "deleted", now)
    PatientIdentity.objects.pending().filter(patient_id=patient_id).delete()
    return "deleted"


@transaction.atomic(using=CLINICAL)
def settle_signer(consent_id: UUID, *, now: datetime) -> str:
    """Do the same for who signed a consent."""
    signer = ConsentSigner.objects.pending().filter(pk=consent_id).first()
    if signer is None or not try_to_hold(signer.patient_id):
        return "left"
    if Consent.objects.filter(patient=signer.patient_id, pk=consent_id).exists():
        _note("consent", consent_id, "activated", now)
        activate_signers(consent_id)
        return "activated"
    _note("consent", consent_id, "deleted", now)
    ConsentSigner.objects.pending().filter(pk=consent_id).delete()
    return "deleted"


def _note(subject_type: str, subject_id: UUID, outcome: str, now: datetime) -> None:
    audit.record(
        Act(
            name="sweep_identity",
            by=None,
            subject_type=subject_type,
            subject_id=str(subject_id),
            now=now,
            details={"outcome": outcome},
        )
    )
