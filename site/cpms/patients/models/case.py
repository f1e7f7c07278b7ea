"""Cases, who may see them, and files that belong to them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cpms.accounts.models import User
from cpms.patients.models.age import Age, AgeUnit
from cpms.patients.models.patient import CareTeamMember, Patient, Sex
from datasets.models.frozen import frozen, frozen_but

if TYPE_CHECKING:
    import pgtrigger

    from datasets.access import Person


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases by what is asked of them."""

    def visible_to(self, user: Person) -> CaseQuerySet:
        """Keep the cases of the person's own patients, and those that they were given access to, if only to the summary."""
        return self._reached_by(user, CaseAccess.Level.values)

    def full_for(self, user: Person) -> CaseQuerySet:
        """Keep the cases of which the person may see everything: of their own patients, or given to them in full."""
        return self._reached_by(user, [CaseAccess.Level.FULL])

    def in_care_of(self, user: Person) -> CaseQuerySet:
        """Keep the cases of the person's own patients."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        return self.filter(self._cares(user))

    def _reached_by(self, user: Person, levels: list[str]) -> CaseQuerySet:
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        given = CaseAccess.objects.filter(case=OuterRef("pk"), user_id=user.pk, level__in=levels)
        return self.filter(self._cares(user) | Q(Exists(given.current())))

    @staticmethod
    def _cares(user: User) -> Q:
        return Q(Exists(CareTeamMember.objects.caring(user, patient=OuterRef("patient"))))


class Case(models.Model):
    """One patient's case as experts see it, without identity: the unit of sharing. One panel discusses it.

    Age and sex are those of the day it was opened: whole years, months below three years, days below 28 days. Everything
    that belongs to the case carries its id as `scope`.
    pii: nickname, age and sex of the patient
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="cases")
    nickname = models.CharField(max_length=60)
    age_value = models.PositiveSmallIntegerField()
    age_unit = models.CharField(max_length=10, choices=AgeUnit)
    sex = models.CharField(max_length=20, choices=Sex)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(age_unit__in=["years", "months", "days"]), name="case_age_unit_known"
            ),
            models.CheckConstraint(
                condition=Q(sex__in=["female", "male", "undetermined", "unknown"]),
                name="case_sex_known",
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = frozen("Cases")

    def __str__(self) -> str:
        return f"Case {self.pk}"

    @property
    def age(self) -> Age:
        """How old the patient was when it was opened."""
        return Age(value=self.age_value, unit=self.age_unit)


class CaseAccessQuerySet(models.QuerySet["CaseAccess"]):
    """Accesses to cases by what is asked of them."""

    def current(self) -> CaseAccessQuerySet:
        """Keep what counts now, by the database's clock. Nothing is given ahead of time, so the beginning is not asked."""
        return self.filter(Q(until_at__isnull=True) | Q(until_at__gt=Now()))


class CaseAccess(models.Model):
    """One person's sight of one case for a time; with the patient's care team the only source of visibility.

    current → ended (`until_at` has come). A person has one row of a case at a time; another level is a new row. Panels
    give and end it, nobody else.
    pii: who was asked about the case
    """

    class Level(models.TextChoices):
        """How much is seen."""

        SUMMARY = "summary", _("Summary")
        FULL = "full", _("Everything")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="accesses")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="case_accesses"
    )
    level = models.CharField(max_length=10, choices=Level)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = CaseAccessQuerySet.as_manager()

    class Meta:
        ordering = ["case_id", "from_at", "pk"]
        indexes = [models.Index(fields=["user", "case"], name="case_access_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=["summary", "full"]), name="case_access_level_known"
            ),
            models.CheckConstraint(
                condition=Q(until_at__isnull=True) | Q(until_at__gte=F("from_at")),
                name="case_access_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="case_access_once_at_a_time",
                expressions=[
                    (
                        Func("from_at", "until_at", function="tstzrange"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("case", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                ],
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = frozen_but("Accesses to a case", "until_at")

    def __str__(self) -> str:
        return f"Access {self.level} to {self.case_id}"


class Attachment(models.Model):
    """A file about a case, such as a letter, checked and kept outside the web server's reach. Never changed.

    pii: the file, its name and its description may hold anything that the person put in
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=255)
    description = models.CharField(max_length=300, blank=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at"]
        triggers: ClassVar[list[pgtrigger.Trigger]] = frozen("Attachments")

    def __str__(self) -> str:
        return f"Attachment {self.pk}"
