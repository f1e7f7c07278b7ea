"""Moving a panel, filling in its forms, signing, asking and answering."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from cpms.panels import operations
from cpms.panels.models import DataRequest, Panel, Signature
from cpms.panels.queries.outcomes import current_outcome, text_of
from tests.cpms.panels.views.conftest import see, send, words
from tests.factories.cast import NOW
from tests.factories.panels import (
    Scene,
    again,
    assessed,
    in_assessment,
    in_sign_off,
    opened,
    sign,
    with_lead,
    write_outcome,
)

pytestmark = pytest.mark.django_db(databases=["default", "identity"])


def data_request(panel: Panel, scene: Scene) -> DataRequest:
    """Return an open question of the panel."""
    return operations.request_data(panel_id=panel.pk, text="Which acuity?", by=scene.lead, now=NOW)


class TestMove:
    def test_says_what_will_happen(self, scene: Scene) -> None:
        page = words(see(scene.coordinator, "move", with_lead(scene).pk, "accept"))
        assert "The panel lead chooses experts and invites them." in page

    def test_moves_the_panel(self, scene: Scene) -> None:
        panel = with_lead(scene)
        answer = send(scene.coordinator, "move", panel.pk, "accept", step=panel.instance.step)
        assert answer["Location"] == reverse("panels:panel", args=[panel.pk])
        assert again(panel).state == "panel_selection"

    def test_refuses_in_words_what_is_not_ready(self, scene: Scene) -> None:
        panel = opened(scene)
        answer = send(scene.coordinator, "move", panel.pk, "accept", step=panel.instance.step)
        assert answer.status_code == 422
        assert "A panel lead must be named first." in words(answer)
        assert again(panel).state == "open"

    def test_refuses_who_looks_at_an_earlier_step(self, scene: Scene) -> None:
        panel = with_lead(scene)
        answer = send(scene.coordinator, "move", panel.pk, "accept", step=0)
        assert answer.status_code == 422
        assert "This was moved in the meantime." in words(answer)

    def test_is_not_for_other_roles(self, scene: Scene) -> None:
        panel = with_lead(scene)
        assert see(scene.requester, "move", panel.pk, "accept").status_code == 403
        assert see(scene.stranger, "move", panel.pk, "accept").status_code == 404
        step = panel.instance.step
        answer = send(scene.requester, "move", panel.pk, "accept", step=step)
        assert answer.status_code == 403
        assert again(panel).state == "open"

    def test_knows_no_way_that_does_not_begin_here(self, scene: Scene) -> None:
        assert see(scene.lead, "move", opened(scene).pk, "close").status_code == 404

    def test_wants_a_reason_where_the_workflow_does(self, scene: Scene) -> None:
        panel = opened(scene)
        step = panel.instance.step
        answer = send(scene.requester, "move", panel.pk, "abort", step=step)
        assert answer.status_code == 422
        data = {"step": step, "reason_code": "duplicate", "reason": "See EYE-2026-001"}
        assert send(scene.requester, "move", panel.pk, "abort", **data).status_code == 302
        assert again(panel).state == "aborted"

    def test_warns_before_an_end(self, scene: Scene) -> None:
        panel = opened(scene)
        warning = "govuk-button--warning"
        assert warning in words(see(scene.requester, "move", panel.pk, "abort"))
        assert warning not in words(see(scene.coordinator, "move", panel.pk, "forward"))

    def test_goes_on_although_something_is_open_when_that_is_said(self, scene: Scene) -> None:
        panel = assessed(scene)
        data_request(panel, scene)
        way: tuple[Any, ...] = ("move", panel.pk, "submit_for_sign_off")
        data: dict[str, Any] = {"step": panel.instance.step, "reason": "The answer is not needed"}
        assert send(scene.lead, *way, **data).status_code == 422
        assert send(scene.lead, *way, **data, override="on").status_code == 302
        assert again(panel).state == "sign_off"

    def test_forwards_to_another_network(self, scene: Scene) -> None:
        panel = opened(scene)
        other = scene.cast.rnd.network
        data = {"step": panel.instance.step, "reason": "Ataxia", "network": other.key}
        answer = send(scene.coordinator, "move", panel.pk, "forward", **data)
        assert answer["Location"] == reverse("panels:panels")  # it is out of their sight now
        assert again(panel).network == other


class TestStartForm:
    def test_leads_to_ones_own_assessment(self, scene: Scene) -> None:
        panel = in_assessment(scene)
        first = send(scene.guest, "start_form", panel.pk, "contribution")
        assert first.status_code == 302
        assert first["Location"].startswith("/records/")
        again = send(scene.guest, "start_form", panel.pk, "contribution")
        assert again["Location"] == first["Location"]
        other = send(scene.member, "start_form", panel.pk, "contribution")
        assert other["Location"] != first["Location"]

    def test_says_why_not(self, scene: Scene) -> None:
        answer = send(scene.member, "start_form", in_assessment(scene).pk, "outcome")
        assert answer.status_code == 403
        assert "You cannot fill in this form in this step of the panel." in words(answer)


class TestSign:
    def test_shows_what_is_signed(self, scene: Scene) -> None:
        page = words(see(scene.member, "sign", in_sign_off(scene).pk))
        assert "Test ABCA4" in page
        assert "Sign the outcome" in page

    def test_signs_once(self, scene: Scene) -> None:
        panel = in_sign_off(scene)
        outcome = current_outcome(panel)
        assert outcome is not None
        data = {"content_sha256": text_of(outcome, now=NOW), "note_text": "PRPH2 too"}
        for _ in range(2):
            assert send(scene.member, "sign", panel.pk, **data).status_code == 302
        assert Signature.objects.get().note == "PRPH2 too"
        assert "You have signed this outcome." in words(see(scene.member, "panel", panel.pk))

    def test_refuses_a_text_that_was_changed_meanwhile(self, scene: Scene) -> None:
        panel = in_sign_off(scene)
        outcome = current_outcome(panel)
        assert outcome is not None
        seen = text_of(outcome, now=NOW)
        write_outcome(panel, scene.lead, "Test PRPH2")
        answer = send(scene.member, "sign", panel.pk, content_sha256=seen)
        assert answer.status_code == 422
        assert "The outcome was changed while you read it." in words(answer)
        assert not Signature.objects.exists()

    def test_is_for_who_takes_part_in_sign_off(self, scene: Scene) -> None:
        panel = in_sign_off(scene)
        assert see(scene.requester, "sign", panel.pk).status_code == 403
        assert see(scene.stranger, "sign", panel.pk).status_code == 404

    def test_shows_a_signature_and_its_remark_to_the_others(self, scene: Scene) -> None:
        panel = in_sign_off(scene)
        sign(panel, scene.member, "PRPH2 too")
        assert "PRPH2 too" in words(see(scene.requester, "panel", panel.pk))


class TestRequestData:
    def test_asks_the_requester(self, scene: Scene) -> None:
        panel = in_assessment(scene)
        answer = send(scene.lead, "request_data", panel.pk, text="Which acuity?")
        assert answer.status_code == 302
        assert DataRequest.objects.get().text == "Which acuity?"

    def test_wants_words(self, scene: Scene) -> None:
        answer = send(scene.lead, "request_data", in_assessment(scene).pk, text=" ")
        assert answer.status_code == 422
        assert not DataRequest.objects.exists()

    def test_is_not_for_the_requester(self, scene: Scene) -> None:
        panel = in_assessment(scene)
        assert see(scene.requester, "request_data", panel.pk).status_code == 403
        answer = send(scene.requester, "request_data", panel.pk, text="Which acuity?")
        assert answer.status_code == 403


class TestAnswerRequest:
    def test_answers(self, scene: Scene) -> None:
        panel = in_assessment(scene)
        asked = data_request(panel, scene)
        assert "Which acuity?" in words(see(scene.requester, "answer_request", panel.pk, asked.pk))
        send(scene.requester, "answer_request", panel.pk, asked.pk, answer="0.4")
        assert "0.4" in words(see(scene.lead, "panel", panel.pk))

    def test_is_for_the_requester_and_once(self, scene: Scene) -> None:
        panel = in_assessment(scene)
        asked = data_request(panel, scene)
        answer = see(scene.lead, "answer_request", panel.pk, asked.pk)
        assert answer.status_code == 403
        assert "Only the requesting clinicians can answer this." in words(answer)
        send(scene.requester, "answer_request", panel.pk, asked.pk, answer="0.4")
        late = send(scene.requester, "answer_request", panel.pk, asked.pk, answer="0.5")
        assert late.status_code == 403
        asked.refresh_from_db()
        assert asked.answer == "0.4"

    def test_finds_no_request_of_another_panel(self, scene: Scene) -> None:
        asked = data_request(in_assessment(scene), scene)
        other = opened(scene)
        answer = see(scene.requester, "answer_request", other.pk, asked.pk)
        assert answer.status_code == 404


class TestSetPriority:
    def test_marks_as_urgent_for_a_reason(self, scene: Scene) -> None:
        panel = opened(scene)
        answer = send(scene.requester, "set_priority", panel.pk, priority="urgent")
        assert answer.status_code == 422
        assert "Say why it is urgent." in words(answer)
        data = {"priority": "urgent", "reason": "She loses sight"}
        send(scene.requester, "set_priority", panel.pk, **data)
        assert "She loses sight" in words(see(scene.coordinator, "panel", panel.pk))

    def test_is_not_for_the_dispatcher(self, scene: Scene) -> None:
        panel = opened(scene)
        assert see(scene.dispatcher, "set_priority", panel.pk).status_code == 403
        answer = send(scene.dispatcher, "set_priority", panel.pk, priority="normal")
        assert answer.status_code == 403
