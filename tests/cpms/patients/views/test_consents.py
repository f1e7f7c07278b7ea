from __future__ import annotations

import pytest
from django.test import Client

from cpms.patients.models import Consent
from tests.cpms.patients.conftest import Scene, to_patient

pytestmark = pytest.mark.django_db(databases=["default", "identity"])


class TestConsent:
    def data(self, **values: str) -> dict[str, str]:
        return {
            "given": "yes",
            "version": "2026-01",
            "language": "pl",
            "signer_kind": "patient",
            "signed_on": "2026-01-06",
            **values,
        }

    def test_is_recorded(self, scene: Scene, client: Client) -> None:
        patient = scene.patient()
        answer = client.post(to_patient(patient, "record_consent", "contact"), self.data())
        assert answer["Location"] == to_patient(patient)
        newest = Consent.objects.filter(patient=patient, kind="contact").newest().get()
        assert (newest.version, newest.recorded_by) == ("2026-01", scene.doctor)

    def test_is_recorded_as_refused(self, scene: Scene, client: Client) -> None:
        patient = scene.patient()
        client.post(to_patient(patient, "record_consent", "contact"), self.data(given="no"))
        assert "Not given" in client.get(to_patient(patient)).content.decode()

    def test_is_asked_for_completely(self, scene: Scene, client: Client) -> None:
        patient = scene.patient()
        answer = client.post(to_patient(patient, "record_consent", "contact"), self.data(given=""))
        assert answer.status_code == 422
        assert answer.context["errors"][0]["href"] == "#id_given"

    def test_of_no_known_kind_is_not_found(self, scene: Scene, client: Client) -> None:
        patient = scene.patient()
        for name in ("record_consent", "withdraw_consent"):
            assert client.get(to_patient(patient, name, "other")).status_code == 404

    def test_is_withdrawn_on_a_page_of_its_own(self, scene: Scene, client: Client) -> None:
        patient = scene.patient()
        page = to_patient(patient, "withdraw_consent", "care")
        assert "no case of this patient can be opened" in client.get(page).content.decode()
        client.post(page)
        assert "Withdrawn on" in client.get(to_patient(patient)).content.decode()

    def test_that_was_withdrawn_before_is_said(self, scene: Scene, client: Client) -> None:
        patient = scene.patient()
        page = to_patient(patient, "withdraw_consent", "care")
        client.post(page)
        shown = client.post(page, follow=True).content.decode()
        assert "There is no such consent to withdraw." in shown
