from __future__ import annotations

from datetime import date, timedelta

import pytest

from cpms.audit.models import AuditRow
from cpms.patients.identity.models import ConsentSigner, State
from cpms.patients.models import Consent, Patient
from cpms.patients.operations import ConsentRefused, record_consent, withdraw_consent
from cpms.patients.queries import has_active_care_consent
from tests.cpms.patients.conftest import Scene
from tests.factories.cast import NOW
from tests.factories.patients import consent_data

pytestmark = pytest.mark.django_db(databases=["default", "identity"])
LATER = NOW + timedelta(days=1)


@pytest.fixture
def patient(scene: Scene) -> Patient:
    return scene.patient()


def valid(patient: Patient) -> bool:
    return has_active_care_consent(patient.pk, LATER.date())


class TestRecordConsent:
    def test_lets_the_newest_count(self, scene: Scene, patient: Patient) -> None:
        record_consent(patient=patient, data=consent_data(given=False), by=scene.doctor, now=LATER)
        assert not valid(patient)
        assert Consent.objects.filter(patient=patient, kind="care").count() == 2

    def test_renews_what_was_withdrawn(self, scene: Scene, patient: Patient) -> None:
        withdraw_consent(patient=patient, kind="care", by=scene.doctor, now=NOW)
        record_consent(patient=patient, data=consent_data(), by=scene.doctor, now=LATER)
        assert valid(patient)

    def test_keeps_who_signed_with_the_identity(self, scene: Scene, patient: Patient) -> None:
        data = consent_data(signer_kind="both_guardians", signer_name="Maria and Jan Testowi")
        consent = record_consent(patient=patient, data=data, by=scene.doctor, now=LATER)
        signer = ConsentSigner.objects.get(pk=consent.pk)
        assert (signer.name, signer.state) == ("Maria and Jan Testowi", State.ACTIVE)

    def test_is_refused_outside_the_care_team(self, scene: Scene, patient: Patient) -> None:
        with pytest.raises(ConsentRefused, match="care team"):
            record_consent(patient=patient, data=consent_data(), by=scene.colleague, now=LATER)
        assert Consent.objects.filter(patient=patient).count() == 3

    def test_is_refused_for_a_day_to_come(self, scene: Scene, patient: Patient) -> None:
        data = consent_data(signed_on=date(2026, 1, 8))
        with pytest.raises(ConsentRefused, match="day to come"):
            record_consent(patient=patient, data=data, by=scene.doctor, now=LATER)

    def test_is_noted(self, scene: Scene, patient: Patient) -> None:
        data = consent_data("registry")
        consent = record_consent(patient=patient, data=data, by=scene.doctor, now=LATER)
        row = AuditRow.objects.get(act="record_consent")
        assert row.subject_id == str(consent.pk)
        assert row.details == {"patient": str(patient.pk), "kind": "registry", "answer": "given"}


class TestWithdrawConsent:
    def test_ends_it_at_once(self, scene: Scene, patient: Patient) -> None:
        assert valid(patient)
        withdraw_consent(patient=patient, kind="care", by=scene.doctor, now=LATER)
        assert not valid(patient)
        assert AuditRow.objects.filter(act="withdraw_consent").count() == 1

    def test_leaves_the_other_kinds(self, scene: Scene, patient: Patient) -> None:
        withdraw_consent(patient=patient, kind="contact", by=scene.doctor, now=LATER)
        assert valid(patient)

    def test_is_refused_twice(self, scene: Scene, patient: Patient) -> None:
        withdraw_consent(patient=patient, kind="care", by=scene.doctor, now=LATER)
        with pytest.raises(ConsentRefused, match="no such consent"):
            withdraw_consent(patient=patient, kind="care", by=scene.doctor, now=LATER)

    def test_is_refused_outside_the_care_team(self, scene: Scene, patient: Patient) -> None:
        with pytest.raises(ConsentRefused, match="care team"):
            withdraw_consent(patient=patient, kind="care", by=scene.stranger, now=LATER)
        assert valid(patient)
