"""The patient wants it gone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from workflow.guards import Situation, guards


class ErasureRequest:
    """The person who deletes states that the patient or guardian asked for erasure; `values["erasure_requested"]`."""

    def why_not(self, situation: Situation, parameters: Mapping[str, Any]) -> str | None:
        """Ask for the statement."""
        if situation.values.get("erasure_requested"):
            return None
        return _("The patient or a guardian has not asked for erasure.")


guards.register("erasure_request", ErasureRequest())
