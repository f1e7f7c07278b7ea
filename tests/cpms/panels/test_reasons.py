"""Reasons that moving a panel takes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cpms.panels.models import Panel
from tests.factories.panels import Scene, moved
from workflow.models import Step
from workflow.operations import TransitionRefused


class TestReasons:
    """Going back, aside or out of turn is explained."""

    @pytest.mark.parametrize(
        ("transition", "state"),
        [
            ("back_to_selection", "assessment"),
            ("back_to_assessment", "sign_off"),
            ("reopen", "closed"),
            ("return_to_open", "panel_selection"),
            ("unarchive", "archived"),
            ("resume", "aborted"),
        ],
    )
    def test_are_needed_and_kept(
        self, stage: Scene, panels: Mapping[str, Panel], transition: str, state: str
    ) -> None:
        with pytest.raises(TransitionRefused) as refused:
            moved(panels[state], transition, stage.coordinator, reason="")
        assert refused.value.refusals == ("A reason is needed.",)
        after = moved(panels[state], transition, stage.coordinator, reason=" So it is ")
        assert newest_step(after).reason == "So it is"

    def test_are_chosen_from_a_list_when_it_is_aborted(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        for code, words in (("", "Choose a reason."), ("mood", "Choose one of the reasons")):
            with pytest.raises(TransitionRefused, match=words):
                moved(panels["open"], "abort", stage.requester, reason_code=code)
        panel = moved(panels["open"], "abort", stage.requester, reason_code="solved_locally")
        assert newest_step(panel).reason_code == "solved_locally"


def newest_step(panel: Panel) -> Step:
    return Step.objects.get(instance=panel.instance_id, number=panel.instance.step)
