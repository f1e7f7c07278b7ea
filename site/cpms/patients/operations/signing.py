"""What both the enrolment and a later consent need: the rules of a signed form, and its row in each database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cpms.patients.identity.models import ConsentSigner
from cpms.patients.models import Consent

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from cpms.accounts.models import User
    from cpms.patients.identity.models import PatientIdentity
    from cpms.patients.models import Patient
    from cpms.patients.operations.words import ConsentData


class ConsentRefused(Exception):
    """The consent is not recorded or withdrawn; the text says why."""


def refuse_unfitting(data: ConsentData, *, today: date) -> None:
    """Raise `ConsentRefused` when the form cannot have been signed like that."""
    known = (
        data.kind in Consent.Kind.values
        and data.language in Consent.Language.values
        and data.signer_kind in Consent.SignerKind.values
    )
    if not known or not data.version:
        raise ConsentRefused(_("Kind, version, language and signer of the form are needed."))
    if data.signed_on > today:
        raise ConsentRefused(_("A consent cannot be signed on a day to come."))
    if data.expires_on is not None and data.expires_on <= data.signed_on:
        raise ConsentRefused(_("A consent expires after the day it was signed."))
    if data.signer_kind != Consent.SignerKind.PATIENT and not data.signer_name:
        raise ConsentRefused(_("Who signed for the patient must be named."))


def add_signer(
    patient: PatientIdentity, consent_id: UUID, data: ConsentData, *, now: datetime
) -> None:
    """Keep in the identity database who signed for the patient, pending until the consent exists."""
    if data.signer_kind != Consent.SignerKind.PATIENT:
        ConsentSigner.objects.create(
            consent_id=consent_id,
            patient=patient,
            name=data.signer_name,
            relation=data.signer_relation,
            created_at=now,
        )


def consent_from(
    data: ConsentData, patient: Patient, consent_id: UUID, *, by: User, now: datetime
) -> Consent:
    """Return the clinical side, not saved."""
    return Consent(
        id=consent_id,
        patient=patient,
        kind=data.kind,
        given=data.given,
        version=data.version,
        language=data.language,
        signer_kind=data.signer_kind,
        signed_on=data.signed_on,
        expires_on=data.expires_on,
        recorded_at=now,
        recorded_by=by,
    )
