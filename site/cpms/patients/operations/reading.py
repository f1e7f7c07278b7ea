"""Reads of identity. Each is an act, noted and committed before anything is returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cpms.audit import operations as audit
from cpms.patients.identity.models import ConsentSigner, PatientIdentity
from cpms.patients.models import Patient
from cpms.patients.operations.words import folded
from datasets.acts import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from cpms.accounts.models import User


class IdentityRefused(Exception):
    """Who the patient is stays hidden; the text says why."""


def read_identity(*, patient: Patient, by: User, now: datetime) -> PatientIdentity:
    """Return who a patient is, to their care team. Raise `IdentityRefused` for everybody else."""
    return read_identities(patients=[patient], by=by, now=now)[patient.pk]


def read_identities(
    *, patients: Sequence[Patient], by: User, now: datetime, name: str = "read_identity"
) -> Mapping[UUID, PatientIdentity]:
    """Return who some patients are, by id, to somebody in the care team of all of them. Raise `IdentityRefused`.

    Each patient has a row of their own in the audit trail, also when a list was read. One statement on identity.
    """
    _refuse_unless_caring(patients, by)
    _note(name, [patient.pk for patient in patients], by=by, now=now)
    found = PatientIdentity.objects.of(patient.pk for patient in patients)
    return {identity.patient_id: identity for identity in found}


def read_signers(*, patient: Patient, by: User) -> Mapping[UUID, ConsentSigner]:
    """Return by consent who signed for the patient, to somebody who has just read the patient's identity."""
    _refuse_unless_caring([patient], by)
    return ConsentSigner.objects.filter(patient_id=patient.pk).in_bulk()


def search_patients(*, words: str, by: User, most: int) -> tuple[list[Patient], bool]:
    """Return the patients of the person's care whose name, local id or nickname has all the words; and if there are more.

    Nothing of identity is returned: what is shown of those found is read, and noted, by `read_identities`.
    """
    wanted = [folded(word) for word in words.split() if folded(word)]
    if not wanted:
        return [], False
    patients = list(Patient.objects.in_care_of(by).select_related("centre"))
    written = {
        identity.patient_id: folded(
            f"{identity.given_name}{identity.family_name}{identity.birth_name}{identity.local_id}"
        )
        for identity in PatientIdentity.objects.of(patient.pk for patient in patients)
    }
    found = [
        patient
        for patient in patients
        if _has_all(wanted, written.get(patient.pk, "") + folded(patient.nickname))
    ]
    return found[:most], len(found) > most


def _has_all(wanted: Iterable[str], text: str) -> bool:
    return all(word in text for word in wanted)


def _refuse_unless_caring(patients: Sequence[Patient], by: User) -> None:
    keys = {patient.pk for patient in patients}
    if Patient.objects.in_care_of(by).filter(pk__in=keys).count() != len(keys):
        raise IdentityRefused(_("Only the patient’s care team sees who the patient is."))


@transaction.atomic
def _note(name: str, patients: Iterable[UUID], *, by: User, now: datetime) -> None:
    with audit.collect():
        for patient in patients:
            audit.record(
                Act(
                    name=name,
                    by=by.pk,
                    subject_type="patient",
                    subject_id=str(patient),
                    now=now,
                )
            )
