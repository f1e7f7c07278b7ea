from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connections

from cpms.audit.models import AuditRow
from cpms.networks.models import Membership
from cpms.patients.identity.models import ConsentSigner, PatientIdentity, State
from cpms.patients.models import CareTeamMember, Consent, Patient
from cpms.patients.operations import EnrolmentRefused, SimilarPatient
from cpms.patients.operations.enrolment import consent_id
from tests.cpms.patients.conftest import Scene
from tests.factories.cast import NOW
from tests.factories.patients import enrolled, identity_data, three_consents

UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

pytestmark = pytest.mark.django_db(databases=["default", "identity"])


class TestEnrolPatient:
    def test_keeps_both_sides_under_one_id(self, scene: Scene) -> None:
        patient = scene.patient(identity=identity_data(given_name="Zofia"))
        identity = PatientIdentity.objects.get(patient_id=patient.pk)
        assert (identity.state, identity.given_name) == (State.ACTIVE, "Zofia")
        assert identity.centre_id == scene.centre.pk
        assert Patient.objects.get().centre == scene.centre

    def test_makes_who_enrols_the_care_team(self, scene: Scene) -> None:
        patient = scene.patient()
        assert [each.user for each in CareTeamMember.objects.filter(patient=patient)] == [
            scene.doctor
        ]

    def test_keeps_the_three_answers(self, scene: Scene) -> None:
        care, registry, contact = three_consents()
        patient = scene.patient(consents=[care, registry, replace(contact, given=False)])
        answers = {each.kind: each.given for each in Consent.objects.filter(patient=patient)}
        assert answers == {"care": True, "registry": True, "contact": False}

    def test_keeps_a_guardian_with_the_identity(self, scene: Scene) -> None:
        consents = three_consents(
            signer_kind="guardian", signer_name="Maria Testowa", signer_relation="mother"
        )
        patient = scene.patient(consents=consents)
        signer = ConsentSigner.objects.get()
        assert signer.consent_id == consent_id(patient.pk, "care")
        assert (signer.name, signer.state) == ("Maria Testowa", State.ACTIVE)
        assert Consent.objects.filter(patient=patient, pk=signer.consent_id).exists()

    def test_draws_a_pseudonym_that_says_nothing(self, scene: Scene) -> None:
        first, second = scene.patient(), scene.patient()
        assert first.pseudonym != second.pseudonym
        assert len(first.pseudonym) == 11

    def test_notes_ids_and_answers_only(self, scene: Scene) -> None:
        patient = scene.patient()
        row = AuditRow.objects.get(act="enrol_patient")
        assert (row.actor_id, row.subject_id) == (scene.doctor.pk, str(patient.pk))
        assert row.details == {
            "centre": scene.centre.key,
            "care": "given",
            "registry": "given",
            "contact": "given",
        }

    def test_does_nothing_the_second_time(self, scene: Scene) -> None:
        key = uuid.uuid4()
        first = scene.patient(patient_id=key)
        again = scene.patient(patient_id=key, nickname=first.nickname)
        assert again == first
        assert Patient.objects.count() == PatientIdentity.objects.count() == 1
        assert AuditRow.objects.filter(act="enrol_patient").count() == 1

    def test_does_not_take_up_somebody_elses_form(self, scene: Scene) -> None:
        key = scene.patient().pk
        with pytest.raises(EnrolmentRefused, match="somebody else"):
            enrolled(scene.centre, scene.colleague, patient_id=key)

    def test_goes_on_with_what_was_left_pending(self, scene: Scene) -> None:
        key = uuid.uuid4()
        PatientIdentity.objects.create(
            patient_id=key,
            centre_id=scene.centre.pk,
            local_id="X",
            given_name="Zofja",
            family_name="Testowa",
            birth_date=date(2014, 3, 9),
            created_at=NOW,
            created_by_id=scene.doctor.pk,
        )
        scene.patient(patient_id=key, identity=identity_data(given_name="Zofia"))
        identity = PatientIdentity.objects.get()
        assert (identity.given_name, identity.state) == ("Zofia", State.ACTIVE)


