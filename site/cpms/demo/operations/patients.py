"""The patients of the demo. None of them exists."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from cpms.demo import content
from cpms.patients.models import Consent, Patient
from cpms.patients.operations import ConsentData, IdentityData, add_to_care_team, enrol_patient
from cpms.patients.permissions import can_enrol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cpms.accounts.models import User
    from cpms.networks.models import Centre

CONSENT_FORM = "CPMS 2.1"


def add_patients(
    *, people: Mapping[str, User], centres: Mapping[str, Centre], now: datetime
) -> tuple[dict[str, Patient], int]:
    """Return the demo's patients by key, and how many were enrolled. Never call it inside a transaction.

    Who lost the role since then enrols nobody: the patients stay away, and so do their panels.
    """
    ids = [shipped.id for shipped in content.patients()]
    known = {patient.pk: patient for patient in Patient.objects.filter(pk__in=ids)}
    found, added = {}, 0
    for shipped in content.patients():
        patient = known.get(shipped.id)
        by, centre = people[shipped.by], centres[shipped.centre]
        if patient is None and can_enrol(by, centre, today=localdate(now)):
            patient = _enrol(shipped, by, centre, people, now)
            added += 1
        if patient is not None:
            found[shipped.key] = patient
    return found, added


def _enrol(
    shipped: content.Patient,
    by: User,
    centre: Centre,
    people: Mapping[str, User],
    now: datetime,
) -> Patient:
    enrolled_at = now - timedelta(days=shipped.days_ago)
    patient = enrol_patient(
        patient_id=shipped.id,
        centre=centre,
        identity=IdentityData(
            local_id=shipped.local_id,
            given_name=shipped.given_name,
            family_name=shipped.family_name,
            birth_date=content.birth_date(shipped, now),
            birth_place=shipped.birth_place,
            birth_country=shipped.birth_country,
        ),
        sex=shipped.sex,
        nickname=shipped.nickname,
        consents=[_consent(shipped, kind, now) for kind in Consent.Kind.values],
        by=by,
        now=enrolled_at,
    )
    for username in shipped.care_team:
        add_to_care_team(patient=patient, user=people[username], by=by, now=enrolled_at)
    return patient


def _consent(shipped: content.Patient, kind: str, now: datetime) -> ConsentData:
    told = shipped.consents[kind]
    signer, relation = shipped.guardian or ("", "")
    ends = told.get("ends_in")
    return ConsentData(
        kind=kind,
        given=told["given"],
        version=CONSENT_FORM,
        language=shipped.language,
        signer_kind=Consent.SignerKind.GUARDIAN if signer else Consent.SignerKind.PATIENT,
        signed_on=localdate(now) - timedelta(days=shipped.days_ago),
        expires_on=None if ends is None else localdate(now) + timedelta(days=ends),
        signer_name=signer,
        signer_relation=relation,
    )
