"""Everybody has signed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from cpms.panels.queries.outcomes import unsigned_members
from workflow.guards import Situation, guards


class AllRequiredMembersSigned:
    """The lead and everybody who takes part have signed the outcome as it stands."""

    def why_not(self, situation: Situation, parameters: Mapping[str, Any]) -> str | None:
        """Name who has not."""
        names = [str(each.user) for each in unsigned_members(situation.subject, now=situation.now)]
        if not names:
            return None
        return _("Not signed yet by %(people)s.") % {"people": ", ".join(names)}


guards.register("all_required_members_signed", AllRequiredMembersSigned())
