"""Between the two databases: no transaction spans both, so the identity side is written first and marked as pending.

One lock, in the clinical database, belongs to each patient: whoever writes the clinical side holds it until the commit, and the
sweep takes it before it decides that nobody does. So no row is swept from under an enrolment that is only slow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connections

from cpms.patients.identity.models import ConsentSigner, PatientIdentity, State

if TYPE_CHECKING:
    from uuid import UUID

CLINICAL, IDENTITY = "default", "identity"
WAIT = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
TRY = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"


def hold(patient_id: UUID) -> None:
    """Wait for the patient's lock; it is held until the clinical transaction ends."""
    _ask(WAIT, str(patient_id))


def try_to_hold(patient_id: UUID) -> bool:
    """Take the lock if nobody holds it; tell whether."""
    return bool(_ask(TRY, str(patient_id)))


def hold_centre(centre_id: int) -> None:
    """Let one enrolment of a centre at a time look for patients it has already; held until the identity transaction ends."""
    _ask(WAIT, f"centre {centre_id}", IDENTITY)


def activate_identity(patient_id: UUID) -> None:
    """Note that the clinical patient exists."""
    PatientIdentity.objects.pending().filter(patient_id=patient_id).update(state=State.ACTIVE)


def activate_signers(*consent_ids: UUID) -> None:
    """Note that the consents exist."""
    ConsentSigner.objects.pending().filter(consent_id__in=consent_ids).update(state=State.ACTIVE)


def _ask(statement: str, value: str, alias: str = CLINICAL) -> object:
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, [value])
        (answer,) = cursor.fetchone()
    return answer
