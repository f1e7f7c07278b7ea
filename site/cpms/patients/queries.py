"""Reads across patients, consents and cases; and what other packages ask about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cpms.accounts.models import User
from cpms.networks.models import Membership
from cpms.patients.models import CareTeamMember, Case, CaseAccess, Consent, Patient
from cpms.patients.nicknames import draw_nickname

if TYPE_CHECKING:
    from collections.abc import Iterable, Set
    from uuid import UUID

    from cpms.events.audience import Pair
    from cpms.networks.models import Centre
    from cpms.patients.models.case import CaseQuerySet
    from cpms.patients.models.patient import CareTeamMemberQuerySet
    from datasets.access import Person, RecordsT

SOON = timedelta(days=30)


class Standing(models.TextChoices):
    """How a consent stands on a day."""

    ACTIVE = "active", _("Given")
    EXPIRING = "expiring", _("Expires soon")
    EXPIRED = "expired", _("Expired")
    REFUSED = "refused", _("Not given")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MISSING = "missing", _("Not asked")


VALID = frozenset({Standing.ACTIVE, Standing.EXPIRING})
DUE = frozenset({Standing.EXPIRING, Standing.EXPIRED, Standing.MISSING})


@dataclass(frozen=True, kw_only=True)
class ConsentStanding:
    """The consent that counts for one question, or None, and how it stands."""

    kind: Consent.Kind
    consent: Consent | None
    standing: Standing

    @property
    def name(self) -> str:
        """What it is about, in a word."""
        return name_of(self.kind)

    @property
    def is_due(self) -> bool:
        """Whether somebody should ask the patient. A refusal and a withdrawal are answers."""
        return self.standing in DUE

    @property
    def is_valid(self) -> bool:
        """Whether it is given on that day."""
        return self.standing in VALID


def name_of(kind: str) -> str:
    """Return in a word what a kind of consent is about."""
    names = {
        Consent.Kind.CARE: gettext("Care"),
        Consent.Kind.REGISTRY: gettext("Registries"),
        Consent.Kind.CONTACT: gettext("Contact"),
    }
    return names[Consent.Kind(kind)]


def standing_on(consent: Consent | None, on: date) -> Standing:
    """Return how a consent stands on a day."""
    if consent is None:
        return Standing.MISSING
    if not consent.given:
        return Standing.REFUSED
    if consent.withdrawn_at is not None:
        return Standing.WITHDRAWN
    if consent.expires_on is not None and consent.expires_on <= on:
        return Standing.EXPIRED
    if consent.expires_on is not None and consent.expires_on <= on + SOON:
        return Standing.EXPIRING
    return Standing.ACTIVE


def standings_of(patients: Iterable[UUID], on: date) -> dict[UUID, tuple[ConsentStanding, ...]]:
    """Return for each patient how the three consents stand, in the order they are asked. One statement."""
    keys = list(patients)
    newest = {
        (each.patient_id, each.kind): each
        for each in Consent.objects.filter(patient__in=keys).newest()
    }
    return {
        key: tuple(
            ConsentStanding(
                kind=kind,
                consent=newest.get((key, kind)),
                standing=standing_on(newest.get((key, kind)), on),
            )
            for kind in Consent.Kind
        )
        for key in keys
    }


def has_active_care_consent(patient_id: UUID, on: date) -> bool:
    """Tell whether experts may see the patient's cases on that day: the newest consent for care is given and in force."""
    newest = Consent.objects.filter(patient=patient_id, kind=Consent.Kind.CARE).newest().first()
    return standing_on(newest, on) in VALID


def consents_due(user: User, on: date) -> dict[UUID, tuple[ConsentStanding, ...]]:
    """Return by patient in the person's care the consents to ask for: missing, expired, or expiring within 30 days."""
    patients = Patient.objects.in_care_of(user).values_list("pk", flat=True)
    due = {
        key: tuple(each for each in standings if each.is_due)
        for key, standings in standings_of(patients, on).items()
    }
    return {key: standings for key, standings in due.items() if standings}


def cases_of(patient: Patient) -> CaseQuerySet:
    """Return the patient's cases, newest first. For who was found to see the patient."""
    return Case.objects.filter(patient=patient)


def care_team_of(patient: Patient) -> CareTeamMemberQuerySet:
    """Return who cares for the patient now, who came first first. For who was found to see the patient."""
    return CareTeamMember.objects.filter(patient=patient).current().select_related("user")


def colleagues_of(patient: Patient, *, today: date) -> models.QuerySet[User]:
    """Return who can be added to the care team: health professionals of the patient's centre who are not in it."""
    held = Membership.objects.active(today).with_role(Membership.Role.HEALTH_PROFESSIONAL)
    present = CareTeamMember.objects.filter(patient=patient).current()
    return User.objects.filter(
        pk__in=held.filter(centre=patient.centre_id).values("user"), is_active=True
    ).exclude(pk__in=present.values("user"))


def suggested_nickname(centres: Iterable[Centre]) -> str:
    """Return a nickname, drawn at random, that none of the centres uses yet."""
    while True:
        drawn = draw_nickname()
        taken = Patient.objects.filter(centre__in=list(centres), nickname__iexact=drawn)
        if not taken.exists():
            return drawn


class CaseRecordAccess:
    """Which records people see because they see all of the case that the record belongs to."""

    def visible(self, user: Person, records: RecordsT) -> RecordsT:
        """Keep the records of those cases."""
        return records.filter(scope__in=Case.objects.full_for(user).values("pk"))


class CaseAudience:
    """Who may know what happens to a case: everybody who sees it, if only its summary."""

    def scopes_of(self, user: User) -> models.QuerySet[Case, UUID]:
        """Return the cases that the person may hear of, as a query of one column."""
        return Case.objects.visible_to(user).values_list("pk", flat=True)

    def may_know(self, pairs: Set[Pair]) -> Set[Pair]:
        """Keep the pairs of a person's number and a case that they may hear of. One statement, however many."""
        people, cases = {user for user, _case in pairs}, {case for _user, case in pairs}
        teams = (
            CareTeamMember.objects.filter(patient__cases__in=cases, user__in=people)
            .current()
            .filter(user__is_active=True)
            .values_list("user_id", "patient__cases")
        )
        given = (
            CaseAccess.objects.filter(case__in=cases, user__in=people)
            .current()
            .filter(user__is_active=True)
            .values_list("user_id", "case_id")
        )
        return pairs & set(teams.order_by().union(given.order_by()))
