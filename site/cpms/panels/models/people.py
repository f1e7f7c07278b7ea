"""Who takes part in a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cpms.panels.models.panel import Panel

if TYPE_CHECKING:
    from datetime import datetime


class PanelMemberQuerySet(models.QuerySet["PanelMember"]):
    """Places in panels by what is asked of them."""

    def accepted(self) -> PanelMemberQuerySet:
        """Keep those who take part."""
        return self.filter(state=PanelMember.State.ACCEPTED)

    def pending(self, now: datetime) -> PanelMemberQuerySet:
        """Keep invitations that can still be answered: in time, and before the panel goes to sign-off."""
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=now),
            state=PanelMember.State.PENDING,
            panel__instance__state__in=PanelMember.ANSWERED_IN,
        )

    def current(self) -> PanelMemberQuerySet:
        """Keep those who take part or are asked to."""
        return self.filter(state__in=PanelMember.CURRENT)


class PanelMember(models.Model):
    """One person's place in a panel.

    pending (asked; sees the summary) → accepted (sees the case) / declined / withdrawn / expired. Who was asked again after
    declining has a second row. The lead is named and has accepted by that.
    pii: who advises on a case; the reason for declining is free text
    """

    class Role(models.TextChoices):
        """What the person is in the panel."""

        LEAD = "panel_lead", _("Panel lead")
        MANAGER = "panel_manager", _("Panel manager")
        MEMBER = "panel_member", _("Member")
        GUEST = "guest", _("Guest")

    class State(models.TextChoices):
        """Where the invitation stands."""

        PENDING = "pending", _("Invited")
        ACCEPTED = "accepted", _("Takes part")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        EXPIRED = "expired", _("Not answered in time")

    CURRENT: ClassVar[frozenset[str]] = frozenset({State.PENDING, State.ACCEPTED})
    ANSWERED_IN: ClassVar[frozenset[str]] = frozenset({"panel_selection", "assessment"})
    INVITED_AS: ClassVar[tuple[Role, ...]] = (Role.MEMBER, Role.MANAGER, Role.GUEST)

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="panel_places"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    state = models.CharField(_("state"), max_length=20, choices=State)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = PanelMemberQuerySet.as_manager()

    class Meta:
        ordering = ["panel", "invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "user"],
                condition=Q(state__in=["pending", "accepted"]),
                name="panel_one_place_a_person",
            ),
            models.UniqueConstraint(
                fields=["panel"],
                condition=Q(role="panel_lead", state__in=["pending", "accepted"]),
                name="panel_one_lead",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} of {self.panel_id}"
