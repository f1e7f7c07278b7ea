"""Consent for care."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cpms.patients.queries import has_active_care_consent
from workflow.guards import Situation, guards


class ConsentCareActive:
    """The patient's consent for care is given, not withdrawn and not run out."""

    def why_not(self, situation: Situation, parameters: Mapping[str, Any]) -> str | None:
        """Say that it is missing."""
        patient = situation.subject.case.patient_id
        if has_active_care_consent(patient, on=timezone.localdate(situation.now)):
            return None
        return _("There is no valid consent for care: the treating centre records it.")


guards.register("consent_care_active", ConsentCareActive())
