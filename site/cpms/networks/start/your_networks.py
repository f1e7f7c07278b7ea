"""Your networks and forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from cpms.accounts.models import User
from cpms.networks.queries import current_network, networks_with_forms
from home.start import Shown, blocks

if TYPE_CHECKING:
    from django.http import HttpRequest


class YourNetworks:
    """The networks that the person works in, with the forms they may see or fill; the one acted in comes first."""

    order = 50

    def show(self, request: HttpRequest) -> Shown | None:
        """Show the networks; who has none yet reads how to get one."""
        if not isinstance(request.user, User):
            return None
        first = current_network(request.user, request.session)
        mine = networks_with_forms(request.user, first=first)
        return Shown(
            title=gettext("Your networks and forms"),
            template="networks/start/your_networks.html",
            context={"mine": mine, "person": request.user},
        )


blocks.register("your_networks", YourNetworks())
