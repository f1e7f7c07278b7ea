"""Every screen of patients and panels, as each of the people sees it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from cpms.accounts.models import User
from cpms.communication.operations import post_message
from cpms.panels.operations import request_data
from tests.factories.cast import NOW
from tests.factories.panels import (
    STATES,
    Scene,
    again,
    in_sign_off,
    invited,
    make_scene,
    opened,
)
from tests.journeys.conftest import Visit, Visitor
from tests.journeys.looking import Screen, look_at

pytestmark = pytest.mark.django_db(databases=["default", "identity"], transaction=True)


def ask_for_nothing(page: Page) -> None:
    page.get_by_role("button", name="Open the panel").click()


def enrol_nobody(page: Page) -> None:
    page.get_by_role("button", name="Enrol the patient").last.click()


SCREENS = (
    Screen(name="centre", path="/centre/", who="requester"),
    Screen(name="enrol", path="/patients/enrol/", who="requester"),
    Screen(name="enrol-errors", path="/patients/enrol/", who="requester", act=enrol_nobody),
    Screen(name="patient", path="/patients/{patient}/", who="requester"),
    Screen(name="panels", path="/panels/", who="coordinator"),
    Screen(name="panels-none-fits", path="/panels/?q=999", who="coordinator"),
    Screen(name="panels-none", path="/panels/", who="stranger"),
    Screen(name="panel-choose-patient", path="/panels/new/", who="requester"),
    Screen(name="panel-create", path="/panels/new/{patient}/", who="requester"),
    Screen(
        name="panel-create-errors",
        path="/panels/new/{patient}/",
        who="requester",
        act=ask_for_nothing,
    ),
    *(
        Screen(name=f"panel-{state}-{who}", path=f"/panels/{{{state}}}/", who=who)
        for state in STATES
        for who in ("requester", "lead", "coordinator")
        if (state, who) not in {("aborted", "lead"), ("archived", "lead")}
    ),
    Screen(name="panel-assessment-member", path="/panels/{assessment}/", who="member"),
    Screen(name="panel-sign-member", path="/panels/{unsigned}/sign/", who="member"),
    Screen(name="panel-summary", path="/panels/{invited}/", who="guest"),
    Screen(name="panel-lead", path="/panels/{fresh}/lead/", who="coordinator"),
    Screen(name="panel-invite", path="/panels/{panel_selection}/invite/", who="lead"),
    Screen(
        name="panel-withdraw", path="/panels/{assessment}/members/{member}/withdraw/", who="lead"
    ),
    Screen(name="panel-request", path="/panels/{assessment}/requests/", who="lead"),
    Screen(name="panel-answer", path="/panels/{assessment}/requests/{request}/", who="requester"),
    Screen(name="panel-priority", path="/panels/{assessment}/priority/", who="lead"),
    Screen(name="panel-move", path="/panels/{unsigned}/move/close/", who="lead"),
    Screen(name="panel-move-back", path="/panels/{assessment}/move/back_to_selection/", who="lead"),
    Screen(name="panel-forward", path="/panels/{fresh}/move/forward/", who="coordinator"),
    Screen(name="panel-abort", path="/panels/{fresh}/move/abort/", who="requester"),
    Screen(name="panel-delete", path="/panels/{fresh}/move/delete/", who="requester"),
    Screen(name="start-requester", path="/", who="requester"),
    Screen(name="start-lead", path="/", who="lead"),
    Screen(name="start-member", path="/", who="member"),
    Screen(name="start-guest", path="/", who="guest"),
    Screen(name="start-desk", path="/", who="dispatcher"),
    Screen(name="what-is-new", path="/what-is-new/", who="requester"),
)


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def site(scene: Scene) -> dict[str, Any]:
    """Return the ids of panels in every state, with something asked and something written."""
    panels = {name: make(scene) for name, make in STATES.items()}
    panels |= {"invited": invited(scene), "fresh": opened(scene), "unsigned": in_sign_off(scene)}
    assessment = again(panels["assessment"])
    request = request_data(
        panel_id=assessment.pk, text="Is there an OCT of last year?", by=scene.lead, now=NOW
    )
    post_message(
        case_id=assessment.case_id,
        key=assessment.pk,
        text="I would like to see the electroretinography.",
        by=scene.member,
        now=NOW,
    )
    return {
        **{name: panel.pk for name, panel in panels.items()},
        "patient": scene.patient.pk,
        "request": request.pk,
        "member": scene.member.public_id,
    }


def test_every_screen(
    visit: Visit, scene: Scene, site: dict[str, Any], subtests: pytest.Subtests
) -> None:
    visitors: dict[str, Visitor] = {}
    for screen in SCREENS:
        user: User = getattr(scene, screen.who)
        visitor = visitors.get(screen.who) or visitors.setdefault(screen.who, visit(user))
        with subtests.test(screen.name):
            look_at(screen, visitor, site)
