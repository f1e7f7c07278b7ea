"""Who is what in a panel, and what they may do there. The workflow says which role may do what in which state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from cpms.accounts.models import User
from cpms.networks.models import Membership
from cpms.patients.models import CareTeamMember
from workflow.queries import forms_now, why_not_act

if TYPE_CHECKING:
    from datetime import datetime

    from cpms.panels.models import DataRequest, Panel
    from datasets.access import Person

REQUESTER, COORDINATOR, DISPATCHER = "requester", "ern_coordinator", "dispatcher"
DESK_ROLES = {Membership.Role.COORDINATOR: COORDINATOR, Membership.Role.DISPATCHER: DISPATCHER}


class PanelActRefused(Exception):
    """The person may not do this in the panel, or not now; the text says why."""


def can_ask(user: User, *, now: datetime) -> bool:
    """Tell whether the person may ask a network for advice: any in which they are health professional."""
    held = Membership.objects.active(timezone.localdate(now))
    return held.filter(user=user, role=Membership.Role.HEALTH_PROFESSIONAL).exists()


def roles_in(panel: Panel, user: Person, *, now: datetime) -> frozenset[str]:
    """Return what the person is in the panel, in the workflow's words. Three statements.

    The requester is whoever belongs to the patient's care team: advice must not wait for somebody's holiday.
    """
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    roles = set(panel.members.accepted().filter(user=user).values_list("role", flat=True))
    held = Membership.objects.active(timezone.localdate(now)).filter(
        user=user, network=panel.network_id, role__in=DESK_ROLES
    )
    roles |= {DESK_ROLES[Membership.Role(role)] for role in held.values_list("role", flat=True)}
    if CareTeamMember.objects.caring(user, patient=panel.case.patient_id).exists():
        roles.add(REQUESTER)
    return frozenset(roles)


def why_not(panel: Panel, user: Person, action: str, *, now: datetime) -> str | None:
    """Return why the person may not do something in the panel now, in words; None if they may."""
    return why_not_act(instance=panel.instance, action=action, roles=roles_in(panel, user, now=now))


def refuse_unless(panel: Panel, user: Person, action: str, *, now: datetime) -> None:
    """Raise `PanelActRefused` unless the person may do this now."""
    if words := why_not(panel, user, action, now=now):
        raise PanelActRefused(words)


def why_not_answer(request: DataRequest, user: Person, *, now: datetime) -> str | None:
    """Return why the person may not answer what the panel asked for, in words; None if they may."""
    if REQUESTER not in roles_in(request.panel, user, now=now):
        return _("Only the requesting clinicians can answer this.")
    if request.answered_at is not None:
        return _("This was answered meanwhile.")
    return None


def can_write_message(user: Person, panel: Panel, *, now: datetime) -> bool:
    """Tell whether the person may write in the discussion now."""
    return why_not(panel, user, "message", now=now) is None


def can_fill(panel: Panel, user: Person, purpose: str, *, now: datetime) -> bool:
    """Tell whether the person may fill in forms of that purpose now."""
    uses = [use for use in forms_now(panel.instance) if use.purpose == purpose]
    return any(use.fills & roles_in(panel, user, now=now) for use in uses)


def why_not_attach(panel: Panel, user: Person, *, now: datetime) -> str | None:
    """Return why the person may not add to the case now, in words; None if they may."""
    if can_fill(panel, user, "case", now=now):
        return None
    return _("Only the requesting clinicians add to the case, and not after it went to sign-off.")
