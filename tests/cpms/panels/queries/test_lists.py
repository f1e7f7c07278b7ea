"""The list of panels, as asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpms.accounts.models import User
from cpms.panels.models import Panel
from cpms.panels.queries.lists import ACTIVE, PER_PAGE, list_context
from tests.factories.cast import NOW
from tests.factories.panels import Scene, moved, opened


def listed(user: User, **asked: str) -> list[Panel]:
    return [row.panel for row in list_context(user, asked, now=NOW)["rows"]]


@pytest.mark.parametrize("state", ["open", "assessment", "closed", "archived", "aborted"])
def test_keeps_a_state(stage: Scene, panels: Mapping[str, Panel], state: str) -> None:
    assert listed(stage.coordinator, state=state) == [panels[state]]


def test_keeps_the_active_ones(stage: Scene, panels: Mapping[str, Panel]) -> None:
    assert {panel.state for panel in listed(stage.coordinator, state="active")} == set(ACTIVE)


def test_shows_all_for_a_state_that_there_is_not(stage: Scene, panels: Mapping[str, Panel]) -> None:
    assert len(listed(stage.coordinator, state="lost")) == len(panels)


def test_shows_what_the_person_sees(stage: Scene, panels: Mapping[str, Panel]) -> None:
    seen = {panel.state for panel in listed(stage.guest)}
    assert seen == {"panel_selection", "assessment", "sign_off", "closed"}
    assert listed(stage.stranger) == []
    moved(panels["open"], "delete", stage.requester)
    assert listed(stage.requester, state="open") == []


def test_keeps_the_urgent_and_puts_them_first(stage: Scene, panels: Mapping[str, Panel]) -> None:
    urgent = opened(stage, priority=Panel.Priority.URGENT, priority_reason="Going blind")
    assert listed(stage.coordinator, urgent="1") == [urgent]
    assert listed(stage.coordinator)[0] == urgent


def test_puts_first_what_has_stood_longest(stage: Scene, panels: Mapping[str, Panel]) -> None:
    new = opened(stage, now=NOW + timedelta(days=2))
    found = listed(stage.coordinator)
    assert (found[0], found[-1]) == (panels["open"], new)


def test_finds_by_number(stage: Scene, panels: Mapping[str, Panel]) -> None:
    panel = panels["assessment"]
    assert listed(stage.coordinator, q=f" {panel.number[4:].lower()} ") == [panel]
    assert listed(stage.coordinator, q="RND") == []


def test_keeps_a_network(stage: Scene, panels: Mapping[str, Panel]) -> None:
    rnd = stage.cast.rnd.network
    panel = moved(panels["open"], "forward", stage.coordinator, values={"network": rnd})
    assert listed(stage.requester, network=rnd.key) == [panel]
    assert panel not in listed(stage.requester, network=stage.cast.eye.network.key)


def test_shows_a_page_in_as_many_statements_as_one_panel(
    stage: Scene, panels: Mapping[str, Panel]
) -> None:
    with CaptureQueriesContext(connection) as few:
        assert len(listed(stage.coordinator, state="open")) == 1
    with CaptureQueriesContext(connection) as many:
        rows = list_context(stage.coordinator, {}, now=NOW)["rows"]
        for row in rows:
            assert row.panel.state_label
            assert str(row.panel.network)
            assert str(row.panel.created_by)
    assert len(rows) == len(panels) <= PER_PAGE
    assert len(many) == len(few)
