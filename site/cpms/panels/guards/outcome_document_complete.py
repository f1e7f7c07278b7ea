"""The outcome is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cpms.panels.queries.forms import open_answers
from cpms.panels.queries.outcomes import current_outcome
from workflow.guards import Situation, guards


class OutcomeDocumentComplete:
    """The outcome was begun and nothing in it is open."""

    def why_not(self, situation: Situation, parameters: Mapping[str, Any]) -> str | None:
        """Say what is missing."""
        panel = situation.subject
        if current_outcome(panel) is None:
            return _("The outcome is not written yet: the panel lead writes it.")
        count = open_answers(panel, "outcome", now=situation.now)
        if not count:
            return None
        return ngettext(
            "%(number)d answer of the outcome is still open.",
            "%(number)d answers of the outcome are still open.",
            count,
        ) % {"number": count}


guards.register("outcome_document_complete", OutcomeDocumentComplete())
