"""What the frame of every page shows about networks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from cpms.networks.models import Network
from cpms.networks.queries import chosen_of

if TYPE_CHECKING:
    from django.http import HttpRequest


def networks(request: HttpRequest) -> dict[str, Any]:
    """Add the networks to choose from and the one worked in. Asked once, and only by pages that show them."""
    choice = SimpleLazyObject(lambda: list(Network.objects.visible_to(request.user)))
    return {
        "networks": choice,
        "network": SimpleLazyObject(lambda: chosen_of(choice, request.session)),
    }
