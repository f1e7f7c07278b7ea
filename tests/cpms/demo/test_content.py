"""What the demo's files say, before anything is loaded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cpms.demo import content
from cpms.demo.operations.panels import DOES
from cpms.patients.models import Consent
from cpms.patients.nicknames import is_nickname

NOW = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
PEOPLE = {person.username: person for person in content.people()}
PATIENTS = {patient.key: patient for patient in content.patients()}


class TestPeople:
    def test_work_in_four_networks_in_every_role(self) -> None:
        assert {person.network for person in PEOPLE.values()} == {
            *(network.key for network in content.NETWORKS),
            None,
        }
        assert len({person.role for person in PEOPLE.values()}) == 9

    def test_work_at_two_hospitals_in_each_of_three_countries(self) -> None:
        countries = sorted(centre.country for centre in content.centres())
        assert countries == ["IT", "IT", "PL", "PL", "PT", "PT"]
        staffed = {person.centre for person in PEOPLE.values()} - {None}
        assert staffed == {centre.key for centre in content.centres()}


@pytest.mark.parametrize("patient", content.patients(), ids=lambda patient: patient.key)
class TestPatient:
    def test_is_cared_for_at_one_centre(self, patient: content.Patient) -> None:
        team = [PEOPLE[username] for username in (patient.by, *patient.care_team)]
        assert {person.centre for person in team} == {patient.centre}

    def test_has_an_answer_to_each_consent(self, patient: content.Patient) -> None:
        assert set(patient.consents) == set(Consent.Kind.values)
        assert is_nickname(patient.nickname)
        assert patient.key == patient.nickname.lower().replace(" ", "-")
        assert (patient.guardian is None) == (patient.age >= 18)


@pytest.mark.parametrize("panel", content.panels(), ids=lambda panel: panel.key)
class TestPanel:
    def test_is_told_in_the_order_of_time_and_ends_before_today(self, panel: content.Panel) -> None:
        times = [panel.opened_at(NOW), *(panel.time_of(step, NOW) for step in panel.steps)]
        assert times == sorted(times)
        assert times[-1].date() < NOW.date()
        assert PATIENTS[panel.patient].days_ago > panel.days_ago

    def test_is_told_of_people_and_acts_that_there_are(self, panel: content.Panel) -> None:
        assert {step.do for step in panel.steps} <= DOES.keys()
        named = {step.by for step in panel.steps} | {
            step.says["person"] for step in panel.steps if "person" in step.says
        }
        assert named <= PEOPLE.keys()

    def test_is_opened_by_somebody_of_the_care_team(self, panel: content.Panel) -> None:
        patient = PATIENTS[panel.patient]
        assert panel.by in (patient.by, *patient.care_team)


def test_one_patient_has_one_panel_and_three_have_none() -> None:
    with_panel = [panel.patient for panel in content.panels()]
    assert len(with_panel) == len(set(with_panel)) == 10
    assert len(PATIENTS) == 13
