"""Somebody leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from cpms.panels.models import PanelMember
from workflow.guards import Situation, guards


class PanelLeadAssigned:
    """The panel has a lead."""

    def why_not(self, situation: Situation, parameters: Mapping[str, Any]) -> str | None:
        """Say that nobody leads."""
        leads = situation.subject.members.accepted().filter(role=PanelMember.Role.LEAD)
        return None if leads.exists() else _("A panel lead must be named first.")


guards.register("panel_lead_assigned", PanelLeadAssigned())
