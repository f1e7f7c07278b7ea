"""Who sees how much of a panel's case: by what they are, in every state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from cpms.accounts.models import User
from cpms.networks.models import Membership
from cpms.networks.operations import end_role, grant_role
from cpms.panels import operations
from cpms.panels.models import Panel, PanelMember
from cpms.panels.operations.access import sync_access
from cpms.patients.models import Case
from tests.factories.cast import NOW
from tests.factories.panels import Scene, invited, moved, opened
from tests.factories.people import UserFactory

# full, summary, or - for nothing. "pending" is an expert who was asked and has not answered, "designer" designs the
# network's forms, "other" coordinates another network.
TABLE = """
                requester coordinator dispatcher lead manager member guest pending  stranger designer other
open            full      full        full       full full    full   full  -        -        -        -
panel_selection full      full        full       full full    full   full  summary  -        -        -
assessment      full      full        summary    full full    full   full  summary  -        -        -
sign_off        full      full        summary    full full    full   full  -        -        -        -
closed          full      full        summary    full full    full   full  -        -        -        -
archived        full      full        summary    -    -       -      -     -        -        -        -
aborted         full      full        summary    full -       -      -     -        -        -        -
"""
HEAD, *ROWS = [line.split() for line in TABLE.strip().splitlines()]


def person(scene: Scene, who: str) -> User:
    named = {"designer": scene.cast.eye.designer, "other": scene.cast.rnd.coordinator}
    found: User = named.get(who) or getattr(scene, who)
    return found


def sight(user: User, panel: Panel) -> str:
    """Return what the person sees of the case."""
    if Case.objects.full_for(user).filter(pk=panel.case_id).exists():
        return "full"
    return "summary" if Case.objects.visible_to(user).filter(pk=panel.case_id).exists() else "-"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_follows_the_state_and_what_somebody_is(
    stage: Scene, panels_with_everybody: Mapping[str, Panel], row: list[str]
) -> None:
    state, *wanted = row
    panel = panels_with_everybody[state]
    pending = UserFactory.create()
    PanelMember.objects.create(
        panel=panel,
        user=pending,
        role=PanelMember.Role.MEMBER,
        state=PanelMember.State.PENDING,
        invited_at=NOW,
        invited_by=stage.lead,
    )
    sync_access(panel, by=None, now=NOW)
    found = [sight(pending if who == "pending" else person(stage, who), panel) for who in HEAD]
    assert dict(zip(HEAD, found, strict=True)) == dict(zip(HEAD, wanted, strict=True))


def test_nobody_sees_a_deleted_panel(stage: Scene) -> None:
    panel = moved(opened(stage), "delete", stage.requester)
    people = [person(stage, who) for who in HEAD if who != "pending"]
    assert [
        user for user in people if Panel.objects.visible_to(user).filter(pk=panel.pk).exists()
    ] == []
    assert not panel.case.accesses.current().exists()


def test_ends_at_once_with_a_coordinators_role(
    stage: Scene, panels_with_everybody: Mapping[str, Panel]
) -> None:
    held = Membership.objects.get(user=stage.coordinator, role=Membership.Role.COORDINATOR)
    end_role(membership=held, by=None, now=NOW)
    assert not Panel.objects.visible_to(stage.coordinator).exists()
    assert Panel.objects.visible_to(stage.dispatcher).count() == len(panels_with_everybody)


def test_begins_at_once_with_a_coordinators_role(
    stage: Scene, panels_with_everybody: Mapping[str, Panel]
) -> None:
    grant_role(
        user=stage.stranger,
        network=stage.cast.eye.network,
        role=Membership.Role.COORDINATOR,
        by=None,
        now=NOW,
    )
    assert {sight(stage.stranger, panel) for panel in panels_with_everybody.values()} == {"full"}


def test_a_coordinator_who_takes_part_keeps_that_when_the_role_ends(
    stage: Scene, panels_with_everybody: Mapping[str, Panel]
) -> None:
    panel = panels_with_everybody["assessment"]
    asked: dict[str, Any] = {
        "panel_id": panel.pk,
        "user": stage.coordinator,
        "role": PanelMember.Role.MEMBER,
    }
    operations.invite(**asked, by=stage.lead, now=NOW)
    operations.answer_invitation(panel_id=panel.pk, accept=True, by=stage.coordinator, now=NOW)
    held = Membership.objects.get(user=stage.coordinator, role=Membership.Role.COORDINATOR)
    end_role(membership=held, by=None, now=NOW)
    assert set(Panel.objects.visible_to(stage.coordinator)) == {panel}


def test_writes_nothing_when_nothing_changes(stage: Scene) -> None:
    panel = invited(stage)
    before = list(panel.case.accesses.values_list("pk", "until_at"))
    sync_access(panel, by=None, now=NOW)
    assert list(panel.case.accesses.values_list("pk", "until_at")) == before
