"""Naming a lead, inviting, answering."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cpms.audit.operations import collect
from cpms.networks.models import Membership
from cpms.panels.models import Panel, PanelMember
from cpms.panels.operations.access import sync_access
from cpms.panels.operations.locking import lock_any_panel, lock_panel, note, tell
from cpms.panels.permissions import PanelActRefused, refuse_unless
from cpms.patients.models import CareTeamMember

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cpms.accounts.models import User

EXPERTS = (Membership.Role.HEALTH_PROFESSIONAL, Membership.Role.COORDINATOR)
TIME_TO_ANSWER = timedelta(days=14)
TIME_TO_ANSWER_IF_URGENT = timedelta(days=3)
Role, State = PanelMember.Role, PanelMember.State


@transaction.atomic
def name_lead(*, panel_id: UUID, user: User, by: User, now: datetime) -> PanelMember:
    """Name the panel's lead, an expert of the network that has it; who led before stays as a member.

    Raise `Panel.DoesNotExist` or `PanelActRefused`.
    """
    panel = lock_panel(panel_id, by)
    refuse_unless(panel, by, "name_lead", now=now)
    _refuse_unfitting(panel, user, now=now, only_own_network=True)
    with collect():
        current = panel.members.current()
        current.filter(role=Role.LEAD).exclude(user=user).update(role=Role.MEMBER)
        place, _created = PanelMember.objects.update_or_create(
            panel=panel,
            user=user,
            state__in=PanelMember.CURRENT,
            defaults={"role": Role.LEAD, "state": State.ACCEPTED, "answered_at": now},
            create_defaults={
                "role": Role.LEAD,
                "state": State.ACCEPTED,
                "invited_at": now,
                "invited_by": by,
                "answered_at": now,
            },
        )
        sync_access(panel, by=by, now=now)
        note("name_lead", panel, by=by, now=now, person=str(user.public_id))
        tell("lead_named", panel, by=by, now=now)
    return place


@transaction.atomic
def invite(*, panel_id: UUID, user: User, role: str, by: User, now: datetime) -> PanelMember:
    """Ask an expert of any network to come in; until they accept they see the summary only.

    Raise `Panel.DoesNotExist` or `PanelActRefused`.
    """
    panel = lock_panel(panel_id, by)
    refuse_unless(panel, by, "invite", now=now)
    if role not in PanelMember.INVITED_AS:
        raise PanelActRefused(_("Nobody can be invited as this."))
    _refuse_unfitting(panel, user, now=now)
    if panel.members.current().filter(user=user).exists():
        raise PanelActRefused(_("%(person)s takes part or is invited already.") % {"person": user})
    wait = TIME_TO_ANSWER_IF_URGENT if panel.is_urgent else TIME_TO_ANSWER
    with collect():
        place = PanelMember.objects.create(
            panel=panel,
            user=user,
            role=role,
            state=State.PENDING,
            invited_at=now,
            invited_by=by,
            expires_at=now + wait,
        )
        sync_access(panel, by=by, now=now)
        note("invite", panel, by=by, now=now, person=str(user.public_id), role=role)
        tell("invited", panel, by=by, now=now, recipient=user)
    return place


@transaction.atomic
def answer_invitation(
    *, panel_id: UUID, accept: bool, by: User, now: datetime, reason: str = ""
) -> PanelMember:
    """Accept or decline one's invitation; declining wants a reason. Raise `Panel.DoesNotExist` or `PanelActRefused`."""
    panel = lock_panel(panel_id, by)
    place = panel.members.pending(now).filter(user=by).first()
    if place is None:
        raise PanelActRefused(
            _("There is no invitation to answer: it was answered, withdrawn, or is over.")
        )
    if not accept and not reason.strip():
        raise PanelActRefused(_("Say in a few words why you decline, so that others can be asked."))
    place.state = State.ACCEPTED if accept else State.DECLINED
    place.answered_at, place.decline_reason = now, "" if accept else reason.strip()
    with collect():
        place.save(update_fields=["state", "answered_at", "decline_reason"])
        sync_access(panel, by=by, now=now)
        note("accept_invitation" if accept else "decline_invitation", panel, by=by, now=now)
        tell("invitation_answered", panel, by=by, now=now)
    return place


@transaction.atomic
def withdraw_invitation(*, panel_id: UUID, user: User, by: User, now: datetime) -> PanelMember:
    """Take back an invitation, or end a member's part. The lead is replaced by naming another.

    Raise `Panel.DoesNotExist` or `PanelActRefused`.
    """
    panel = lock_panel(panel_id, by)
    refuse_unless(panel, by, "invite", now=now)
    place = panel.members.current().filter(user=user).first()
    if place is None:
        raise PanelActRefused(_("%(person)s takes no part in this panel.") % {"person": user})
    if place.role == Role.LEAD:
        raise PanelActRefused(_("A lead is replaced by naming another one."))
    place.state = State.WITHDRAWN
    with collect():
        place.save(update_fields=["state"])
        sync_access(panel, by=by, now=now)
        note("withdraw_invitation", panel, by=by, now=now, person=str(user.public_id))
    return place


def expire_invitations(*, now: datetime) -> int:
    """End the invitations that were not answered in time; return how many. Each in a transaction of its own."""
    late = Panel.objects.filter(members__state=State.PENDING, members__expires_at__lte=now)
    panels = list(late.distinct().order_by().values_list("pk", flat=True))
    return sum(_expire(panel_id, now) for panel_id in panels)


@transaction.atomic
def _expire(panel_id: UUID, now: datetime) -> int:
    panel = lock_any_panel(panel_id)
    late = PanelMember.objects.filter(panel=panel, state=State.PENDING, expires_at__lte=now)
    with collect():
        count = late.update(state=State.EXPIRED)
        sync_access(panel, by=None, now=now)
        if count:
            note("expire_invitations", panel, by=None, now=now, count=count)
            tell("invitation_answered", panel, by=None, now=now)
    return count


def _refuse_unfitting(
    panel: Panel, user: User, *, now: datetime, only_own_network: bool = False
) -> None:
    held = Membership.objects.active(timezone.localdate(now)).filter(
        user=user, user__is_active=True, role__in=EXPERTS
    )
    if only_own_network:
        held = held.filter(network=panel.network_id)
    if not held.exists():
        where = panel.network if only_own_network else _("any network")
        raise PanelActRefused(
            _("%(person)s is not a health professional of %(network)s.")
            % {"person": user, "network": where}
        )
    if CareTeamMember.objects.caring(user, patient=panel.case.patient_id).exists():
        raise PanelActRefused(
            _("%(person)s belongs to the patient’s own care team and asks for this advice.")
            % {"person": user}
        )
