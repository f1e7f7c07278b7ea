from __future__ import annotations

import pytest
from django.test import Client

from cpms.patients.models import Patient
from tests.cpms.patients.conftest import Scene, to_patient

pytestmark = pytest.mark.django_db(databases=["default", "identity"])


class TestCareTeam:
    def test_takes_a_colleague_of_the_centre(self, scene: Scene, client: Client) -> None:
        patient = scene.patient()
        page = to_patient(patient, "add_to_care_team")
        colleagues = client.get(page).context["colleagues"]
        assert list(colleagues) == [scene.colleague]
        client.post(page, {"colleague": str(scene.colleague.public_id)})
        assert patient in Patient.objects.visible_to(scene.colleague)

    def test_takes_nobody_else(self, scene: Scene, client: Client) -> None:
        page = to_patient(scene.patient(), "add_to_care_team")
        answer = client.post(page, {"colleague": str(scene.stranger.public_id)})
        assert answer.status_code == 422

    def test_is_left_on_a_page_of_its_own(self, scene: Scene, client: Client) -> None:
        patient = scene.patient()
        client.post(
            to_patient(patient, "add_to_care_team"), {"colleague": scene.colleague.public_id}
        )
        page = to_patient(patient, "leave_care_team")
        assert "no longer see this patient" in client.get(page).content.decode()
        client.post(page)
        assert client.get(to_patient(patient)).status_code == 404

    def test_keeps_the_last_one(self, scene: Scene, client: Client) -> None:
        patient = scene.patient()
        shown = client.post(to_patient(patient, "leave_care_team"), follow=True).content.decode()
        assert "You are the last of the care team." in shown
        assert patient in Patient.objects.visible_to(scene.doctor)
