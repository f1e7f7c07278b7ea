"""What a patient's page shows of panels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from cpms.panels.models import Panel
from cpms.patients.advice import Place

if TYPE_CHECKING:
    from cpms.patients.models import Case, Patient


class PanelAdvice:
    """Advice is asked for by opening a panel, and a case is discussed in its panel."""

    def to_ask(self, patient: Patient) -> Place | None:
        """Return the request for advice."""
        return Place(words=_("Ask for advice"), url=reverse("panels:create", args=[patient.pk]))

    def places_of(self, cases: Iterable[Case]) -> Mapping[UUID, Place]:
        """Return the panels that were not deleted. One statement."""
        found = Panel.objects.filter(case__in=[case.pk for case in cases])
        return {
            panel.case_id: Place(
                words=panel.number,
                url=reverse("panels:panel", args=[panel.pk]),
                state=panel.state,
                state_label=panel.state_label,
            )
            for panel in found.exclude(instance__state="deleted").select_related(
                "instance__version"
            )
        }
