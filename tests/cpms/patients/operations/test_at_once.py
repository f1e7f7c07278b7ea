"""Two people, or two clicks, at the same moment."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from cpms.patients.identity.models import PatientIdentity, State
from cpms.patients.models import CareTeamMember, Patient
from cpms.patients.operations import (
    CareTeamRefused,
    EnrolmentRefused,
    add_to_care_team,
    leave_care_team,
)
from tests.cpms.patients.conftest import Scene
from tests.factories.cast import NOW
from tests.factories.patients import enrolled, identity_data

pytestmark = pytest.mark.django_db(databases=["default", "identity"], transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do all at the same moment; return what each returned or was refused with."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        except (EnrolmentRefused, CareTeamRefused) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_clicks_enrol_one_patient(scene: Scene) -> None:
    key, identity = uuid.uuid4(), identity_data()

    def click() -> Patient:
        return enrolled(
            scene.centre, scene.doctor, patient_id=key, identity=identity, nickname="Blue Heron"
        )

    found = at_once(click, click, click)
    assert found == [Patient.objects.get()] * 3
    assert PatientIdentity.objects.get().state == State.ACTIVE
    assert CareTeamMember.objects.count() == 1


def test_two_doctors_enrol_a_patient_once(scene: Scene) -> None:
    identity = identity_data(local_id="WAW-1")
    found = at_once(
        lambda: enrolled(scene.centre, scene.doctor, identity=identity),
        lambda: enrolled(scene.centre, scene.colleague, identity=identity),
    )
    assert sorted(type(each).__name__ for each in found) == ["EnrolmentRefused", "Patient"]
    assert Patient.objects.count() == PatientIdentity.objects.count() == 1


def test_a_nickname_is_given_once(scene: Scene) -> None:
    found = at_once(
        lambda: enrolled(scene.centre, scene.doctor, nickname="Blue Heron"),
        lambda: enrolled(scene.centre, scene.colleague, nickname="Blue Heron"),
    )
    assert sorted(type(each).__name__ for each in found) == ["NicknameTaken", "Patient"]
    assert Patient.objects.count() == PatientIdentity.objects.count() == 1


def test_somebody_stays_when_all_leave(scene: Scene) -> None:
    patient = scene.patient()
    add_to_care_team(patient=patient, user=scene.colleague, by=scene.doctor, now=NOW)
    at_once(
        lambda: leave_care_team(patient=patient, by=scene.doctor, now=NOW),
        lambda: leave_care_team(patient=patient, by=scene.colleague, now=NOW),
    )
    assert CareTeamMember.objects.filter(patient=patient).current().count() == 1
