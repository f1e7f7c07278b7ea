"""Who can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from cpms.accounts.models import User
from cpms.networks.models import Membership
from cpms.panels.models import Panel
from cpms.patients.models import CareTeamMember

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

EXPERTS = (Membership.Role.HEALTH_PROFESSIONAL, Membership.Role.COORDINATOR)


def experts_of(panel: Panel, *, now: datetime) -> QuerySet[User]:
    """Return the health professionals of the panel's network who are not the patient's own team; each with `held` roles."""
    return _experts(panel, now).filter(
        Exists(_held(now).filter(user=OuterRef("pk"), network=panel.network_id))
    )


def experts_anywhere(panel: Panel, *, now: datetime) -> QuerySet[User]:
    """Return those of all networks, each with `held` roles; those of the panel's own come first."""
    held = _held(now).filter(user=OuterRef("pk"))
    inside = Exists(held.filter(network=panel.network_id))
    found = _experts(panel, now).filter(Exists(held)).annotate(is_inside=inside)
    return found.order_by("-is_inside", "last_name", "first_name")


def _experts(panel: Panel, now: datetime) -> QuerySet[User]:
    own_team = CareTeamMember.objects.filter(
        user=OuterRef("pk"), patient=panel.case.patient_id
    ).current()
    held = _held(now).select_related("network", "centre__country")
    return (
        User.objects.filter(~Exists(own_team), is_active=True)
        .prefetch_related(Prefetch("memberships", queryset=held, to_attr="held"))
        .order_by("last_name", "first_name")
    )


def free_experts(panel: Panel, people: QuerySet[User]) -> QuerySet[User]:
    """Leave out who takes part or is invited already."""
    current = panel.members.current().filter(user=OuterRef("pk"))
    return people.filter(~Exists(current))


def _held(now: datetime) -> QuerySet[Membership]:
    return Membership.objects.active(timezone.localdate(now)).with_role(*EXPERTS)
