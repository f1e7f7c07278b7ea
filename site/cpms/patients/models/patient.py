"""Patients, and the people who care for them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from cpms.accounts.models import User
from cpms.networks.models import Centre
from datasets.models.frozen import frozen_but

if TYPE_CHECKING:
    from uuid import UUID

    import pgtrigger

    from datasets.access import Person


class Sex(models.TextChoices):
    """Sex at birth, as the common data elements have it."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    UNDETERMINED = "undetermined", _("Undetermined")
    UNKNOWN = "unknown", _("Unknown")


class PatientQuerySet(models.QuerySet["Patient"]):
    """Patients by what is asked of them."""

    def visible_to(self, user: Person) -> PatientQuerySet:
        """Keep the patients whose care team the person belongs to; nobody else sees a patient."""
        return self.in_care_of(user)

    def in_care_of(self, user: Person) -> PatientQuerySet:
        """Keep the patients whose care team the person belongs to."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        return self.filter(Exists(CareTeamMember.objects.caring(user, patient=OuterRef("pk"))))


class Patient(models.Model):
    """One enrolled patient, as the clinical database knows them: no name, no local id, no birth date, not even a year.

    Who the patient is stands in the identity database under the same id. `pseudonym` is drawn at random and never
    derived from anything, so nothing leads back from it; `nickname` is what people say, two words drawn from our own list.
    pii: sex, centre, pseudonym and nickname
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="patients")
    pseudonym = models.CharField(max_length=11, unique=True, editable=False)
    nickname = models.CharField(_("nickname"), max_length=60)
    sex = models.CharField(_("sex at birth"), max_length=20, choices=Sex)
    enrolled_at = models.DateTimeField()
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = PatientQuerySet.as_manager()

    class Meta:
        ordering = ["-enrolled_at"]
        constraints = [
            models.UniqueConstraint("centre", Lower("nickname"), name="patient_nickname_once"),
            models.CheckConstraint(
                condition=Q(sex__in=["female", "male", "undetermined", "unknown"]),
                name="patient_sex_known",
            ),
            models.CheckConstraint(
                condition=Q(pseudonym__regex=r"^P-[0-9A-Z]{4}-[0-9A-Z]{4}$"),
                name="patient_pseudonym_form",
            ),
        ]

    def __str__(self) -> str:
        return f"Patient {self.pk}"


class CareTeamMemberQuerySet(models.QuerySet["CareTeamMember"]):
    """Members of care teams by what is asked of them."""

    def current(self) -> CareTeamMemberQuerySet:
        """Keep who belongs to a team now.

        The database's clock decides. Nobody is added ahead of time, so the beginning is not asked: a server whose clock
        runs a second ahead would hide a patient from who has just enrolled them.
        """
        return self.filter(Q(until_at__isnull=True) | Q(until_at__gt=Now()))

    def caring(self, user: User, *, patient: UUID | OuterRef) -> CareTeamMemberQuerySet:
        """Keep the person's place in the team of a patient, named by id or by an outer row."""
        return self.current().filter(user_id=user.pk, patient=patient)


class CareTeamMember(models.Model):
    """One person's time in the care team of one patient. current → ended (`until_at`); they may come back with a new row.

    The care team sees who the patient is and opens cases. It is a list of persons, not the whole hospital.
    pii: who treats the patient
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="care_team")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="care_teams"
    )
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = CareTeamMemberQuerySet.as_manager()

    class Meta:
        ordering = ["from_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "user"],
                name="care_team_member_once_at_a_time",
                condition=Q(until_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at")),
                name="care_team_member_ends_after_joining",
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = frozen_but("Times in a care team", "until_at")

    def __str__(self) -> str:
        return f"Care team of {self.patient_id}"
