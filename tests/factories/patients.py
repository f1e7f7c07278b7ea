"""Patients, their cases, and what an enrolment is told."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from cpms.accounts.models import User
from cpms.networks.models import Centre, Membership, Network
from cpms.patients.models import Case, Consent, Patient
from cpms.patients.nicknames import FIRST, SECOND
from cpms.patients.operations import (
    ConsentData,
    IdentityData,
    enrol_patient,
    open_case,
)
from tests.factories.cast import NOW
from tests.factories.networks import MembershipFactory
from tests.factories.people import UserFactory

SIGNED = date(2026, 1, 5)
BIRTH = date(2014, 3, 9)
_numbers = itertools.count(1)
_nicknames = itertools.cycle(f"{first} {second}" for first in FIRST for second in SECOND)


def identity_data(**values: Any) -> IdentityData:
    """Return who a patient is; each call another one."""
    number = next(_numbers)
    data = IdentityData(
        local_id=f"LOC-{number:05}",
        given_name="Zofia",
        family_name=f"Testowa{number}",
        birth_date=BIRTH,
        birth_name="",
        birth_place="Gdynia",
        birth_country="PL",
    )
    return replace(data, **values)


def consent_data(kind: str = Consent.Kind.CARE, **values: Any) -> ConsentData:
    """Return a consent that the patient has given."""
    data = ConsentData(
        kind=kind,
        given=True,
        version="2025-01",
        language="pl",
        signer_kind=Consent.SignerKind.PATIENT,
        signed_on=SIGNED,
    )
    return replace(data, **values)


def three_consents(**care: Any) -> list[ConsentData]:
    """Return all three, given; `care` changes the first."""
    return [
        consent_data(Consent.Kind.CARE, **care),
        consent_data(Consent.Kind.REGISTRY),
        consent_data(Consent.Kind.CONTACT),
    ]


def enrolled(
    centre: Centre,
    by: User,
    *,
    identity: IdentityData | None = None,
    now: datetime = NOW,
    **values: Any,
) -> Patient:
    """Return a patient of the centre with all consents; `by`, a health professional there, is the care team."""
    told: dict[str, Any] = {
        "patient_id": uuid.uuid4(),
        "sex": "female",
        "nickname": next(_nicknames),
        "consents": three_consents(),
    }
    return enrol_patient(
        **{**told, **values}, centre=centre, identity=identity or identity_data(), by=by, now=now
    )


def case_of(patient: Patient, by: User, *, now: datetime = NOW) -> Case:
    """Return a new case of the patient."""
    return open_case(patient=patient, by=by, now=now)


def health_professional(network: Network, centre: Centre) -> User:
    """Return a new person who may enrol patients of the centre."""
    user: User = UserFactory.create()
    MembershipFactory.create(
        user=user, network=network, centre=centre, role=Membership.Role.HEALTH_PROFESSIONAL
    )
    return user
