"""Where an archived panel comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from workflow.guards import Situation, guards
from workflow.queries import history


class WasClosedBeforeArchiving:
    """The panel was closed, not aborted, when it was archived."""

    def why_not(self, situation: Situation, parameters: Mapping[str, Any]) -> str | None:
        """Say that it was aborted."""
        archived = [
            step for step in history(situation.subject.instance) if step.to_state == "archived"
        ]
        if archived and archived[-1].from_state == "closed":
            return None
        return _("This panel was aborted before it was archived: it was never closed.")


guards.register("was_closed_before_archiving", WasClosedBeforeArchiving())
