"""Roles that see no patients: what they are here for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext

from cpms.networks.models import Membership
from cpms.networks.queries import memberships_of
from home.start import Shown, blocks

if TYPE_CHECKING:
    from django.http import HttpRequest

EXPLAINED = (
    Membership.Role.HELPDESK,
    Membership.Role.CENTRE_ADMINISTRATOR,
    Membership.Role.DATA_PROTECTION_OFFICER,
    Membership.Role.RESEARCHER,
)


class YourRole:
    """Said in words, because nothing will ever wait for these people: what they can do, and what they do not see."""

    order = 15

    def show(self, request: HttpRequest) -> Shown | None:
        """Show one paragraph for each such role; for everybody else the block is left out."""
        held = memberships_of(request.user, timezone.localdate()).with_role(*EXPLAINED)
        roles = list(held)
        if not roles:
            return None
        return Shown(
            title=gettext("What you can do here"),
            template="networks/start/your_role.html",
            context={"roles": roles},
        )


blocks.register("your_role", YourRole())
