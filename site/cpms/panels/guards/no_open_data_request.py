"""Nothing is asked for that has not come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import ngettext

from cpms.panels.models import DataRequest
from workflow.guards import Situation, guards


class NoOpenDataRequest:
    """The requester has answered all that the panel asked for."""

    def why_not(self, situation: Situation, parameters: Mapping[str, Any]) -> str | None:
        """Say how much is open."""
        count = DataRequest.objects.filter(
            panel=situation.subject, answered_at__isnull=True
        ).count()
        if not count:
            return None
        return ngettext(
            "%(number)d question to the requesting clinician has no answer yet.",
            "%(number)d questions to the requesting clinician have no answer yet.",
            count,
        ) % {"number": count}


guards.register("no_open_data_request", NoOpenDataRequest())
