"""Patients, by role: only the care team of a patient gets an answer about them. The care team here is ERN-EYE's clinician."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from tests.factories.cast import Cast
from tests.factories.patients import case_of, enrolled
from tests.permissions.table import row

ENROLLING = {
    "everyone": 403,
    "anonymous": 302,
    "eye_clinician": 200,
    "rnd_clinician": 200,
}
CARE_TEAM = {
    "everyone": 404,
    "anonymous": 302,
    "eye_clinician": 200,
    "eye_clinician_elsewhere": 404,
}


def patient(cast: Cast) -> Mapping[str, Any]:
    """Ask for a patient of ERN-EYE's clinician."""
    return {"patient": enrolled(cast.eye.centre, cast.eye.clinician).pk}


def consent(cast: Cast) -> Mapping[str, Any]:
    """Ask for a consent of a patient."""
    return {**patient(cast), "kind": "registry"}


def attachment(cast: Cast) -> Mapping[str, Any]:
    """Ask for a file that a case does not have: who sees the case gets no other answer than who does not."""
    case = case_of(enrolled(cast.eye.centre, cast.eye.clinician), cast.eye.clinician)
    return {"case": case.pk, "attachment": UUID(int=1)}


ROWS = (
    row("GET patients:centre", like=ENROLLING),
    row("POST patients:centre", data=lambda cast: {"words": "x"}, like=ENROLLING),
    row("GET patients:enrol", like=ENROLLING),
    row("POST patients:enrol", like=ENROLLING, eye_clinician=422, rnd_clinician=422),
    row("GET patients:patient", patient, like=CARE_TEAM),
    row("GET patients:record_consent", consent, like=CARE_TEAM),
    row("POST patients:record_consent", consent, like=CARE_TEAM, eye_clinician=422),
    row("GET patients:withdraw_consent", consent, like=CARE_TEAM),
    row("POST patients:withdraw_consent", consent, like=CARE_TEAM, eye_clinician=302),
    row("GET patients:add_to_care_team", patient, like=CARE_TEAM),
    row("POST patients:add_to_care_team", patient, like=CARE_TEAM, eye_clinician=422),
    row("GET patients:leave_care_team", patient, like=CARE_TEAM),
    row("POST patients:leave_care_team", patient, like=CARE_TEAM, eye_clinician=302),
    row("GET patients:attachment", attachment, everyone=404, anonymous=302),
)
