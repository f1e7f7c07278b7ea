"""Who a patient is. These tables lie in the identity database, and only the operations of patients read them.

A row is looked for by the id of a clinical row that was found before. So a row whose clinical side does not exist, because a
server died between the two commits, is seen by nobody; `state` tells the sweep which rows to look after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID


class State(models.TextChoices):
    """Whether the clinical side of a row is known to exist."""

    PENDING = "pending", "Waiting for the clinical side"
    ACTIVE = "active", "Active"


class PatientIdentityQuerySet(models.QuerySet["PatientIdentity"]):
    """Identities by what is asked of them."""

    def pending(self) -> PatientIdentityQuerySet:
        """Keep rows whose clinical side is not known to exist."""
        return self.filter(state=State.PENDING)

    def of(self, patients: Iterable[UUID]) -> PatientIdentityQuerySet:
        """Keep the identities of some patients."""
        return self.filter(patient_id__in=list(patients))


class PatientIdentity(models.Model):
    """Who one patient is: what the centre calls them, name and birth.

    pending (written first) → active (the clinical patient is known to exist). A pending row that was left behind is
    swept: made active when its clinical patient exists, deleted when not. `patient_id` is the clinical patient's id,
    `centre_id` and `created_by_id` are numbers of rows in the clinical database; no database could enforce such links.
    pii: names, birth date, place and country of birth, and the number or code that the centre knows the patient by
    """

    patient_id = models.UUIDField(primary_key=True, editable=False)
    centre_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    local_id = models.CharField(max_length=60)
    given_name = models.CharField(max_length=150)
    family_name = models.CharField(max_length=150)
    birth_name = models.CharField(max_length=150, blank=True)
    birth_date = models.DateField()
    birth_place = models.CharField(max_length=150, blank=True)
    birth_country = models.CharField(max_length=2, blank=True)
    created_at = models.DateTimeField()
    created_by_id = models.BigIntegerField()

    objects = PatientIdentityQuerySet.as_manager()

    class Meta:
        ordering = ["family_name", "given_name"]
        indexes = [
            models.Index(fields=["centre_id", "birth_date"], name="identity_by_birth"),
            models.Index(
                fields=["created_at"], name="identity_pending", condition=Q(state="pending")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["centre_id", "local_id"], name="identity_local_id_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "active"]), name="identity_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Identity of {self.patient_id}"

    @property
    def full_name(self) -> str:
        """The name as a list of patients is read: family name first."""
        return f"{self.family_name}, {self.given_name}"


class ConsentSignerQuerySet(models.QuerySet["ConsentSigner"]):
    """Signers by what is asked of them."""

    def pending(self) -> ConsentSignerQuerySet:
        """Keep rows whose clinical side is not known to exist."""
        return self.filter(state=State.PENDING)


class ConsentSigner(models.Model):
    """Who signed one consent for the patient. A patient who signed themselves has no row here.

    pending → active, as an identity; a row that was left behind without its consent is swept.
    pii: name of a guardian and what they are to the patient
    """

    consent_id = models.UUIDField(primary_key=True, editable=False)
    patient = models.ForeignKey(PatientIdentity, on_delete=models.CASCADE, related_name="signers")
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    name = models.CharField(max_length=300)
    relation = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()

    objects = ConsentSignerQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["created_at"], name="signer_pending", condition=Q(state="pending")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["pending", "active"]), name="signer_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Signer of {self.consent_id}"
