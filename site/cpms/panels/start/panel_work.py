"""What waits for somebody in panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext

from cpms.accounts.models import User
from cpms.panels.queries.work import tasks_for
from home.start import Shown, blocks

if TYPE_CHECKING:
    from django.http import HttpRequest


class PanelWork:
    """One line for each thing to do, urgent first."""

    order = 5

    def show(self, request: HttpRequest) -> Shown | None:
        """Show what waits; without any panels the block is left out."""
        if not isinstance(request.user, User):
            return None
        tasks = tasks_for(request.user, now=timezone.localtime())
        if not tasks:
            return None
        return Shown(
            title=gettext("Waiting for you in panels (%(number)d)") % {"number": len(tasks)},
            template="panels/start/panel_work.html",
            context={"tasks": tasks},
        )


blocks.register("panel_work", PanelWork())
