"""Enrolling a patient, across the two databases."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cpms.audit import operations as audit
from cpms.networks.models import Centre
from cpms.patients.identity.models import ConsentSigner, PatientIdentity, State
from cpms.patients.models import CareTeamMember, Consent, Patient, Sex
from cpms.patients.nicknames import is_nickname
from cpms.patients.operations.crossing import (
    CLINICAL,
    IDENTITY,
    activate_identity,
    activate_signers,
    hold,
    hold_centre,
)
from cpms.patients.operations.signing import (
    ConsentRefused,
    add_signer,
    consent_from,
    refuse_unfitting,
)
from cpms.patients.operations.sweeping import settle_identity
from cpms.patients.operations.words import ConsentData, IdentityData, folded
from cpms.patients.permissions import can_enrol
from datasets.acts import Act

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from cpms.accounts.models import User

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without signs that are read for one another
OLDEST = 130  # years
COUNTRY = re.compile(r"[A-Z]{2}")


class EnrolmentRefused(Exception):
    """The patient is not enrolled; the text says why."""


class SimilarPatient(EnrolmentRefused):
    """The centre has a patient of this family name and birth date; who knows that it is another one says so."""


class NicknameTaken(EnrolmentRefused):
    """The centre has a patient of this nickname; another one is drawn."""


def enrol_patient(
    *,
    patient_id: UUID,
    centre: Centre,
    identity: IdentityData,
    sex: str,
    nickname: str,
    consents: Sequence[ConsentData],
    by: User,
    now: datetime,
    although_similar: bool = False,
) -> Patient:
    """Enrol a patient with the consents; who enrols is the first of the care team. The same `patient_id` again changes nothing.

    The identity is committed first, as pending; then the clinical side in one transaction; then the identity is active.
    Never call it inside a transaction: Django refuses. Raise `EnrolmentRefused`: without the right, without consent for
    care, for a taken nickname or local id, for what does not fit; `SimilarPatient` unless `although_similar`.
    """
    patient = _enrolled_before(patient_id, by=by)
    if patient is None:
        today = timezone.localdate(now)
        _refuse_unless_allowed(by, centre, today=today)
        _refuse_unfitting(identity, sex, nickname, today=today)
        _refuse_consents(consents, today=today)
        _keep_pending(patient_id, centre, identity, consents, by, now, although_similar)
        try:
            patient = _enrol(patient_id, centre, sex, nickname, consents, by, now)
        except BaseException:
            settle_identity(patient_id, now=now)
            raise
    activate_identity(patient_id)
    activate_signers(*(consent_id(patient_id, kind) for kind in Consent.Kind.values))
    return patient


def consent_id(patient_id: UUID, kind: str) -> UUID:
    """Return the id of a consent given at the enrolment: the same at each attempt, so that both databases agree on it."""
    return uuid5(patient_id, kind)


def _enrolled_before(patient_id: UUID, *, by: User) -> Patient | None:
    patient = Patient.objects.filter(pk=patient_id).first()
    if patient is not None and patient.enrolled_by_id != by.pk:
        raise EnrolmentRefused(_("This form was sent by somebody else. Start a new enrolment."))
    return patient


def _refuse_unless_allowed(by: User, centre: Centre, *, today: date) -> None:
    if not can_enrol(by, centre, today=today):
        raise EnrolmentRefused(
            _("Only health professionals of %(centre)s can enrol its patients.")
            % {"centre": centre}
        )


def _refuse_unfitting(identity: IdentityData, sex: str, nickname: str, *, today: date) -> None:
    if not (identity.local_id and identity.given_name and folded(identity.family_name)):
        raise EnrolmentRefused(_("Local id, given name and family name are needed."))
    if not today.year - OLDEST <= identity.birth_date.year or identity.birth_date > today:
        raise EnrolmentRefused(_("The birth date cannot be right."))
    if identity.birth_country and not COUNTRY.fullmatch(identity.birth_country):
        raise EnrolmentRefused(_("The country of birth is two letters, such as PL."))
    if sex not in Sex.values:
        raise EnrolmentRefused(_("There is no sex “%(sex)s”.") % {"sex": sex})
    if not is_nickname(nickname):
        raise EnrolmentRefused(_("The nickname must be one that is suggested."))


def _refuse_consents(consents: Sequence[ConsentData], *, today: date) -> None:
    kinds = [each.kind for each in consents]
    if sorted(kinds) != sorted(Consent.Kind.values):
        raise EnrolmentRefused(_("The answers to all three consents are needed, each once."))
    if not any(each.given for each in consents if each.kind == Consent.Kind.CARE):
        raise EnrolmentRefused(
            _("Without consent for care a patient cannot be enrolled. Nothing was stored.")
        )
    for each in consents:
        try:
            refuse_unfitting(each, today=today)
        except ConsentRefused as refusal:
            raise EnrolmentRefused(str(refusal)) from refusal


@transaction.atomic(using=IDENTITY, durable=True)
def _keep_pending(
    patient_id: UUID,
    centre: Centre,
    identity: IdentityData,
    consents: Sequence[ConsentData],
    by: User,
    now: datetime,
    although_similar: bool,  # noqa: FBT001 - handed through from the keyword
) -> None:
    hold_centre(centre.pk)
    begun = PatientIdentity.objects.select_for_update().filter(patient_id=patient_id).first()
    if begun is not None and (begun.created_by_id, begun.centre_id) != (by.pk, centre.pk):
        raise EnrolmentRefused(_("This form was sent by somebody else. Start a new enrolment."))
    if begun is not None and begun.state == State.ACTIVE:
        return
    _refuse_known(patient_id, centre, identity, although_similar=although_similar)
    row, _created = PatientIdentity.objects.update_or_create(
        patient_id=patient_id,
        defaults={
            "centre_id": centre.pk,
            "state": State.PENDING,
            "local_id": identity.local_id,
            "given_name": identity.given_name,
            "family_name": identity.family_name,
            "birth_name": identity.birth_name,
            "birth_date": identity.birth_date,
            "birth_place": identity.birth_place,
            "birth_country": identity.birth_country,
            "created_at": now,
            "created_by_id": by.pk,
        },
    )
    ConsentSigner.objects.filter(patient=row).delete()
    for each in consents:
        add_signer(row, consent_id(patient_id, each.kind), each, now=now)


def _refuse_known(
    patient_id: UUID, centre: Centre, identity: IdentityData, *, although_similar: bool
) -> None:
    others = PatientIdentity.objects.filter(centre_id=centre.pk).exclude(patient_id=patient_id)
    if others.filter(local_id__iexact=identity.local_id).exists():
        raise EnrolmentRefused(
            _(
                "A patient with this local id is already enrolled at %(centre)s, and a local id is given once there. "
                "A colleague in the patient’s care team can add you to it."
            )
            % {"centre": centre}
        )
    born = others.filter(birth_date=identity.birth_date).values_list("family_name", flat=True)
    names = {folded(name) for name in born}
    if folded(identity.family_name) in names and not although_similar:
        raise SimilarPatient(
            _(
                "A patient with this family name and birth date is already enrolled at %(centre)s. If it is the same "
                "patient, a colleague in the care team can add you to it; if not, say that it is another one."
            )
            % {"centre": centre}
        )


@transaction.atomic(using=CLINICAL, durable=True)
def _enrol(
    patient_id: UUID,
    centre: Centre,
    sex: str,
    nickname: str,
    consents: Sequence[ConsentData],
    by: User,
    now: datetime,
) -> Patient:
    hold(patient_id)
    known = _enrolled_before(patient_id, by=by)
    if known is not None:
        return known
    if not PatientIdentity.objects.filter(patient_id=patient_id).exists():
        raise EnrolmentRefused(_("The enrolment took too long. Send the form again."))
    Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)  # nicknames are counted here
    if Patient.objects.filter(centre=centre, nickname__iexact=nickname).exists():
        raise NicknameTaken(_("This nickname was just taken at your centre. Take another one."))
    patient = Patient.objects.create(
        id=patient_id,
        centre=centre,
        pseudonym=_draw_pseudonym(),
        nickname=nickname,
        sex=sex,
        enrolled_at=now,
        enrolled_by=by,
    )
    CareTeamMember.objects.create(patient=patient, user=by, from_at=now, added_by=by)
    for each in consents:
        consent_from(each, patient, consent_id(patient_id, each.kind), by=by, now=now).save(
            force_insert=True
        )
    audit.record(_act(patient, consents, by=by, now=now))
    return patient


def _draw_pseudonym() -> str:
    while True:
        drawn = "".join(secrets.choice(ALPHABET) for _ in range(8))
        pseudonym = f"P-{drawn[:4]}-{drawn[4:]}"
        if not Patient.objects.filter(pseudonym=pseudonym).exists():
            return pseudonym


def _act(patient: Patient, consents: Sequence[ConsentData], *, by: User, now: datetime) -> Act:
    answers = {each.kind: "given" if each.given else "refused" for each in consents}
    return Act(
        name="enrol_patient",
        by=by.pk,
        subject_type="patient",
        subject_id=str(patient.pk),
        now=now,
        details={"centre": patient.centre.key, **answers},
    )
