from __future__ import annotations

import pytest

from cpms.audit.models import AuditRow
from cpms.patients.operations import IdentityRefused, read_identities, read_identity
from cpms.patients.operations.reading import search_patients
from tests.cpms.patients.conftest import Scene
from tests.factories.cast import NOW
from tests.factories.patients import case_of, enrolled, identity_data

pytestmark = pytest.mark.django_db(databases=["default", "identity"])


class TestReadIdentity:
    def test_is_noted(self, scene: Scene) -> None:
        patient = scene.patient(identity=identity_data(family_name="Nowak", given_name="Ewa"))
        identity = read_identity(patient=patient, by=scene.doctor, now=NOW)
        assert identity.full_name == "Nowak, Ewa"
        row = AuditRow.objects.get(act="read_identity")
        assert (row.actor_id, row.subject_id) == (scene.doctor.pk, str(patient.pk))

    @pytest.mark.parametrize("who", ["colleague", "stranger"])
    def test_is_refused_outside_the_care_team_and_not_noted(self, scene: Scene, who: str) -> None:
        patient = scene.patient()
        with pytest.raises(IdentityRefused, match="care team"):
            read_identity(patient=patient, by=getattr(scene, who), now=NOW)
        assert not AuditRow.objects.filter(act="read_identity").exists()

    def test_is_refused_to_a_platform_administrator(self, scene: Scene) -> None:
        patient = scene.patient()
        scene.stranger.is_superuser = True
        with pytest.raises(IdentityRefused):
            read_identity(patient=patient, by=scene.stranger, now=NOW)

    def test_of_several_needs_the_care_of_all(self, scene: Scene) -> None:
        mine, other = scene.patient(), enrolled(scene.elsewhere, scene.stranger)
        with pytest.raises(IdentityRefused):
            read_identities(patients=[mine, other], by=scene.doctor, now=NOW)

    def test_of_several_is_noted_for_each(self, scene: Scene) -> None:
        patients = [scene.patient(), scene.patient()]
        found = read_identities(patients=patients, by=scene.doctor, now=NOW)
        assert set(found) == {patient.pk for patient in patients}
        assert AuditRow.objects.filter(act="read_identity").count() == 2


class TestSearchPatients:
    def names(self, scene: Scene, words: str, most: int = 10) -> list[str]:
        found, _ = search_patients(words=words, by=scene.doctor, most=most)
        return [patient.nickname for patient in found]

    @pytest.mark.parametrize(
        "words", ["Łoś", "los", "zofia LOS", "Kowal", "ab-17", "heron", "blue los"]
    )
    def test_finds_by_name_local_id_and_nickname(self, scene: Scene, words: str) -> None:
        scene.patient(
            nickname="Blue Heron",
            identity=identity_data(
                given_name="Zofia", family_name="Łoś", birth_name="Kowal", local_id="AB-17"
            ),
        )
        scene.patient(nickname="Green Otter")
        assert self.names(scene, words) == ["Blue Heron"]

    @pytest.mark.parametrize("words", ["", " - ", "nobody", "heron nobody"])
    def test_finds_nothing_else(self, scene: Scene, words: str) -> None:
        scene.patient(nickname="Blue Heron")
        assert self.names(scene, words) == []

    def test_finds_only_patients_of_ones_care(self, scene: Scene) -> None:
        patient = enrolled(
            scene.centre, scene.colleague, identity=identity_data(family_name="Secret")
        )
        case_of(patient, scene.colleague)
        assert self.names(scene, "secret") == []

    def test_says_when_there_are_more(self, scene: Scene) -> None:
        for _ in range(3):
            scene.patient(identity=identity_data(given_name="Ewa"))
        found, more = search_patients(words="ewa", by=scene.doctor, most=2)
        assert (len(found), more) == (2, True)
