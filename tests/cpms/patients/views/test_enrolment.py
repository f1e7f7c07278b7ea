from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cpms.patients.identity.models import PatientIdentity
from cpms.patients.models import Consent, Patient
from cpms.patients.nicknames import FIRST
from tests.cpms.patients.conftest import Scene, to_patient
from tests.factories.networks import CentreFactory, MembershipFactory
from tests.factories.patients import identity_data

pytestmark = pytest.mark.django_db(databases=["default", "identity"])
ENROL = reverse("patients:enrol")


def typed(scene: Scene, **values: Any) -> dict[str, Any]:
    """Return what is typed at an enrolment."""
    return {
        "action": "enrol",
        "patient_id": str(uuid.uuid4()),
        "nickname": "Blue Heron",
        "centre": scene.centre.pk,
        "local_id": "WAW-1",
        "given_name": "Zofia",
        "family_name": "Wiśniewska",
        "birth_date": "2014-03-09",
        "birth_country": "pl",
        "sex": "female",
        "care": "yes",
        "registry": "yes",
        "contact": "no",
        "version": "2025-01",
        "language": "pl",
        "signer_kind": "guardian",
        "signer_name": "Maria Wiśniewska",
        "signer_relation": "mother",
        "signed_on": "2026-01-05",
        **values,
    }


class TestEnrol:
    def test_enrols_and_shows_the_patient(self, scene: Scene, client: Client) -> None:
        data = typed(scene)
        answer = client.post(ENROL, data)
        patient = Patient.objects.get(pk=data["patient_id"])
        assert answer["Location"] == to_patient(patient)
        assert (patient.nickname, patient.centre) == ("Blue Heron", scene.centre)
        identity = PatientIdentity.objects.get()
        assert (identity.family_name, identity.birth_country) == ("Wiśniewska", "PL")
        given = Consent.objects.filter(patient=patient).values_list("kind", "given")
        assert dict(given) == {"care": True, "registry": True, "contact": False}

    def test_enrols_once_however_often_it_is_clicked(self, scene: Scene, client: Client) -> None:
        data = typed(scene)
        assert client.post(ENROL, data)["Location"] == client.post(ENROL, data)["Location"]
        assert Patient.objects.count() == 1

    def test_suggests_another_nickname_and_keeps_what_was_typed(
        self, scene: Scene, client: Client
    ) -> None:
        data = typed(scene, action="suggest")
        answer = client.post(ENROL, data)
        form = answer.context["form"]
        assert answer.status_code == 200
        assert form["family_name"].value() == "Wiśniewska"
        assert form["patient_id"].value() == data["patient_id"]
        assert form["nickname"].value().split()[0] in FIRST
        assert not Patient.objects.exists()

    def test_says_what_is_missing_in_the_order_of_the_page(
        self, scene: Scene, client: Client
    ) -> None:
        answer = client.post(ENROL, typed(scene, local_id="", signed_on="", care=""))
        assert answer.status_code == 422
        assert [error["href"] for error in answer.context["errors"]] == [
            "#id_local_id",
            "#id_care",
            "#id_signed_on",
        ]

    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            ({"care": "no"}, "care", "Without consent for care"),
            ({"signer_name": ""}, "signer_name", "Say who signed"),
            ({"birth_date": "2999-01-01"}, "birth_date", "not come yet"),
            ({"signed_on": "2999-01-01"}, "signed_on", "not come yet"),
            ({"expires_on": "2026-01-05"}, "expires_on", "must be valid after"),
            ({"birth_country": "P1"}, "birth_country", "Two letters"),
        ],
    )
    def test_says_at_the_field_what_is_wrong(
        self, scene: Scene, client: Client, changes: dict[str, str], field: str, words: str
    ) -> None:
        answer = client.post(ENROL, typed(scene, **changes))
        assert answer.status_code == 422
        assert words in " ".join(answer.context["form"].errors[field])
        assert not PatientIdentity.objects.exists()

    def test_asks_whether_a_namesake_is_another_patient(self, scene: Scene, client: Client) -> None:
        client.post(ENROL, typed(scene))
        namesake = typed(scene, local_id="WAW-2", nickname="Green Otter")
        answer = client.post(ENROL, namesake)
        assert "This is another patient" in answer.content.decode()
        assert Patient.objects.count() == 1
        client.post(ENROL, {**namesake, "although_similar": "on"})
        assert Patient.objects.count() == 2

    def test_draws_another_nickname_when_it_was_just_taken(
        self, scene: Scene, client: Client
    ) -> None:
        scene.patient(nickname="Blue Heron")
        answer = client.post(ENROL, typed(scene))
        assert "just taken" in answer.content.decode()
        assert answer.context["form"]["nickname"].value() != "Blue Heron"

    def test_says_what_a_known_local_id_means(self, scene: Scene, client: Client) -> None:
        scene.patient(identity=identity_data(local_id="WAW-1"))
        answer = client.post(ENROL, typed(scene))
        assert "local id is given once" in answer.content.decode()

    def test_asks_for_the_centre_of_who_works_at_two(self, scene: Scene, client: Client) -> None:
        assert '<select name="centre"' not in client.get(ENROL).content.decode()
        MembershipFactory.create(user=scene.doctor, centre=CentreFactory.create())
        assert '<select name="centre"' in client.get(ENROL).content.decode()

    def test_takes_no_centre_of_others(self, scene: Scene, client: Client) -> None:
        answer = client.post(ENROL, typed(scene, centre=scene.elsewhere.pk))
        assert "centre" in answer.context["form"].errors
