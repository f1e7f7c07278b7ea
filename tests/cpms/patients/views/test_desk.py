from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cpms.audit.models import AuditRow
from cpms.patients.views.desk import MOST_FOUND, PER_PAGE
from tests.cpms.patients.conftest import Scene
from tests.factories.cast import NOW
from tests.factories.patients import case_of, enrolled, identity_data, three_consents

pytestmark = pytest.mark.django_db(databases=["default", "identity"])
DESK = reverse("patients:centre")
MOST_STATEMENTS = 18  # with the session, the person and what the header shows


class TestDesk:
    def test_lists_the_patients_of_ones_care_by_name(self, scene: Scene, client: Client) -> None:
        scene.patient(identity=identity_data(family_name="Mine", local_id="WAW-7"))
        other = identity_data(family_name="Secret")
        enrolled(scene.centre, scene.colleague, identity=other)
        shown = client.get(DESK).content.decode()
        assert "Mine, Zofia" in shown
        assert "WAW-7" in shown
        assert "Secret" not in shown

    def test_puts_who_was_enrolled_last_first(self, scene: Scene, client: Client) -> None:
        later = scene.patient(now=NOW + timedelta(hours=1))
        earlier = scene.patient()
        rows = client.get(DESK).context["rows"]
        assert [row.patient for row in rows] == [later, earlier]

    def test_notes_each_name_that_was_shown(self, scene: Scene, client: Client) -> None:
        patients = {str(scene.patient().pk) for _ in range(2)}
        client.get(DESK)
        noted = AuditRow.objects.filter(act="list_identity", actor_id=scene.doctor.pk)
        assert set(noted.values_list("subject_id", flat=True)) == patients

    def test_asks_identity_once_however_many(self, scene: Scene, client: Client) -> None:
        case_of(scene.patient(), scene.doctor)
        client.get(DESK)
        one = self.asked(client)
        for _ in range(3):
            case_of(scene.patient(), scene.doctor)
        assert one == self.asked(client)
        assert one["identity"] == 1
        assert one["default"] <= MOST_STATEMENTS

    @staticmethod
    def asked(client: Client) -> dict[str, int]:
        """Return how many statements the list costs in each database."""
        with (
            CaptureQueriesContext(connections["identity"]) as identity,
            CaptureQueriesContext(connections["default"]) as clinical,
        ):
            client.get(DESK)
        return {"identity": len(identity), "default": len(clinical)}

    def test_is_paged(self, scene: Scene, client: Client) -> None:
        for _ in range(PER_PAGE + 1):
            scene.patient()
        assert len(client.get(DESK).context["rows"]) == PER_PAGE
        assert len(client.get(DESK, {"page": 2}).context["rows"]) == 1

    def test_finds_by_name_without_telling_the_address(self, scene: Scene, client: Client) -> None:
        scene.patient(identity=identity_data(family_name="Łoś"))
        scene.patient()
        found = client.post(DESK, {"words": "los"})
        assert [row.name for row in found.context["rows"]] == ["Łoś, Zofia"]
        assert found.request["QUERY_STRING"] == ""
        assert "no-store" in found["Cache-Control"]

    def test_ignores_words_in_the_address(self, scene: Scene, client: Client) -> None:
        scene.patient()
        assert len(client.get(DESK, {"words": "nobody"}).context["rows"]) == 1

    def test_says_that_more_fit(
        self, scene: Scene, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("cpms.patients.views.desk.MOST_FOUND", 1)
        for _ in range(2):
            scene.patient(identity=identity_data(given_name="Ewa"))
        assert MOST_FOUND > 1
        assert "Add a word" in client.post(DESK, {"words": "ewa"}).content.decode()

    def test_lists_consents_that_are_due(self, scene: Scene, client: Client) -> None:
        soon = (datetime.now(UTC) + timedelta(days=9)).date()
        due = scene.patient(consents=three_consents(expires_on=soon))
        scene.patient()
        shown = client.get(DESK, {"consents": "due"})
        assert [row.patient for row in shown.context["rows"]] == [due]
        assert "Expires soon" in shown.content.decode()

    def test_offers_the_first_enrolment(self, client: Client) -> None:
        assert "No patients yet" in client.get(DESK).content.decode()

    def test_stays_open_to_who_cares_but_may_no_longer_enrol(
        self, scene: Scene, client: Client
    ) -> None:
        scene.patient(identity=identity_data(family_name="Mine"))
        scene.doctor.memberships.update(until_date=NOW.date())
        shown = client.get(DESK).content.decode()
        assert "Mine" in shown
        assert "you need the role" in shown


class TestHeader:
    def test_leads_to_patients_who_may_enrol(self, scene: Scene, client: Client) -> None:
        link = f'<a href="{DESK}"'
        assert link in client.get("/").content.decode()
        scene.doctor.memberships.update(role="coordinator")
        assert link not in client.get("/").content.decode()
