"""Enough experts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import ngettext

from cpms.panels.models import PanelMember
from workflow.guards import Situation, guards


class MinAcceptedMembers:
    """At least `minimum` experts besides the lead have accepted."""

    def why_not(self, situation: Situation, parameters: Mapping[str, Any]) -> str | None:
        """Say how many are missing."""
        members = situation.subject.members.accepted()
        missing = int(parameters["minimum"]) - members.exclude(role=PanelMember.Role.LEAD).count()
        if missing <= 0:
            return None
        return ngettext(
            "%(number)d more invited expert must accept first.",
            "%(number)d more invited experts must accept first.",
            missing,
        ) % {"number": missing}


guards.register("min_accepted_members", MinAcceptedMembers())
