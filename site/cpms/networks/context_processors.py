"""What the frame of every page shows about networks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from cpms.networks.models import Membership, Network
from cpms.networks.queries import chosen_of, memberships_of

if TYPE_CHECKING:
    from django.http import HttpRequest


def networks(request: HttpRequest) -> dict[str, Any]:
    """Add the person's roles, the one acted in with its network, the networks they see, and whether they enrol patients.

    Each is asked once, and only by pages that show it.
    """
    held = SimpleLazyObject(lambda: list(memberships_of(request.user, timezone.localdate())))
    acting = SimpleLazyObject(lambda: chosen_of(held, request.session))
    return {
        "memberships": held,
        "acting": acting,
        "enrols": SimpleLazyObject(lambda: any(_enrols(membership) for membership in held)),
        "network": SimpleLazyObject(lambda: acting.network if acting else None),
        "networks": SimpleLazyObject(lambda: list(Network.objects.visible_to(request.user))),
    }


def _enrols(membership: Membership) -> bool:
    """Tell whether it is the role of who enrols patients: a health professional of a centre that takes part."""
    at_a_centre = membership.centre is not None and membership.centre.active
    return at_a_centre and membership.role == Membership.Role.HEALTH_PROFESSIONAL
