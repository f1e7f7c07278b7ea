from __future__ import annotations

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cpms.audit.models import AuditRow
from cpms.patients.models import CareTeamMember
from tests.cpms.patients.conftest import Scene, to_patient
from tests.factories.cast import NOW
from tests.factories.patients import case_of, identity_data, three_consents

pytestmark = pytest.mark.django_db(databases=["default", "identity"])


class TestPatient:
    def test_shows_who_it_is_and_notes_it(self, scene: Scene, client: Client) -> None:
        patient = scene.patient(identity=identity_data(family_name="Łoś", birth_place="Gdynia"))
        shown = client.get(to_patient(patient))
        assert "Łoś, Zofia" in shown.content.decode()
        assert "Gdynia" in shown.content.decode()
        assert "no-store" in shown["Cache-Control"]
        noted = AuditRow.objects.about("patient", str(patient.pk)).filter(act="read_identity")
        assert noted.count() == 1

    def test_names_the_guardian(self, scene: Scene, client: Client) -> None:
        consents = three_consents(signer_kind="guardian", signer_name="Maria Łoś")
        shown = client.get(to_patient(scene.patient(consents=consents)))
        assert shown.content.decode().count("Maria Łoś") == 1

    def test_lists_the_cases(self, scene: Scene, client: Client) -> None:
        patient = scene.patient()
        case_of(patient, scene.doctor)
        assert (
            "Opened on 6 Jan 2026, at 11 years" in client.get(to_patient(patient)).content.decode()
        )

    def test_costs_the_same_however_much_there_is(self, scene: Scene, client: Client) -> None:
        patient = scene.patient()
        case_of(patient, scene.doctor)
        client.get(to_patient(patient))
        with CaptureQueriesContext(connections["default"]) as little:
            client.get(to_patient(patient))
        for _ in range(3):
            case_of(patient, scene.doctor)
        CareTeamMember.objects.create(
            patient=patient, user=scene.colleague, from_at=NOW, added_by=scene.doctor
        )
        with CaptureQueriesContext(connections["default"]) as much:
            client.get(to_patient(patient))
        assert len(much) == len(little)

    def test_shows_identity_nowhere_else(self, scene: Scene, client: Client) -> None:
        patient = scene.patient(identity=identity_data(family_name="Canary"))
        pages = [
            "/",
            reverse("datasets:forms"),
            reverse("patients:enrol"),
            to_patient(patient, "record_consent", "care"),
            to_patient(patient, "withdraw_consent", "care"),
            to_patient(patient, "add_to_care_team"),
            to_patient(patient, "leave_care_team"),
        ]
        for page in pages:
            answer = client.get(page)
            assert answer.status_code == 200, page
            assert "Canary" not in answer.content.decode(), page
