"""Who may do what in a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.permission_policies import ModelPermissionPolicy

from cpms.accounts.models import User
from cpms.networks.models import Centre, Membership, Network, NetworkQuerySet, ThematicArea

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from datasets.access import Person


def has_role(user: Person, network: Network, *roles: str, today: date) -> bool:
    """Tell whether the person has one of the roles in the network on that day."""
    if not isinstance(user, User) or not user.is_active:
        return False
    held = Membership.objects.active(today).with_role(*roles)
    return held.filter(user_id=user.pk, network=network).exists()


def works_at(user: Person, centre: Centre, *roles: str, today: date) -> bool:
    """Tell whether the person acts for the centre on that day, in whichever network; without `roles` in any role."""
    if not isinstance(user, User) or not user.is_active:
        return False
    held = Membership.objects.active(today).filter(user_id=user.pk, centre=centre)
    return (held.with_role(*roles) if roles else held).exists()


def is_coordinator(user: Person, network: Network, *, today: date) -> bool:
    """Tell whether the person coordinates the network."""
    return has_role(user, network, Membership.Role.COORDINATOR, today=today)


def can_manage_members(user: Person, network: Network, *, today: date) -> bool:
    """Tell whether the person may give and end roles: coordinators in their network, platform administrators anywhere."""
    return is_platform_administrator(user) or is_coordinator(user, network, today=today)


def can_add_network(user: Person) -> bool:
    """Tell whether the person may add networks."""
    return is_platform_administrator(user)


def can_keep_centres(user: Person) -> bool:
    """Tell whether the person may add and change centres: they belong to no network, so no coordinator does."""
    return is_platform_administrator(user)


def networks_kept_by(user: User) -> NetworkQuerySet:
    """Return the networks whose thematic areas the person keeps."""
    if user.is_superuser:
        return Network.objects.all()
    return Network.objects.having(
        user, roles=[Membership.Role.COORDINATOR], today=timezone.localdate()
    )


def is_platform_administrator(user: Person) -> bool:
    """Tell whether the person looks after the platform: its networks, its centres, its first coordinators."""
    return isinstance(user, User) and user.is_active and user.is_superuser


class PlatformPolicy(ModelPermissionPolicy):
    """Platform administrators add and change networks and centres; nobody deletes one, it is ended."""

    def user_has_permission(self, user: User, action: str) -> bool:
        """Tell whether the person may do it to any of them."""
        return action != "delete" and is_platform_administrator(user)

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        """Tell whether the person may do any of it."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(
        self, user: User, action: str, instance: Network | Centre
    ) -> bool:
        """Tell the same: all are alike."""
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: Network | Centre
    ) -> bool:
        """Tell the same: all are alike."""
        return self.user_has_any_permission(user, actions)


class ThematicAreaPolicy(ModelPermissionPolicy):
    """Coordinators keep the thematic areas of their networks; platform administrators keep all."""

    def user_has_permission(self, user: User, action: str) -> bool:
        """Tell whether there is any network whose areas the person keeps."""
        return user.is_active and (user.is_superuser or networks_kept_by(user).exists())

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        """Tell the same for any action: the right is one."""
        return self.user_has_permission(user, "change")

    def user_has_permission_for_instance(
        self, user: User, action: str, instance: ThematicArea
    ) -> bool:
        """Tell whether the person keeps this area."""
        areas: QuerySet[ThematicArea] = self.instances_user_has_any_permission_for(user, [action])
        return areas.filter(pk=instance.pk).exists()

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: ThematicArea
    ) -> bool:
        """Tell the same for any action."""
        return self.user_has_permission_for_instance(user, "change", instance)

    def instances_user_has_any_permission_for(
        self, user: User, actions: Iterable[str]
    ) -> QuerySet[ThematicArea]:
        """Return the areas that the person keeps."""
        return ThematicArea.objects.filter(network__in=networks_kept_by(user))

    def instances_user_has_permission_for(self, user: User, action: str) -> QuerySet[ThematicArea]:
        """Return the areas that the person keeps."""
        return self.instances_user_has_any_permission_for(user, [action])
