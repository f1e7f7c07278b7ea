"""What patients agreed to."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cpms.patients.models.patient import Patient
from datasets.models.frozen import frozen_but

if TYPE_CHECKING:
    import pgtrigger


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents by what is asked of them."""

    def newest(self) -> ConsentQuerySet:
        """Keep for each patient and kind the consent recorded last: it is the one that counts."""
        return self.order_by("patient_id", "kind", "-recorded_at", "-pk").distinct(
            "patient_id", "kind"
        )


class Consent(models.Model):
    """One signed form: the patient's yes or no to one of the three questions. For each kind the newest row counts.

    given (until `expires_on`, that day excluded) → withdrawn; or refused from the start (`given` is false). Of an earlier
    signature nothing changes. Who signed for the patient is identity and stands in the other database.
    pii: what the patient agreed to, when, and in which language
    """

    class Kind(models.TextChoices):
        """What is asked."""

        CARE = "care", _("Care: experts of the networks may see the case")
        REGISTRY = "registry", _("Registries: data may enter the networks’ databases")
        CONTACT = "contact", _("Contact: may be asked to take part in research")

    class SignerKind(models.TextChoices):
        """Who signed."""

        PATIENT = "patient", _("The patient")
        GUARDIAN = "guardian", _("A guardian")
        BOTH_GUARDIANS = "both_guardians", _("Both guardians")

    class Language(models.TextChoices):
        """The language of the form that was signed."""

        BG = "bg", _("Bulgarian")
        CS = "cs", _("Czech")
        DA = "da", _("Danish")
        DE = "de", _("German")
        EL = "el", _("Greek")
        EN = "en", _("English")
        ES = "es", _("Spanish")
        ET = "et", _("Estonian")
        FI = "fi", _("Finnish")
        FR = "fr", _("French")
        GA = "ga", _("Irish")
        HR = "hr", _("Croatian")
        HU = "hu", _("Hungarian")
        IS = "is", _("Icelandic")
        IT = "it", _("Italian")
        LT = "lt", _("Lithuanian")
        LV = "lv", _("Latvian")
        MT = "mt", _("Maltese")
        NL = "nl", _("Dutch")
        NO = "no", _("Norwegian")
        PL = "pl", _("Polish")
        PT = "pt", _("Portuguese")
        RO = "ro", _("Romanian")
        SK = "sk", _("Slovak")
        SL = "sl", _("Slovenian")
        SV = "sv", _("Swedish")
        UK = "uk", _("Ukrainian")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=20, choices=Kind)
    given = models.BooleanField()
    version = models.CharField(_("version of the form"), max_length=40)
    language = models.CharField(_("language"), max_length=10, choices=Language)
    signer_kind = models.CharField(_("signed by"), max_length=20, choices=SignerKind)
    signed_on = models.DateField(_("signed on"))
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["patient_id", "kind", "-recorded_at"]
        indexes = [models.Index(fields=["patient", "kind", "-recorded_at"], name="consent_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["care", "registry", "contact"]), name="consent_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(signer_kind__in=["patient", "guardian", "both_guardians"]),
                name="consent_signer_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("signed_on")),
                name="consent_expires_after_signing",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, given=True),
                name="consent_withdrawn_by_somebody",
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = frozen_but(
            "Consents", "withdrawn_at", "withdrawn_by_id"
        )

    def __str__(self) -> str:
        return f"Consent {self.kind} of {self.patient_id}"