class TestRefused:
    def test_for_who_does_not_work_there(self, scene: Scene) -> None:
        with pytest.raises(EnrolmentRefused, match="Only health professionals of"):
            enrolled(scene.centre, scene.stranger)
        assert not PatientIdentity.objects.exists()

    @pytest.mark.parametrize("role", sorted(set(Membership.Role) - {"health_professional"}))
    def test_for_other_roles_there(self, scene: Scene, role: str) -> None:
        Membership.objects.filter(user=scene.doctor).update(role=role)
        with pytest.raises(EnrolmentRefused, match="Only health professionals of"):
            scene.patient()

    def test_at_a_centre_that_takes_no_part_any_more(self, scene: Scene) -> None:
        scene.centre.active = False
        scene.centre.save()
        with pytest.raises(EnrolmentRefused, match="Only health professionals of"):
            scene.patient()

    def test_without_consent_for_care(self, scene: Scene) -> None:
        with pytest.raises(EnrolmentRefused, match="Without consent for care"):
            scene.patient(consents=three_consents(given=False))
        assert not PatientIdentity.objects.exists()

    def test_without_all_three_answers(self, scene: Scene) -> None:
        with pytest.raises(EnrolmentRefused, match="all three"):
            scene.patient(consents=three_consents()[:2])

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"signed_on": NOW.date() + timedelta(days=1)}, "day to come"),
            ({"expires_on": date(2026, 1, 5)}, "after the day"),
            ({"signer_kind": "guardian"}, "must be named"),
            ({"version": ""}, "are needed"),
            ({"language": "xx"}, "are needed"),
        ],
    )
    def test_for_a_consent_that_cannot_be(
        self, scene: Scene, changes: dict[str, object], words: str
    ) -> None:
        with pytest.raises(EnrolmentRefused, match=words):
            scene.patient(consents=three_consents(**changes))

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"birth_date": NOW.date() + timedelta(days=1)}, "birth date"),
            ({"birth_date": date(1850, 1, 1)}, "birth date"),
            ({"birth_country": "Poland"}, "two letters"),
            ({"local_id": ""}, "are needed"),
            ({"family_name": " - "}, "are needed"),
        ],
    )
    def test_for_an_identity_that_cannot_be(
        self, scene: Scene, changes: dict[str, object], words: str
    ) -> None:
        with pytest.raises(EnrolmentRefused, match=words):
            scene.patient(identity=identity_data(**changes))

    def test_for_a_nickname_of_ones_own(self, scene: Scene) -> None:
        with pytest.raises(EnrolmentRefused, match="suggested"):
            scene.patient(nickname="Zofia Testowa")

    def test_for_a_nickname_that_is_taken_and_keeps_nothing(self, scene: Scene) -> None:
        scene.patient(nickname="Blue Heron")
        with pytest.raises(EnrolmentRefused, match="taken"):
            scene.patient(nickname="Blue Heron")
        assert PatientIdentity.objects.count() == 1

    def test_but_another_centre_may_use_the_nickname(self, scene: Scene) -> None:
        scene.patient(nickname="Blue Heron")
        enrolled(scene.elsewhere, scene.stranger, nickname="Blue Heron")

    def test_for_a_local_id_that_is_known(self, scene: Scene) -> None:
        scene.patient(identity=identity_data(local_id="loc-7"))
        with pytest.raises(EnrolmentRefused, match="local id is given once") as refusal:
            scene.patient(identity=identity_data(local_id="LOC-7"), although_similar=True)
        assert not isinstance(refusal.value, SimilarPatient)

    def test_for_the_same_name_and_birth_until_it_is_said_to_be_another(self, scene: Scene) -> None:
        scene.patient(identity=identity_data(family_name="Łoś-Müller"))
        namesake = identity_data(family_name="LOS MULLER")
        with pytest.raises(SimilarPatient, match="another one"):
            scene.patient(identity=namesake)
        assert scene.patient(identity=namesake, although_similar=True).pk

    def test_but_not_for_the_same_name_and_another_birth(self, scene: Scene) -> None:
        scene.patient(identity=identity_data(family_name="Nowak"))
        scene.patient(identity=identity_data(family_name="Nowak", birth_date=date(2001, 1, 1)))

    def test_but_not_for_a_patient_of_another_centre(self, scene: Scene) -> None:
        scene.patient(identity=identity_data(family_name="Nowak", local_id="1"))
        same = identity_data(family_name="Nowak", local_id="1")
        enrolled(scene.elsewhere, scene.stranger, identity=same)


def test_nothing_of_the_identity_enters_the_clinical_database(scene: Scene) -> None:
    identity = identity_data(
        local_id="CANARY-local",
        given_name="Canarygiven",
        family_name="Canaryfamily",
        birth_name="Canarybirth",
        birth_place="Canaryplace",
        birth_date=date(1987, 6, 5),
    )
    scene.patient(
        identity=identity,
        consents=three_consents(
            signer_kind="guardian", signer_name="Canarysigner", signer_relation="Canaryrelation"
        ),
    )
    held = everything_in("identity")
    words = ("CANARY-local", "Canaryfamily", "Canarysigner", "Canaryrelation", "1987-06-05")
    assert all(word in held for word in words)
    clinical = everything_in("default").casefold()
    assert "canary" not in clinical
    assert not re.search(r"(?<![0-9a-z.])1987(?![0-9a-z])", UUID_TEXT.sub("", clinical))


def everything_in(alias: str) -> str:
    """Return every row of every table of a database as text."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        rows = []
        for table in tables:
            cursor.execute(f"SELECT row_to_json(each)::text FROM {table} AS each")
            rows += [text for (text,) in cursor.fetchall()]
    return "\n".join(rows)
