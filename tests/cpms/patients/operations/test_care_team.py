from __future__ import annotations

from datetime import timedelta

import pytest

from cpms.audit.models import AuditRow
from cpms.patients.models import CareTeamMember, Case, Patient
from cpms.patients.operations import CareTeamRefused, add_to_care_team, leave_care_team
from tests.cpms.patients.conftest import Scene
from tests.factories.cast import NOW
from tests.factories.patients import case_of

pytestmark = pytest.mark.django_db(databases=["default", "identity"])
LATER = NOW + timedelta(days=1)


@pytest.fixture
def patient(scene: Scene) -> Patient:
    return scene.patient()


class TestAddToCareTeam:
    def test_shows_the_patient_and_their_cases(self, scene: Scene, patient: Patient) -> None:
        case = case_of(patient, scene.doctor)
        add_to_care_team(patient=patient, user=scene.colleague, by=scene.doctor, now=LATER)
        assert patient in Patient.objects.visible_to(scene.colleague)
        assert case in Case.objects.full_for(scene.colleague)

    def test_keeps_the_place_of_who_is_in_it(self, scene: Scene, patient: Patient) -> None:
        for _ in range(2):
            add_to_care_team(patient=patient, user=scene.colleague, by=scene.doctor, now=LATER)
        assert CareTeamMember.objects.filter(patient=patient).count() == 2
        assert AuditRow.objects.filter(act="add_to_care_team").count() == 1

    def test_is_refused_for_who_works_elsewhere(self, scene: Scene, patient: Patient) -> None:
        with pytest.raises(CareTeamRefused, match="Only health professionals of"):
            add_to_care_team(patient=patient, user=scene.stranger, by=scene.doctor, now=LATER)

    def test_is_refused_to_who_is_not_in_it(self, scene: Scene, patient: Patient) -> None:
        with pytest.raises(CareTeamRefused, match="decides"):
            add_to_care_team(patient=patient, user=scene.colleague, by=scene.colleague, now=LATER)


class TestLeaveCareTeam:
    def test_hides_the_patient_at_once(self, scene: Scene, patient: Patient) -> None:
        add_to_care_team(patient=patient, user=scene.colleague, by=scene.doctor, now=LATER)
        leave_care_team(patient=patient, by=scene.doctor, now=LATER)
        assert not Patient.objects.visible_to(scene.doctor).exists()
        assert patient in Patient.objects.visible_to(scene.colleague)

    def test_lets_one_come_back(self, scene: Scene, patient: Patient) -> None:
        add_to_care_team(patient=patient, user=scene.colleague, by=scene.doctor, now=LATER)
        leave_care_team(patient=patient, by=scene.doctor, now=LATER)
        add_to_care_team(patient=patient, user=scene.doctor, by=scene.colleague, now=LATER)
        assert patient in Patient.objects.visible_to(scene.doctor)

    def test_is_refused_to_the_last_one(self, scene: Scene, patient: Patient) -> None:
        with pytest.raises(CareTeamRefused, match="last of the care team"):
            leave_care_team(patient=patient, by=scene.doctor, now=LATER)

    def test_does_not_count_a_closed_account(self, scene: Scene, patient: Patient) -> None:
        add_to_care_team(patient=patient, user=scene.colleague, by=scene.doctor, now=LATER)
        scene.colleague.is_active = False
        scene.colleague.save()
        with pytest.raises(CareTeamRefused, match="last of the care team"):
            leave_care_team(patient=patient, by=scene.doctor, now=LATER)

    def test_is_refused_to_who_is_not_in_it(self, scene: Scene, patient: Patient) -> None:
        with pytest.raises(CareTeamRefused, match="decides"):
            leave_care_team(patient=patient, by=scene.colleague, now=LATER)
