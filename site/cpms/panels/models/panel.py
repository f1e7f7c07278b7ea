"""The panel itself."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cpms.networks.models import Network, ThematicArea
from cpms.patients.models import Case
from workflow.models import Instance

if TYPE_CHECKING:
    from datasets.access import Person


class PanelQuerySet(models.QuerySet["Panel"]):
    """Panels by what is asked of them."""

    def visible_to(self, user: Person) -> PanelQuerySet:
        """Keep the panels whose case the person may see, be it the summary only."""
        return self.filter(case__in=Case.objects.visible_to(user).values("pk")).exclude(
            instance__state="deleted"
        )

    def open_to(self, user: Person) -> PanelQuerySet:
        """Keep the panels whose case the person may see in full."""
        return self.filter(case__in=Case.objects.full_for(user).values("pk")).exclude(
            instance__state="deleted"
        )

    def in_states(self, *states: str) -> PanelQuerySet:
        """Keep the panels that stand there."""
        return self.filter(instance__state__in=states)


class Panel(models.Model):
    """One consultation: a case is put before experts of a network. Where it stands, its workflow's instance says.

    open → panel selection → assessment → sign-off → closed → archived; back one step with a reason; aborted, deleted.
    `number` counts the panels of a network in a year: EYE-2026-031. `network` is the one that works on it now;
    `PanelNetwork` keeps all that had it. A deleted panel keeps its number, networks and dates, nothing else.
    pii: the question, and why it is urgent, are free text about a patient
    """

    class Purpose(models.TextChoices):
        """What the advice is wanted for."""

        DIAGNOSIS = "diagnosis", _("Diagnosis")
        TREATMENT = "treatment", _("Treatment")
        DIAGNOSIS_AND_TREATMENT = "diagnosis_and_treatment", _("Diagnosis and treatment")
        PROGNOSIS = "prognosis", _("Prognosis")
        SECOND_OPINION = "second_opinion", _("Second opinion")
        OTHER = "other", _("Other")

    class Priority(models.TextChoices):
        """How soon."""

        NORMAL = "normal", _("Normal")
        URGENT = "urgent", _("Urgent")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=60, unique=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="panel")
    instance = models.OneToOneField(Instance, on_delete=models.PROTECT, related_name="panel")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="panels")
    thematic_area = models.ForeignKey(
        ThematicArea, on_delete=models.PROTECT, null=True, blank=True, related_name="panels"
    )
    purpose = models.CharField(_("purpose"), max_length=30, choices=Purpose)
    question = models.TextField(_("question"), max_length=4000)
    priority = models.CharField(
        _("priority"), max_length=10, choices=Priority, default=Priority.NORMAL
    )
    priority_reason = models.CharField(_("why it is urgent"), max_length=500, blank=True)
    wished_date = models.DateField(_("answer wished by"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = PanelQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["network", "-created_at"], name="panels_of_network")]
        constraints = [
            models.CheckConstraint(
                condition=Q(priority="normal") | ~Q(priority_reason=""),
                name="panel_urgent_has_reason",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> str:
        """Where it stands, by the workflow's name."""
        return self.instance.state

    @property
    def state_label(self) -> str:
        """Where it stands, in words."""
        return str(self.instance.version.definition.state(self.instance.state).label)

    @property
    def is_urgent(self) -> bool:
        """Whether it is urgent."""
        return self.priority == self.Priority.URGENT


class PanelNetwork(models.Model):
    """One network that had a panel: it counts in each of them. The first row is the network that was asked.

    pii: none
    """

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="networks")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["panel", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "network"], name="panel_once_per_network")
        ]

    def __str__(self) -> str:
        return f"{self.panel_id} {self.network_id}"
