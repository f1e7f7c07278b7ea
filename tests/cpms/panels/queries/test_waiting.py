"""Whom a panel waits for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpms.panels import operations
from cpms.panels.models import Panel
from cpms.panels.queries.waiting import Waiting, waiting_of
from tests.factories.cast import NOW
from tests.factories.panels import (
    Scene,
    contribute,
    in_assessment,
    in_selection,
    in_sign_off,
    invited,
    opened,
    sign,
    signed,
    with_lead,
    with_members,
)


def with_one_assessment(scene: Scene) -> Panel:
    panel = in_assessment(scene)
    contribute(panel, scene.member, "ABCA4 first")
    return panel


def with_all_assessments(scene: Scene) -> Panel:
    panel = with_one_assessment(scene)
    contribute(panel, scene.guest, "PRPH2 first")
    return panel


def with_a_question(scene: Scene) -> Panel:
    panel = in_selection(scene)
    operations.request_data(panel_id=panel.pk, text="Any siblings?", by=scene.lead, now=NOW)
    return panel


def signed_by_one(scene: Scene) -> Panel:
    panel = in_sign_off(scene)
    sign(panel, scene.member)
    return panel


WORDS: Mapping[Callable[[Scene], Panel], tuple[str, ...]] = {
    opened: ("a panel lead to be named",),
    with_lead: ("the network’s desk to go on",),
    in_selection: ("the panel lead to invite experts",),
    invited: ("2 of 2 invited experts",),
    with_members: ("the panel lead to start the assessment",),
    with_a_question: ("an answer of the requesting clinician", "the panel lead to invite experts"),
    in_assessment: ("2 of 2 experts",),
    with_one_assessment: ("1 of 2 experts",),
    with_all_assessments: ("the outcome by the panel lead",),
    in_sign_off: ("3 of 3 signatures",),
    signed_by_one: ("2 of 3 signatures",),
    signed: ("the panel lead to close",),
}


@pytest.mark.parametrize("make", WORDS, ids=lambda make: make.__name__)
def test_says_whom_it_waits_for(stage: Scene, make: Callable[[Scene], Panel]) -> None:
    assert waiting(make(stage)).words == WORDS[make]


@pytest.mark.parametrize("state", ["closed", "archived", "aborted"])
def test_waits_for_nobody_when_it_is_over(
    stage: Scene, panels: Mapping[str, Panel], state: str
) -> None:
    assert waiting(panels[state]).words == ()


def test_counts_who_has_done_their_part(stage: Scene) -> None:
    found = waiting(with_one_assessment(stage))
    assert (found.asked, found.done) == (2, 1)
    found = waiting(signed_by_one(stage))
    assert (found.asked, found.done) == (3, 1)


def test_counts_whole_days_in_the_state(stage: Scene, panels: Mapping[str, Panel]) -> None:
    panel = panels["assessment"]
    since = panel.instance.entered_at
    for later, days in ((timedelta(hours=23), 0), (timedelta(hours=49), 2)):
        assert waiting_of([panel], now=since + later)[panel.pk].days == days


def test_asks_the_same_number_of_times_for_many(stage: Scene, panels: Mapping[str, Panel]) -> None:
    for some in ([panels["open"]], list(panels.values())):
        with CaptureQueriesContext(connection) as asked:
            assert len(waiting_of(some, now=NOW)) == len(some)
        assert len(asked) == 4


def waiting(panel: Panel) -> Waiting:
    return waiting_of([panel], now=NOW + timedelta(hours=1))[panel.pk]
