"""Deleting a panel."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cpms.panels import operations
from cpms.panels.models import DataRequest, Panel, PanelMember
from datasets.models import Record
from tests.factories.cast import NOW
from tests.factories.panels import Scene, again, contribute, invited, moved, write_outcome
from workflow.models import Instance
from workflow.queries import history

WORDS = ("gene", "blind", "siblings", "brother", "leave", "ABCA4")


@pytest.fixture
def panel(stage: Scene) -> Panel:
    """Return a deleted panel that had said much."""
    panel = invited(stage)
    case: dict[str, Any] = {"panel_id": panel.pk, "now": NOW}
    operations.answer_invitation(**case, accept=False, by=stage.guest, reason="On leave")
    operations.answer_invitation(**case, accept=True, by=stage.member)
    operations.set_priority(**case, priority="urgent", reason="Going blind", by=stage.lead)
    asked = operations.request_data(**case, text="Any siblings?", by=stage.lead)
    operations.answer_request(**case, request_id=asked.pk, answer="A brother", by=stage.requester)
    panel = moved(again(panel), "start_assessment", stage.lead)
    contribute(panel, stage.member, "ABCA4 first")
    write_outcome(panel, stage.lead, "Test ABCA4")
    panel = moved(panel, "abort", stage.requester, reason_code="patient_withdrew")
    asked_for = {"erasure_requested": True}
    return moved(panel, "delete", stage.requester, values=asked_for)


def test_says_nothing_any_more(panel: Panel) -> None:
    records = Record.objects.filter(panel_record__form__panel=panel)
    said = [
        *Panel.objects.filter(pk=panel.pk).values("question", "priority", "priority_reason"),
        *DataRequest.objects.filter(panel=panel).values("text", "answer"),
        *PanelMember.objects.filter(panel=panel).values("decline_reason"),
        *records.values("answers", "missing", "unread"),
    ]
    assert len(said) == 1 + 1 + 3 + 3
    assert [word for word in WORDS if word in json.dumps(said)] == []


def test_leaves_what_counts_need(stage: Scene, panel: Panel) -> None:
    assert (panel.number, panel.created_at, panel.state) == ("EYE-2026-001", NOW, "deleted")
    assert [each.network for each in panel.networks.all()] == [stage.cast.eye.network]
    assert [step.transition for step in history(panel.instance)][-2:] == ["abort", "delete"]
    assert panel.members.count() == 3


def test_is_out_of_everybodys_sight(stage: Scene, panel: Panel) -> None:
    people = (stage.requester, stage.coordinator, stage.dispatcher, stage.lead, stage.member)
    for user in (*people, stage.guest, stage.cast.platform_administrator):
        assert not Panel.objects.visible_to(user).exists()
        assert not Record.objects.visible_to(user).filter(scope=panel.case_id).exists()
        assert not Instance.objects.visible_to(user).exists()


def test_cannot_be_moved_any_more(stage: Scene, panel: Panel) -> None:
    for user in (stage.requester, stage.coordinator):
        with pytest.raises(Panel.DoesNotExist):
            moved(panel, "resume", user)
