"""Panels, by role: ERN-EYE's clinician asks, its coordinator and dispatcher are the desk, nobody else has a part in the panel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cpms.panels.models import DataRequest, Panel
from tests.factories.cast import NOW, Cast
from tests.factories.panels import closed, make_scene, with_lead
from tests.permissions.table import Row, row

OPEN = {
    "everyone": 404,
    "anonymous": 302,
    "eye_clinician": 200,
    "eye_clinician_elsewhere": 404,
    "eye_coordinator": 200,
    "eye_dispatcher": 200,
}
FORBIDDEN = {**OPEN, "eye_clinician": 403, "eye_coordinator": 403, "eye_dispatcher": 403}
DESK = {**OPEN, "eye_clinician": 403}


def panel(cast: Cast) -> Mapping[str, Any]:
    """Ask for an open panel whose lead was named."""
    found = Panel.objects.first() or with_lead(make_scene(cast))
    return {"panel": found.pk}


def patient(cast: Cast) -> Mapping[str, Any]:
    """Ask for the patient of the panel."""
    return {"patient": Panel.objects.get(**_pk(panel(cast))).case.patient_id}


def member(cast: Cast) -> Mapping[str, Any]:
    """Ask for the part of the lead."""
    found = Panel.objects.get(**_pk(panel(cast)))
    return {"panel": found.pk, "member": found.members.get().user.public_id}


def accept(cast: Cast) -> Mapping[str, Any]:
    """Ask for the way to panel selection."""
    return {**panel(cast), "transition": "accept"}


def contribution(cast: Cast) -> Mapping[str, Any]:
    """Ask for one's assessment."""
    return {**panel(cast), "purpose": "contribution"}


def question(cast: Cast) -> Mapping[str, Any]:
    """Ask for something that the panel wants to know."""
    found = Panel.objects.get(**_pk(panel(cast)))
    told = {"text": "Which acuity?", "at": NOW, "by": cast.eye.coordinator}
    request = found.data_requests.first() or DataRequest.objects.create(panel=found, **told)
    return {"panel": found.pk, "request_id": request.pk}


def outcome(cast: Cast) -> Mapping[str, Any]:
    """Ask for the document of a closed panel, in which ERN-RND's clinician is a guest."""
    found = Panel.objects.first() or closed(make_scene(cast))
    return {"panel": found.pk, "number": 1}


def _pk(asked: Mapping[str, Any]) -> dict[str, Any]:
    return {"pk": asked["panel"]}


ROWS: tuple[Row, ...] = (
    row("GET panels:panels", everyone=200, anonymous=302),
    row("GET panels:choose_patient", everyone=200, anonymous=302),
    row("GET panels:create", patient, like=OPEN, eye_coordinator=404, eye_dispatcher=404),
    row(
        "POST panels:create",
        patient,
        data=lambda cast: {"ask": "1"},
        like=OPEN,
        eye_clinician=422,
        eye_coordinator=404,
        eye_dispatcher=404,
    ),
    row("GET panels:panel", panel, like=OPEN),
    row("GET panels:move", accept, like=DESK),
    row("POST panels:move", accept, like=DESK, eye_coordinator=422, eye_dispatcher=422),
    row("GET panels:name_lead", panel, like=DESK),
    row("POST panels:name_lead", panel, like=DESK, eye_coordinator=422, eye_dispatcher=422),
    row("GET panels:invite", panel, like=FORBIDDEN),
    row("POST panels:invite", panel, like=FORBIDDEN),
    row(
        "POST panels:answer",
        panel,
        data=lambda cast: {"answer": "accept"},
        like=OPEN,
        eye_clinician=302,
        eye_coordinator=302,
        eye_dispatcher=302,
    ),
    row("GET panels:withdraw", member, like=FORBIDDEN),
    row("POST panels:withdraw", member, like=FORBIDDEN),
    row("POST panels:start_form", contribution, like=FORBIDDEN),
    row("GET panels:sign", panel, like=FORBIDDEN),
    row("POST panels:sign", panel, like=FORBIDDEN),
    row("GET panels:request_data", panel, like=FORBIDDEN),
    row("POST panels:request_data", panel, like=FORBIDDEN),
    row("GET panels:answer_request", question, like=FORBIDDEN, eye_clinician=200),
    row("POST panels:answer_request", question, like=FORBIDDEN, eye_clinician=422),
    row("GET panels:set_priority", panel, like=OPEN, eye_dispatcher=403),
    row(
        "POST panels:set_priority",
        panel,
        like=OPEN,
        eye_clinician=422,
        eye_coordinator=422,
        eye_dispatcher=403,
    ),
    row("POST panels:attach", panel, like=FORBIDDEN, eye_clinician=302),
    row("GET panels:outcome", outcome, like=OPEN, eye_dispatcher=404, rnd_clinician=200),
)
