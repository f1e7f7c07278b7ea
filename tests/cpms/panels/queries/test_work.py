"""What waits for one person: each task comes to the right people and goes when it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpms.panels import operations
from cpms.panels.models import Panel
from cpms.panels.operations.people import TIME_TO_ANSWER
from cpms.panels.queries.work import tasks_for
from tests.factories.cast import NOW
from tests.factories.panels import (
    Purpose,
    Scene,
    contribute,
    fill,
    in_assessment,
    in_selection,
    in_sign_off,
    invited,
    moved,
    opened,
    panel_data,
    record_of,
    sign,
    with_lead,
    write_outcome,
)

PEOPLE = (
    *("requester", "coordinator", "dispatcher", "lead", "manager", "member", "guest"),
    "stranger",
)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of task: when it is there, for whom, its button, and what somebody does to have it done."""

    make: Callable[[Scene], Panel]
    act: str
    whose: frozenset[str]
    do: Callable[[Scene, Panel], object]
    left: frozenset[str] = frozenset()


def undescribed(scene: Scene) -> Panel:
    return operations.create_panel(
        patient=scene.patient, data=panel_data(scene), by=scene.requester, now=NOW
    )


def asked(scene: Scene) -> Panel:
    panel = in_assessment(scene)
    operations.request_data(panel_id=panel.pk, text="Any siblings?", by=scene.lead, now=NOW)
    return panel


def written(scene: Scene) -> Panel:
    panel = in_assessment(scene)
    write_outcome(panel, scene.lead, "Test ABCA4")
    return panel


def answer(scene: Scene, panel: Panel) -> None:
    request = panel.data_requests.get()
    told: dict[str, Any] = {"panel_id": panel.pk, "request_id": request.pk, "answer": "A brother"}
    operations.answer_request(**told, by=scene.requester, now=NOW)


DESK = frozenset({"coordinator", "dispatcher"})
KINDS = {
    "invitation": Kind(
        make=invited,
        act="Read and answer",
        whose=frozenset({"member", "guest"}),
        do=lambda scene, panel: operations.answer_invitation(
            panel_id=panel.pk, accept=True, by=scene.guest, now=NOW
        ),
        left=frozenset({"member"}),
    ),
    "no lead": Kind(
        make=opened,
        act="Name a lead",
        whose=DESK,
        do=lambda scene, panel: operations.name_lead(
            panel_id=panel.pk, user=scene.lead, by=scene.dispatcher, now=NOW
        ),
    ),
    "to accept": Kind(
        make=with_lead,
        act="Accept the request",
        whose=DESK,
        do=lambda scene, panel: moved(panel, "accept", scene.coordinator),
    ),
    "to invite": Kind(
        make=in_selection,
        act="Invite experts",
        whose=frozenset({"lead"}),
        do=lambda scene, panel: moved(panel, "return_to_open", scene.lead),
    ),
    "to assess": Kind(
        make=in_assessment,
        act="Write it",
        whose=frozenset({"member", "guest"}),
        do=lambda scene, panel: contribute(panel, scene.member, "ABCA4 first"),
        left=frozenset({"guest"}),
    ),
    "to write the outcome": Kind(
        make=written,
        act="Write the outcome",
        whose=frozenset({"lead"}),
        do=lambda scene, panel: moved(panel, "submit_for_sign_off", scene.lead),
    ),
    "to sign": Kind(
        make=in_sign_off,
        act="Read and sign",
        whose=frozenset({"lead", "member", "guest"}),
        do=lambda scene, panel: sign(panel, scene.guest),
        left=frozenset({"lead", "member"}),
    ),
    "to close": Kind(
        make=in_sign_off,
        act="See who has signed",
        whose=frozenset({"lead"}),
        do=lambda scene, panel: moved(panel, "close", scene.lead, override=True),
    ),
    "to answer": Kind(make=asked, act="Answer", whose=frozenset({"requester"}), do=answer),
    "to describe": Kind(
        make=undescribed,
        act="Fill in the case",
        whose=frozenset({"requester"}),
        do=lambda scene, panel: fill(
            record_of(panel, Purpose.CASE), scene.requester, "Night blindness"
        ),
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_comes_to_the_right_people_and_goes(stage: Scene, name: str) -> None:
    kind = KINDS[name]
    panel = kind.make(stage)
    assert who_has(stage, panel, kind.act) == kind.whose
    kind.do(stage, panel)
    assert who_has(stage, panel, kind.act) == kind.left


def test_no_invitation_is_there_to_answer_when_it_is_late(stage: Scene) -> None:
    panel = invited(stage)
    tasks = tasks_for(stage.guest, now=NOW + TIME_TO_ANSWER)
    assert [task for task in tasks if task.panel == panel] == []


def test_a_coordinator_who_was_asked_has_nothing_to_answer_after_the_assessment(
    stage: Scene, panels: Mapping[str, Panel]
) -> None:
    panel = panels["assessment"]
    told: dict[str, Any] = {"panel_id": panel.pk, "user": stage.coordinator, "role": "panel_member"}
    operations.invite(**told, by=stage.lead, now=NOW)
    assert "coordinator" in who_has(stage, panel, "Read and answer")
    moved(panel, "submit_for_sign_off", stage.lead)
    assert who_has(stage, panel, "Read and answer") == frozenset()


def test_a_new_round_wants_new_signatures(stage: Scene, panels: Mapping[str, Panel]) -> None:
    panel = panels["sign_off"]
    assert who_has(stage, panel, "Read and sign") == frozenset()
    panel = moved(panel, "back_to_assessment", stage.lead)
    moved(panel, "submit_for_sign_off", stage.lead)
    assert who_has(stage, panel, "Read and sign") == {"lead", "member", "guest"}


def test_urgent_ones_come_first_then_what_waits_longest(stage: Scene) -> None:
    third, second = opened(stage, now=NOW + timedelta(days=2)), opened(stage)
    first = opened(stage, priority=Panel.Priority.URGENT, priority_reason="Going blind")
    tasks = tasks_for(stage.coordinator, now=NOW)
    mine = [task.panel for task in tasks if task.panel in (first, second, third)]
    assert mine == [first, second, third]


def test_asks_the_same_number_of_times_for_many(stage: Scene, panels: Mapping[str, Panel]) -> None:
    counts = {}
    for user in (stage.lead, stage.member, stage.requester, stage.coordinator):
        with CaptureQueriesContext(connection) as once:
            tasks_for(user, now=NOW)
        counts[user] = len(once)
    for make in (opened, with_lead, invited, asked, in_sign_off, undescribed):
        make(stage)
    for user, count in counts.items():
        with CaptureQueriesContext(connection) as again:
            for task in tasks_for(user, now=NOW):
                assert task.panel.state_label
                assert task.panel.case.nickname
                assert str(task.panel.network)
        assert len(again) == count


def who_has(scene: Scene, panel: Panel, act: str) -> frozenset[str]:
    """Return who has a task with that button in the panel."""
    tasks = {who: tasks_for(getattr(scene, who), now=NOW) for who in PEOPLE}
    return frozenset(
        who
        for who, found in tasks.items()
        if any((task.panel, task.act) == (panel, act) for task in found)
    )
