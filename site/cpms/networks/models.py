"""Networks, thematic areas, countries and memberships."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cpms.accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from datasets.access import Person


class Country(models.Model):
    """A country whose centres take part, or took part, in the networks.

    `eu_code` is the code of the EU's own publications: EL for Greece and UK for the United Kingdom, where ISO says GR and GB.
    pii: none
    """

    class Group(models.TextChoices):
        """What ties the country to the networks."""

        EU = "eu", _("European Union")
        EEA = "eea", _("European Economic Area")
        FORMER = "former", _("Former member")
        ASSOCIATED = "associated", _("Associated")

    alpha2 = models.CharField(max_length=2, primary_key=True)
    alpha3 = models.CharField(max_length=3, unique=True)
    name = models.CharField(_("name"), max_length=100, unique=True)
    group = models.CharField(_("group"), max_length=20, choices=Group)
    eu_code = models.CharField(max_length=2, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def __str__(self) -> str:
        return self.name


class Centre(models.Model):
    """A healthcare provider: the hospital at which people work and patients are enrolled. active → inactive (enrols nobody).

    Who its patients are is known only there. `key` is its name in files and commands and never changes.
    pii: none
    """

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    city = models.CharField(_("city"), max_length=100)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="centres")
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["country", "city", "name"]
        verbose_name = _("centre")
        verbose_name_plural = _("centres")
        constraints = [models.UniqueConstraint(fields=["name", "city"], name="centre_once")]

    def __str__(self) -> str:
        return f"{self.name}, {self.city}"


class NetworkQuerySet(models.QuerySet["Network"]):
    """Networks by what is asked of them."""

    def active(self) -> NetworkQuerySet:
        """Leave out networks that have ended."""
        return self.filter(active=True)

    def visible_to(self, user: Person) -> NetworkQuerySet:
        """Keep the networks that the person has a role in; a platform administrator sees all."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self
        return self.having(user, roles=Membership.Role.values, today=timezone.localdate())

    def having(self, user: Person, *, roles: Iterable[str], today: date) -> NetworkQuerySet:
        """Keep the active networks in which the person has one of the roles on that day."""
        if not isinstance(user, User):
            return self.none()
        held = Membership.objects.active(today).filter(user=user, role__in=list(roles))
        return self.active().filter(pk__in=held.values("network"))


class Network(models.Model):
    """One European Reference Network. active (its roles count) → inactive (its roles give no right; everything stays).

    `section` is its part of the page tree; rights in the CMS are given to its two groups at that page and at its
    collection of images and documents. `key` is the network's name in files and commands and never changes.
    pii: none
    """

    key = models.SlugField(max_length=40, unique=True)
    acronym = models.CharField(_("acronym"), max_length=60, unique=True)
    full_name = models.CharField(_("full name"), max_length=250)
    coordinating_centre = models.CharField(_("coordinating centre"), max_length=200, blank=True)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, related_name="networks"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("active"), default=True)
    section = models.OneToOneField(
        "home.NetworkSectionPage", on_delete=models.PROTECT, related_name="network"
    )
    designers = models.OneToOneField("auth.Group", on_delete=models.PROTECT, related_name="+")
    coordinators = models.OneToOneField("auth.Group", on_delete=models.PROTECT, related_name="+")
    collection = models.OneToOneField(
        "wagtailcore.Collection", on_delete=models.PROTECT, related_name="+"
    )

    objects = NetworkQuerySet.as_manager()

    class Meta:
        ordering = ["order", "acronym"]
        verbose_name = _("network")
        verbose_name_plural = _("networks")

    def __str__(self) -> str:
        return self.acronym


class ThematicAreaQuerySet(models.QuerySet["ThematicArea"]):
    """Thematic areas by what is asked of them."""

    def visible_to(self, user: Person) -> ThematicAreaQuerySet:
        """Keep the areas of the networks that the person sees."""
        return self.filter(network__in=Network.objects.visible_to(user))


