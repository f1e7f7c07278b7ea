"""The panels that somebody takes part in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext

from cpms.accounts.models import User
from cpms.panels.queries.lists import ACTIVE, listed, panels_of
from home.start import Shown, blocks

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST = 8


class YourPanels:
    """The active ones, urgent and oldest first."""

    order = 20

    def show(self, request: HttpRequest) -> Shown | None:
        """Show them; without any the block is left out."""
        if not isinstance(request.user, User):
            return None
        found = panels_of(request.user).in_states(*ACTIVE)[: MOST + 1]
        rows = listed(found, now=timezone.localtime())
        if not rows:
            return None
        return Shown(
            title=gettext("Your panels"),
            template="panels/start/your_panels.html",
            context={"rows": rows[:MOST], "has_more": len(rows) > MOST},
        )


blocks.register("your_panels", YourPanels())
