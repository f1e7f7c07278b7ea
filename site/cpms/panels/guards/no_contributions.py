"""Nobody has worked on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from cpms.panels.models import PanelRecord
from workflow.guards import Situation, guards


class NoContributions:
    """No expert has begun an assessment and no outcome was begun."""

    def why_not(self, situation: Situation, parameters: Mapping[str, Any]) -> str | None:
        """Say that there is work that would be lost."""
        written = PanelRecord.objects.filter(form__panel=situation.subject).exclude(
            form__purpose="case"
        )
        if not written.exists():
            return None
        return _("Experts have contributed: the panel can be aborted and archived, not deleted.")


guards.register("no_contributions", NoContributions())
