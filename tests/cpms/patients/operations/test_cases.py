from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from cpms.audit.models import AuditRow
from cpms.patients.models import Age, AgeUnit, Case, CaseAccess, Patient, age_on
from cpms.patients.operations import (
    AccessRefused,
    CaseRefused,
    end_access,
    give_access,
    record_consent,
    withdraw_consent,
)
from tests.cpms.patients.conftest import Scene
from tests.factories.cast import NOW
from tests.factories.patients import case_of, consent_data, identity_data

pytestmark = pytest.mark.django_db(databases=["default", "identity"])
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def patient(scene: Scene) -> Patient:
    return scene.patient(identity=identity_data(birth_date=date(2014, 3, 9)))


@pytest.fixture
def case(scene: Scene, patient: Patient) -> Case:
    return case_of(patient, scene.doctor)


class TestAge:
    @pytest.mark.parametrize(
        ("birth", "day", "value", "unit"),
        [
            (date(2026, 1, 6), date(2026, 1, 6), 0, AgeUnit.DAYS),
            (date(2025, 12, 10), date(2026, 1, 6), 27, AgeUnit.DAYS),
            (date(2025, 12, 9), date(2026, 1, 6), 1, AgeUnit.MONTHS),
            (date(2023, 1, 7), date(2026, 1, 6), 35, AgeUnit.MONTHS),
            (date(2023, 1, 6), date(2026, 1, 6), 3, AgeUnit.YEARS),
            (date(2014, 3, 9), date(2026, 1, 6), 11, AgeUnit.YEARS),
            (date(2020, 2, 29), date(2026, 2, 28), 5, AgeUnit.YEARS),
        ],
    )
    def test_is_as_exact_as_a_case_may_say(
        self, birth: date, day: date, value: int, unit: str
    ) -> None:
        assert age_on(birth, day) == Age(value=value, unit=unit)

    def test_reads_as_words(self) -> None:
        assert [str(Age(value=1, unit="months")), str(Age(value=11, unit="years"))] == [
            "1 month",
            "11 years",
        ]


class TestOpenCase:
    def test_says_age_and_sex_but_not_who_it_is(self, patient: Patient, case: Case) -> None:
        assert (str(case.age), case.sex, case.nickname) == ("11 years", "female", patient.nickname)
        row = AuditRow.objects.get(act="open_case")
        assert (row.scope, row.details) == (case.pk, {"patient": str(patient.pk)})

    def test_is_refused_outside_the_care_team(self, scene: Scene, patient: Patient) -> None:
        with pytest.raises(CaseRefused, match="care team"):
            case_of(patient, scene.colleague)

    def test_is_refused_when_consent_was_withdrawn(self, scene: Scene, patient: Patient) -> None:
        withdraw_consent(patient=patient, kind="care", by=scene.doctor, now=NOW)
        with pytest.raises(CaseRefused, match="no valid consent"):
            case_of(patient, scene.doctor)

    def test_is_refused_when_consent_has_expired(self, scene: Scene, patient: Patient) -> None:
        data = consent_data(expires_on=date(2026, 1, 6))
        record_consent(patient=patient, data=data, by=scene.doctor, now=LATER)
        with pytest.raises(CaseRefused, match="no valid consent"):
            case_of(patient, scene.doctor)


def levels(case: Case, scene: Scene) -> tuple[bool, bool]:
    """Tell whether the stranger sees the case, and whether everything of it."""
    return (
        case in Case.objects.visible_to(scene.stranger),
        case in Case.objects.full_for(scene.stranger),
    )


def give(
    case: Case, scene: Scene, level: str, now: datetime = NOW, until: datetime | None = None
) -> CaseAccess:
    return give_access(
        case=case, user=scene.stranger, level=level, by=scene.doctor, now=now, until=until
    )


class TestGiveAccess:
    def test_is_the_only_way_to_see_another_teams_case(self, scene: Scene, case: Case) -> None:
        assert levels(case, scene) == (False, False)
        give(case, scene, "summary")
        assert levels(case, scene) == (True, False)
        give(case, scene, "full", LATER)
        assert levels(case, scene) == (True, True)

    def test_shows_no_patient(self, scene: Scene, case: Case) -> None:
        give(case, scene, "full")
        assert not Patient.objects.visible_to(scene.stranger).exists()
        assert not Case.objects.in_care_of(scene.stranger).exists()

    def test_keeps_what_was_before(self, scene: Scene, case: Case) -> None:
        give(case, scene, "summary")
        give(case, scene, "full", LATER)
        rows = CaseAccess.objects.filter(case=case).values_list("level", "until_at")
        assert list(rows) == [("summary", LATER), ("full", None)]

    def test_changes_nothing_the_second_time(self, scene: Scene, case: Case) -> None:
        assert give(case, scene, "full") == give(case, scene, "full", LATER)
        assert AuditRow.objects.filter(act="give_access").count() == 1

    def test_replaces_at_the_same_moment(self, scene: Scene, case: Case) -> None:
        give(case, scene, "summary")
        give(case, scene, "full")
        assert levels(case, scene) == (True, True)

    def test_ends_by_itself(self, scene: Scene, case: Case) -> None:
        give(case, scene, "full", until=datetime.now(UTC) - timedelta(minutes=1))
        assert levels(case, scene) == (False, False)

    def test_can_be_given_again_after_its_end(self, scene: Scene, case: Case) -> None:
        give(case, scene, "full", until=LATER)
        give(case, scene, "summary", LATER)
        assert levels(case, scene) == (True, False)

    def test_is_refused_for_an_end_before_the_beginning(self, scene: Scene, case: Case) -> None:
        with pytest.raises(AccessRefused, match="must end after"):
            give(case, scene, "full", until=NOW)
        with pytest.raises(AccessRefused, match="no such access"):
            give(case, scene, "all")

    def test_counts_for_nobody_whose_account_is_closed(self, scene: Scene, case: Case) -> None:
        give(case, scene, "full")
        scene.stranger.is_active = False
        assert levels(case, scene) == (False, False)

    def test_is_once_at_a_time_for_the_database_too(self, scene: Scene, case: Case) -> None:
        give(case, scene, "full")
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseAccess.objects.create(
                case=case, user=scene.stranger, level="summary", from_at=LATER
            )


class TestEndAccess:
    def test_hides_the_case_at_once(self, scene: Scene, case: Case) -> None:
        give(case, scene, "full")
        end_access(case=case, user=scene.stranger, by=scene.doctor, now=LATER)
        assert levels(case, scene) == (False, False)
        assert AuditRow.objects.filter(act="end_access", scope=case.pk).count() == 1

    def test_takes_nothing_from_who_has_nothing(self, scene: Scene, case: Case) -> None:
        end_access(case=case, user=scene.stranger, by=scene.doctor, now=LATER)
        assert not AuditRow.objects.filter(act="end_access").exists()

    def test_ends_what_would_end_later(self, scene: Scene, case: Case) -> None:
        give(case, scene, "full", until=datetime.now(UTC) + timedelta(days=1))
        end_access(case=case, user=scene.stranger, now=LATER)
        assert levels(case, scene) == (False, False)
