"""Asking for advice."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cpms.panels.models import Panel
from cpms.patients.operations import withdraw_consent
from tests.cpms.panels.views.conftest import browser, see, send, words
from tests.factories.cast import NOW
from tests.factories.networks import MembershipFactory
from tests.factories.panels import Scene

pytestmark = pytest.mark.django_db(databases=["default", "identity"])


def request(scene: Scene, **values: Any) -> dict[str, Any]:
    """Return a form that was filled in well."""
    return {
        "ask": "1",
        "key": str(uuid.uuid4()),
        "network": scene.cast.eye.network.key,
        "thematic_area": scene.area.pk,
        "purpose": "diagnosis",
        "question": "Which gene should be tested first?",
        "priority": "normal",
        "forms": [scene.cast.eye.form.pk],
        **values,
    }


class TestChoosePatient:
    def test_lists_patients_of_ones_own_care_only(self, scene: Scene) -> None:
        url = reverse("panels:create", args=[scene.patient.pk])
        assert url in words(see(scene.requester, "choose_patient"))
        assert url not in words(see(scene.stranger, "choose_patient"))

    def test_tells_who_cannot_ask_what_they_need(self, scene: Scene) -> None:
        page = words(see(scene.dispatcher, "choose_patient"))
        assert "You cannot ask for advice yet" in page


class TestCreate:
    def test_is_for_the_patients_own_care_team(self, scene: Scene) -> None:
        for person in (scene.stranger, scene.coordinator):
            assert see(person, "create", scene.patient.pk).status_code == 404
            assert send(person, "create", scene.patient.pk, **request(scene)).status_code == 404
        assert not Panel.objects.exists()

    def test_opens_a_panel(self, scene: Scene) -> None:
        answer = send(scene.requester, "create", scene.patient.pk, **request(scene))
        panel = Panel.objects.get()
        assert answer["Location"] == reverse("panels:panel", args=[panel.pk])
        assert (panel.state, panel.created_by) == ("open", scene.requester)

    def test_opens_one_panel_however_often_it_is_sent(self, scene: Scene) -> None:
        data = request(scene)
        answers = [send(scene.requester, "create", scene.patient.pk, **data) for _ in range(2)]
        assert Panel.objects.count() == 1
        assert answers[0]["Location"] == answers[1]["Location"]

    def test_says_at_the_question_what_is_missing(self, scene: Scene) -> None:
        data = request(scene, question="", priority="urgent")
        answer = send(scene.requester, "create", scene.patient.pk, **data)
        assert answer.status_code == 422
        page = words(answer)
        assert '<a href="#id_question">Your question: This field is required.</a>' in page
        assert '<a href="#id_priority_reason">Why it is urgent: Say why it is urgent.</a>' in page
        assert not Panel.objects.exists()

    def test_says_in_words_why_the_panel_is_refused(self, scene: Scene) -> None:
        yesterday = timezone.localdate() - timedelta(days=1)
        data = request(scene, wished_date=yesterday.isoformat())
        answer = send(scene.requester, "create", scene.patient.pk, **data)
        assert answer.status_code == 422
        assert "The date you wish an answer by has passed." in words(answer)

    def test_wants_a_consent_for_care(self, scene: Scene) -> None:
        withdraw_consent(patient=scene.patient, kind="care", by=scene.requester, now=NOW)
        answer = send(scene.requester, "create", scene.patient.pk, **request(scene))
        assert answer.status_code == 422
        assert "consent" in words(answer)
        assert not Panel.objects.exists()

    def test_shows_the_areas_and_forms_of_another_network_and_keeps_what_was_typed(
        self, scene: Scene
    ) -> None:
        MembershipFactory.create(user=scene.requester, network=scene.cast.rnd.network)
        data = request(scene, network=scene.cast.rnd.network.key, question="Is it ataxia?")
        del data["ask"]
        answer = send(scene.requester, "create", scene.patient.pk, **data)
        assert answer.status_code == 200
        page = words(answer)
        assert "Is it ataxia?" in page
        assert scene.cast.rnd.form.title in page
        assert scene.area.name not in page
        assert "error-summary" not in page

    def test_needs_a_role_to_ask(self, scene: Scene) -> None:
        scene.requester.memberships.all().delete()
        answer = browser(scene.requester).get(reverse("panels:create", args=[scene.patient.pk]))
        assert answer.status_code == 403
        assert "Only health professionals of a network can ask it for advice." in words(answer)  # type: ignore[arg-type]