class ThematicArea(models.Model):
    """A group of diseases within a network. Its name is the network's to change.

    `is_confirmed` says that the network itself has published or checked the name.
    pii: none
    """

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="thematic_areas")
    name = models.CharField(_("name"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_confirmed = models.BooleanField(_("confirmed by the network"), default=False)

    objects = ThematicAreaQuerySet.as_manager()

    class Meta:
        ordering = ["network", "order", "name"]
        verbose_name = _("thematic area")
        verbose_name_plural = _("thematic areas")
        constraints = [
            models.UniqueConstraint(fields=["network", "name"], name="area_once_per_network")
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships by what is asked of them."""

    def active(self, today: date) -> MembershipQuerySet:
        """Keep the roles that count on that day: begun, not ended, in an active network."""
        return self.filter(
            Q(until_date__isnull=True) | Q(until_date__gt=today),
            from_date__lte=today,
            network__active=True,
        )

    def ended(self, today: date) -> MembershipQuerySet:
        """Keep the roles whose end has come."""
        return self.filter(until_date__lte=today)

    def not_ended(self, today: date) -> MembershipQuerySet:
        """Keep the roles that count on that day or will later."""
        return self.filter(Q(until_date__isnull=True) | Q(until_date__gt=today))

    def with_role(self, *roles: str) -> MembershipQuerySet:
        """Keep some roles."""
        return self.filter(role__in=roles)

    def visible_to(self, user: Person) -> MembershipQuerySet:
        """Keep the person's own, and those of the networks that they coordinate."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self
        coordinated = Network.objects.having(
            user, roles=[Membership.Role.COORDINATOR], today=timezone.localdate()
        )
        return self.filter(Q(user_id=user.pk) | Q(network__in=coordinated))


class Membership(models.Model):
    """One role of one person in one network, from a day up to and not including another.

    ahead (begins later) → active → ended (`until_date` has come). Nothing is deleted: who was coordinator in March
    can be asked in May. One person may have several roles, but not one role twice at a time. `centre` is the healthcare
    provider that the person acts for; the roles of a centre (`CENTRE_ROLES`) are nothing without one.
    pii: which network a person works for, and when
    """

    class Role(models.TextChoices):
        """What the person does in the network."""

        HEALTH_PROFESSIONAL = "health_professional", _("Health professional")
        DISPATCHER = "dispatcher", _("Dispatcher")
        COORDINATOR = "coordinator", _("ERN coordinator")
        DATASET_DESIGNER = "dataset_designer", _("Dataset designer")
        HELPDESK = "helpdesk", _("Helpdesk")
        CENTRE_ADMINISTRATOR = "centre_administrator", _("Centre administrator")
        DATA_PROTECTION_OFFICER = "data_protection_officer", _("Data protection officer")
        RESEARCHER = "researcher", _("Researcher")

    CMS_ROLES: ClassVar[frozenset[str]] = frozenset({Role.DATASET_DESIGNER, Role.COORDINATOR})
    RECORD_ROLES: ClassVar[frozenset[str]] = frozenset({Role.HEALTH_PROFESSIONAL, Role.COORDINATOR})
    CENTRE_ROLES: ClassVar[frozenset[str]] = frozenset(
        {Role.CENTRE_ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER}
    )

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="memberships")
    centre = models.ForeignKey(
        Centre, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=30, choices=Role)
    from_date = models.DateField(_("from"))
    until_date = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["network", "role", "user"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    role__in=[
                        "health_professional",
                        "dispatcher",
                        "coordinator",
                        "dataset_designer",
                        "helpdesk",
                        "centre_administrator",
                        "data_protection_officer",
                        "researcher",
                    ]
                ),
                name="membership_role_known",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=["centre_administrator", "data_protection_officer"])
                | Q(centre__isnull=False),
                name="membership_of_a_centre_has_one",
            ),
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gte=F("from_date")),
                name="membership_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="membership_role_once_at_a_time",
                expressions=[
                    (
                        Func("from_date", "until_date", function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("user", RangeOperators.EQUAL),
                    ("network", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.network_id}"

    @property
    def last_day(self) -> date | None:
        """The last day on which the role counts, as people say it; None while no end is known."""
        return self.until_date - timedelta(days=1) if self.until_date else None
