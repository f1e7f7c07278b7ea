"""Giving and ending roles; the CMS's groups follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cpms.accounts.models import User
from cpms.audit import operations as audit
from cpms.networks import changes
from cpms.networks.models import Centre, Membership, Network
from cpms.networks.permissions import can_manage_members
from datasets.acts import Act

if TYPE_CHECKING:
    from datetime import date, datetime


class RoleRefused(Exception):
    """The role cannot be given or ended; the text says why."""


@transaction.atomic
def grant_role(
    *,
    user: User,
    network: Network,
    role: str,
    by: User | None,
    now: datetime,
    centre: Centre | None = None,
    until: date | None = None,
) -> Membership:
    """Give a role from today on, `until` excluded. Without `by` it is the command line that asks.

    Raise `RoleRefused`: without the right, for a closed account, a network that has ended, an unknown role, a role that
    the person has already, or a role of a centre without the centre.
    """
    today = timezone.localdate(now)
    _refuse_unless_allowed(by, network, today=today)
    User.objects.select_for_update().get(pk=user.pk)  # two grants at once meet here
    _refuse_unfitting(user, network, role, until=until, today=today)
    _refuse_centre(role, centre)
    membership = Membership.objects.create(
        user=user, network=network, centre=centre, role=role, from_date=today, until_date=until
    )
    _sync_groups(user, today=today)
    changes.tell(user, now)
    audit.record(_act("grant_role", membership, by=by, now=now))
    return membership


@transaction.atomic
def end_role(*, membership: Membership, by: User | None, now: datetime) -> None:
    """End a role today; the person loses its rights at once. Raise `RoleRefused`: without the right, or when it has ended.

    A role that would have begun later ends on the day it begins, and so never counts.
    """
    today = timezone.localdate(now)
    _refuse_unless_allowed(by, membership.network, today=today)
    locked = Membership.objects.select_for_update().get(pk=membership.pk)
    if locked.until_date is not None and locked.until_date <= today:
        raise RoleRefused(_("This role has already ended."))
    locked.until_date = max(today, locked.from_date)
    locked.save(update_fields=["until_date"])
    membership.until_date = locked.until_date
    _sync_groups(membership.user, today=today)
    changes.tell(membership.user, now)
    audit.record(_act("end_role", membership, by=by, now=now))


def drop_expired_rights(*, user: User, today: date) -> bool:
    """Take the person out of the CMS groups of roles whose last day has passed; tell whether there were any.

    Days pass without anybody acting, so this is asked on the way into the CMS.
    """
    return _sync_groups(user, today=today)


def _refuse_unless_allowed(by: User | None, network: Network, *, today: date) -> None:
    if by is not None and not can_manage_members(by, network, today=today):
        raise RoleRefused(
            _("Only a coordinator of %(network)s can give and end roles there.")
            % {"network": network}
        )


def _refuse_unfitting(
    user: User, network: Network, role: str, *, until: date | None, today: date
) -> None:
    if role not in Membership.Role.values:
        raise RoleRefused(_("There is no role “%(role)s”.") % {"role": role})
    if not user.is_active:
        raise RoleRefused(_("This account is closed."))
    if not network.active:
        raise RoleRefused(_("%(network)s has ended.") % {"network": network})
    if until is not None and until <= today:
        raise RoleRefused(_("The last day must lie ahead."))
    same = Membership.objects.filter(
        user=user, network=network, role=role, from_date__lt=until or "9999-12-31"
    )
    if same.filter(Q(until_date__isnull=True) | Q(until_date__gt=today)).exists():
        raise RoleRefused(_("This person already has this role, now or from a later day."))


def _refuse_centre(role: str, centre: Centre | None) -> None:
    if centre is None and role in Membership.CENTRE_ROLES:
        raise RoleRefused(_("This role belongs to a centre: say which."))
    if centre is not None and not centre.active:
        raise RoleRefused(_("%(centre)s takes no part any more.") % {"centre": centre})


def _sync_groups(user: User, *, today: date) -> bool:
    """Make the person's network groups those of their roles; groups that belong to no network stay. Tell of changes."""
    held = Membership.objects.active(today).filter(user=user)
    if not user.is_active:
        held = held.none()
    due = {
        *held.with_role(Membership.Role.DATASET_DESIGNER).values_list(
            "network__designers", flat=True
        ),
        *held.with_role(Membership.Role.COORDINATOR).values_list(
            "network__coordinators", flat=True
        ),
    }
    networks = Network.objects.all()
    of_networks = Group.objects.filter(
        Q(pk__in=networks.values("designers")) | Q(pk__in=networks.values("coordinators"))
    )
    present = set(of_networks.filter(user=user).values_list("pk", flat=True))
    user.groups.remove(*(present - due))
    user.groups.add(*(due - present))
    return present != due


def _act(name: str, membership: Membership, *, by: User | None, now: datetime) -> Act:
    return Act(
        name=name,
        by=by.pk if by else None,
        subject_type="membership",
        subject_id=str(membership.pk),
        now=now,
        details={
            "person": str(membership.user.public_id),
            "network": membership.network.key,
            "role": membership.role,
        },
    )
