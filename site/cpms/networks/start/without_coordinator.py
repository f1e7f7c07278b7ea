"""Networks that wait for their first coordinator, or for the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext

from cpms.networks.permissions import is_platform_administrator
from cpms.networks.queries import networks_without_coordinator
from home.start import Shown, blocks

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST = 7


class WithoutCoordinator:
    """What platform administrators have to do: only a coordinator can give roles in a network."""

    order = 20

    def show(self, request: HttpRequest) -> Shown | None:
        """Show the first of them and how many there are."""
        if not is_platform_administrator(request.user):
            return None
        in_need = list(networks_without_coordinator(today=timezone.localdate()))
        return Shown(
            title=gettext("Networks without a coordinator"),
            template="networks/start/without_coordinator.html",
            context={"networks": in_need[:MOST], "count": len(in_need)},
        )


blocks.register("without_coordinator", WithoutCoordinator())
