"""The case is described."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import ngettext

from cpms.panels.queries.forms import open_answers
from workflow.guards import Situation, guards


class MandatoryFormFieldsValid:
    """Nothing is open in the forms that describe the case."""

    def why_not(self, situation: Situation, parameters: Mapping[str, Any]) -> str | None:
        """Say how many answers are open."""
        count = open_answers(situation.subject, "case", now=situation.now)
        if not count:
            return None
        return ngettext(
            "%(number)d answer about the case is still open: the requesting clinician completes it.",
            "%(number)d answers about the case are still open: the requesting clinician completes them.",
            count,
        ) % {"number": count}


guards.register("mandatory_form_fields_valid", MandatoryFormFieldsValid())
