"""Who sees a panel's case, worked out anew after every change; nothing else gives or takes access.

Besides the patient's care team, who always see it: the desk of the network that has the panel, the people in the panel,
and as a summary those who are asked to come in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cpms.accounts.models import User
from cpms.networks.models import Membership
from cpms.panels.models import Panel, PanelMember
from cpms.panels.operations.locking import lock_panels
from cpms.patients.models import CaseAccess
from cpms.patients.operations import end_access, give_access

if TYPE_CHECKING:
    from datetime import datetime

FULL, SUMMARY = CaseAccess.Level.FULL, CaseAccess.Level.SUMMARY
LATELY = timedelta(days=7)  # longer than a job may be late
# In which states whose work it is; a coordinator answers for the panel in all of them.
DISPATCHING = frozenset({"open", "panel_selection"})
OF_MEMBERS = frozenset({"open", "panel_selection", "assessment", "sign_off", "closed"})
OF_LEAD = OF_MEMBERS | {"aborted"}
WITHOUT_ANYBODY = frozenset({"deleted"})


def sync_access(panel: Panel, *, by: User | None, now: datetime) -> None:
    """Make the access to the panel's case what its state, its people and its network's desk ask for."""
    wanted = wanted_access(panel, now=now)
    present = {
        access.user_id: access for access in panel.case.accesses.current().select_related("user")
    }
    for user_id in present.keys() - wanted.keys():
        end_access(case=panel.case, user=present[user_id].user, by=by, now=now)
    changed = {
        pk for pk, level in wanted.items() if pk not in present or present[pk].level != level
    }
    for user in User.objects.filter(pk__in=changed):
        give_access(case=panel.case, user=user, level=wanted[user.pk], by=by, now=now)


def wanted_access(panel: Panel, *, now: datetime) -> Mapping[int, str]:
    """Return who should see the case beyond its care team, and how much of it."""
    state = panel.state
    wanted: dict[int, str] = {}
    if state in WITHOUT_ANYBODY:
        return wanted
    for member in panel.members.current():
        level = _level_of(member, state, now=now)
        if level is not None:
            wanted[member.user_id] = level
    desk = Membership.objects.active(timezone.localdate(now)).filter(
        network=panel.network_id, user__is_active=True
    )
    for user_id in desk.with_role(Membership.Role.DISPATCHER).values_list("user_id", flat=True):
        level = FULL if state in DISPATCHING else SUMMARY
        wanted[user_id] = FULL if wanted.get(user_id) == FULL else level
    for user_id in desk.with_role(Membership.Role.COORDINATOR).values_list("user_id", flat=True):
        wanted[user_id] = FULL
    return wanted


def _level_of(member: PanelMember, state: str, *, now: datetime) -> str | None:
    if member.state == PanelMember.State.PENDING:
        is_late = member.expires_at is not None and member.expires_at <= now
        return SUMMARY if state in PanelMember.ANSWERED_IN and not is_late else None
    states = OF_LEAD if member.role == PanelMember.Role.LEAD else OF_MEMBERS
    return FULL if state in states else None


@transaction.atomic
def sync_desk(user: User, now: datetime) -> None:
    """Give or take the desk's access after the person's roles have changed, in all panels of the networks concerned."""
    desks = Membership.objects.with_role(Membership.Role.COORDINATOR, Membership.Role.DISPATCHER)
    networks = desks.filter(user=user).values("network")
    held = Q(case__accesses__user=user, case__accesses__until_at__isnull=True)
    concerned = Panel.objects.filter(Q(network__in=networks) | held).values("pk")
    for panel in lock_panels(Panel.objects.filter(pk__in=concerned)):
        sync_access(panel, by=None, now=now)


def people_of_desks(now: datetime) -> list[User]:
    """Return whose coordinating or dispatching began or ended lately, or goes on."""
    since = timezone.localdate(now) - LATELY
    held = Membership.objects.with_role(Membership.Role.COORDINATOR, Membership.Role.DISPATCHER)
    recent = held.filter(Q(until_date__isnull=True) | Q(until_date__gte=since))
    return list(User.objects.filter(pk__in=recent.values("user")).order_by("pk"))
