"""What a patient's page shows of panels."""

from __future__ import annotations

from collections.abc import Mapping

from django.test import Client

from cpms.panels.models import Panel
from cpms.panels.queries.patients import PanelAdvice
from tests.factories.panels import Scene, moved, opened


def test_leads_from_the_patient_to_the_request_and_to_each_panel(
    stage: Scene, panels: Mapping[str, Panel]
) -> None:
    client = Client()
    client.force_login(stage.requester)
    page = client.get(f"/patients/{stage.patient.pk}/").content.decode()
    assert f'href="/panels/new/{stage.patient.pk}/"' in page
    for panel in panels.values():
        assert f'<a href="/panels/{panel.pk}/">{panel.number}</a>' in page


def test_leaves_out_what_was_deleted(stage: Scene) -> None:
    panel = opened(stage)
    assert [*PanelAdvice().places_of([panel.case])] == [panel.case_id]
    moved(panel, "delete", stage.requester)
    assert [*PanelAdvice().places_of([panel.case])] == []
