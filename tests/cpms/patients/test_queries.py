from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cpms.networks.models import Membership
from cpms.patients.models import Case, Consent, Patient
from cpms.patients.operations import give_access, record_consent, withdraw_consent
from cpms.patients.queries import (
    CaseAudience,
    CaseRecordAccess,
    Standing,
    cases_of,
    consents_due,
    standing_on,
    standings_of,
)
from datasets.models import Record
from tests.cpms.patients.conftest import Scene
from tests.factories.cast import NOW, make_network
from tests.factories.networks import MembershipFactory
from tests.factories.patients import case_of, consent_data, enrolled, three_consents
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "identity"])
TODAY = NOW.date()


class TestStanding:
    @pytest.mark.parametrize(
        ("days", "standing"),
        [(0, "expired"), (1, "expiring"), (30, "expiring"), (31, "active")],
    )
    def test_follows_the_day_it_expires(self, days: int, standing: str) -> None:
        consent = Consent(given=True, expires_on=TODAY + timedelta(days=days))
        assert standing_on(consent, TODAY) == standing

    def test_knows_refused_withdrawn_and_missing(self) -> None:
        assert standing_on(Consent(given=False), TODAY) == Standing.REFUSED
        assert standing_on(Consent(given=True, withdrawn_at=NOW), TODAY) == Standing.WITHDRAWN
        assert standing_on(None, TODAY) == Standing.MISSING

    def test_is_asked_for_all_patients_at_once(self, scene: Scene) -> None:
        keys = [scene.patient().pk for _ in range(3)]
        with CaptureQueriesContext(connection) as asked:
            found = standings_of(keys, TODAY)
        assert len(asked) == 1
        assert {each.standing for key in keys for each in found[key]} == {Standing.ACTIVE}


class TestConsentsDue:
    def test_lists_what_expires_and_what_has(self, scene: Scene) -> None:
        soon = scene.patient(consents=three_consents(expires_on=TODAY + timedelta(days=9)))
        past = scene.patient(consents=three_consents(expires_on=TODAY))
        scene.patient(consents=three_consents(expires_on=TODAY + timedelta(days=99)))
        due = consents_due(scene.doctor, TODAY)
        assert {key: [each.standing for each in found] for key, found in due.items()} == {
            soon.pk: ["expiring"],
            past.pk: ["expired"],
        }

    def test_leaves_out_a_withdrawal_and_a_renewal(self, scene: Scene) -> None:
        patient = scene.patient(consents=three_consents(expires_on=TODAY))
        withdraw_consent(patient=patient, kind="contact", by=scene.doctor, now=NOW)
        record_consent(
            patient=patient, data=consent_data(), by=scene.doctor, now=NOW + timedelta(hours=1)
        )
        assert consents_due(scene.doctor, TODAY) == {}

    def test_is_about_patients_of_ones_care(self, scene: Scene) -> None:
        scene.patient(consents=three_consents(expires_on=TODAY))
        assert consents_due(scene.colleague, TODAY) == {}


class TestVisibility:
    """Who sees a patient and a case, by role."""

    @pytest.mark.parametrize("role", Membership.Role.values)
    def test_a_role_alone_shows_nothing(self, scene: Scene, role: str) -> None:
        case_of(scene.patient(), scene.doctor)
        person = UserFactory.create()
        MembershipFactory.create(user=person, network=scene.network, centre=scene.centre, role=role)
        assert not Patient.objects.visible_to(person).exists()
        assert not Case.objects.visible_to(person).exists()
        assert not Case.objects.full_for(person).exists()

    def test_a_platform_administrator_sees_nothing(self, scene: Scene) -> None:
        case_of(scene.patient(), scene.doctor)
        administrator = UserFactory.create(platform_administrator=True)
        assert not Patient.objects.visible_to(administrator).exists()
        assert not Case.objects.visible_to(administrator).exists()

    def test_the_care_team_sees_everything(self, scene: Scene) -> None:
        patient = scene.patient()
        case = case_of(patient, scene.doctor)
        assert list(Patient.objects.visible_to(scene.doctor)) == [patient]
        assert list(Case.objects.full_for(scene.doctor)) == [case]
        assert list(cases_of(patient)) == [case]

    def test_is_one_statement(self, scene: Scene) -> None:
        case_of(scene.patient(), scene.doctor)
        for question in (
            Patient.objects.visible_to,
            Case.objects.visible_to,
            Case.objects.full_for,
            Case.objects.in_care_of,
        ):
            with CaptureQueriesContext(connection) as asked:
                assert len(list(question(scene.doctor))) == 1
            assert len(asked) == 1


class TestCaseRecordAccess:
    def test_shows_records_of_cases_seen_in_full(self, scene: Scene) -> None:
        network = make_network("ERN-EYE")
        case = case_of(scene.patient(), scene.doctor)
        give_access(case=case, user=scene.stranger, level="summary", by=None, now=NOW)
        Record.objects.update(scope=case.pk)
        access, records = CaseRecordAccess(), Record.objects.all()
        assert access.visible(scene.doctor, records).count() == 1
        assert not access.visible(scene.stranger, records).exists()
        assert not access.visible(network.coordinator, records).exists()

    def test_shows_no_record_without_a_case(self, scene: Scene) -> None:
        make_network("ERN-EYE")
        case_of(scene.patient(), scene.doctor)
        assert not CaseRecordAccess().visible(scene.doctor, Record.objects.all()).exists()


class TestCaseAudience:
    def test_is_everybody_who_sees_the_case(self, scene: Scene) -> None:
        case = case_of(scene.patient(), scene.doctor)
        other = case_of(enrolled(scene.elsewhere, scene.stranger), scene.stranger)
        give_access(case=case, user=scene.stranger, level="summary", by=None, now=NOW)
        people = (scene.doctor, scene.colleague, scene.stranger)
        pairs = {(user.pk, key) for user in people for key in (case.pk, other.pk, uuid.uuid4())}
        with CaptureQueriesContext(connection) as asked:
            knowing = CaseAudience().may_know(pairs)
        assert knowing == {
            (scene.doctor.pk, case.pk),
            (scene.stranger.pk, case.pk),
            (scene.stranger.pk, other.pk),
        }
        assert len(asked) == 1

    def test_answers_only_what_was_asked(self, scene: Scene) -> None:
        first, second = (case_of(scene.patient(), scene.doctor) for _ in range(2))
        give_access(case=first, user=scene.stranger, level="full", by=None, now=NOW)
        pairs = {(scene.doctor.pk, second.pk), (scene.stranger.pk, second.pk)}
        assert CaseAudience().may_know(pairs) == {(scene.doctor.pk, second.pk)}

    def test_lists_the_cases_of_a_person(self, scene: Scene) -> None:
        case = case_of(scene.patient(), scene.doctor)
        audience = CaseAudience()
        assert list(audience.scopes_of(scene.doctor)) == [case.pk]
        assert list(audience.scopes_of(scene.stranger)) == []
