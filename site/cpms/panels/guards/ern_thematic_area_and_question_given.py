"""What every request needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from workflow.guards import Situation, guards


class RequestIsComplete:
    """Network, thematic area and question are given."""

    def why_not(self, situation: Situation, parameters: Mapping[str, Any]) -> str | None:
        """Name what is missing."""
        panel = situation.subject
        if panel.network_id is None or panel.thematic_area_id is None:
            return _("The network and the thematic area must be chosen.")
        return None if panel.question.strip() else _("The question must be asked.")


guards.register("ern_thematic_area_and_question_given", RequestIsComplete())
