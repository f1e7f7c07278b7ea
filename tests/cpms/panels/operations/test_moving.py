"""Moves by a timer, and what a move leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from cpms.audit.models import AuditRow
from cpms.events.models import Event
from cpms.panels import operations
from cpms.panels.models import Panel
from cpms.panels.operations.moving import move_by_timer
from cpms.panels.operations.workflows import shipped_workflow
from tests.factories.cast import NOW
from tests.factories.panels import Scene, aborted, again, moved
from workflow.models import Step
from workflow.operations import MovedMeanwhile, TransitionRefused, publish_workflow

DUE = NOW + timedelta(days=30)


def publish_with_a_timer() -> None:
    document = shipped_workflow()
    archive = next(each for each in document["transitions"] if each["key"] == "archive")
    archive["automatic_after_days"] = 30
    publish_workflow(document=document, by=None, now=NOW)


class TestMovePanel:
    def test_tells_all_who_know_the_case_and_keeps_who_did_it(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        Event.objects.all().delete()
        panel = moved(panels["panel_selection"], "start_assessment", stage.lead)
        event = Event.objects.get()
        assert (event.kind, event.subject_id, event.scope) == (
            "panel_moved",
            str(panel.pk),
            panel.case_id,
        )
        row = AuditRow.objects.filter(act="move_panel").latest("pk")
        assert (row.actor_id, row.details) == (
            stage.lead.pk,
            {"transition": "start_assessment", "state": "assessment"},
        )
        step = Step.objects.get(instance=panel.instance_id, number=panel.instance.step)
        assert (step.by, step.roles) == (stage.lead, ["panel_lead"])

    def test_refuses_who_decides_from_an_old_step(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        panel = panels["assessment"]
        with pytest.raises(MovedMeanwhile) as refused:
            operations.move_panel(
                panel_id=panel.pk,
                transition="submit_for_sign_off",
                step=panel.instance.step - 1,
                by=stage.lead,
                now=NOW,
            )
        assert refused.value.step == panel.instance.step
        assert again(panel).state == "assessment"

    @pytest.mark.parametrize("transition", ["close", "fly", ""])
    def test_refuses_what_does_not_lead_out_of_the_state(
        self, stage: Scene, panels: Mapping[str, Panel], transition: str
    ) -> None:
        with pytest.raises(TransitionRefused, match="cannot be done in the state “Open”"):
            moved(panels["open"], transition, stage.coordinator)

    def test_leaves_nothing_behind_when_it_is_refused(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        counts = AuditRow.objects.count(), Event.objects.count(), Step.objects.count()
        with pytest.raises(TransitionRefused):
            moved(panels["assessment"], "submit_for_sign_off", stage.member)
        assert (AuditRow.objects.count(), Event.objects.count(), Step.objects.count()) == counts


class TestMoveByTimer:
    def test_takes_a_transition_that_is_due_once(self, stage: Scene) -> None:
        publish_with_a_timer()
        panel = aborted(stage)
        for _ in range(2):
            move_by_timer(panel.instance_id, panel.instance.step, "archive", DUE)
        after = again(panel)
        assert (after.state, after.instance.step) == ("archived", panel.instance.step + 1)
        step = Step.objects.get(instance=panel.instance_id, number=after.instance.step)
        assert (step.by, step.at) == (None, DUE)
        row = AuditRow.objects.filter(act="move_panel").latest("pk")
        assert (row.actor_kind, row.subject_id) == ("system", str(panel.pk))
        assert not Panel.objects.visible_to(stage.lead).filter(pk=panel.pk).exists()

    def test_leaves_a_panel_that_has_moved_since(self, stage: Scene) -> None:
        publish_with_a_timer()
        panel = aborted(stage)
        resumed = moved(panel, "resume", stage.requester)
        move_by_timer(panel.instance_id, panel.instance.step, "archive", DUE)
        assert again(panel).instance.step == resumed.instance.step

    def test_does_not_do_what_only_a_person_may(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        panel = panels["aborted"]
        move_by_timer(panel.instance_id, panel.instance.step, "archive", DUE)
        assert again(panel).state == "aborted"
