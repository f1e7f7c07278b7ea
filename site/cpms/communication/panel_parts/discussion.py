"""The discussion of a panel's case."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext

from cpms.communication.models import Message
from cpms.communication.queries import messages_of
from cpms.panels.parts import parts
from cpms.panels.permissions import why_not
from home.start import Shown

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cpms.panels.models import Panel


class Discussion:
    """What was written, and where to write; or why not, for those who may only read."""

    order = 20

    def show(self, request: HttpRequest, panel: Panel) -> Shown | None:
        """Show it. The panel is open to the person, so they see the case in full."""
        return Shown(
            title=gettext("Discussion"),
            template="communication/_discussion.html",
            context={
                "written": messages_of(panel.case_id),
                "case_id": panel.case_id,
                "key": uuid4(),
                "most": Message.MOST_CHARACTERS,
                "why_not": why_not(panel, request.user, "message", now=timezone.localtime()),
            },
        )


parts.register("discussion", Discussion())
