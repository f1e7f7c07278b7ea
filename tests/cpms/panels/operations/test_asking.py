"""Asking the requester for more, answering, urgency, and files of the case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cpms.panels import operations
from cpms.panels.models import DataRequest, Panel
from cpms.panels.permissions import PanelActRefused
from tests.factories.cast import NOW
from tests.factories.panels import Scene, again, opened
from tests.factories.patients import health_professional

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def ask(panel: Panel, by: Any, text: str = "Any siblings?") -> DataRequest:
    return operations.request_data(
        panel_id=panel.pk, text=text, by=by, now=NOW, due_date=date(2026, 2, 1)
    )


def answer(request: DataRequest, by: Any, words: str = "A brother") -> DataRequest:
    return operations.answer_request(
        panel_id=request.panel_id, request_id=request.pk, answer=words, by=by, now=NOW
    )


class TestRequestData:
    def test_is_kept_with_who_asks(self, stage: Scene, panels: Mapping[str, Panel]) -> None:
        request = ask(panels["assessment"], stage.member, " Any siblings? ")
        assert (request.text, request.by, request.answered_at) == (
            "Any siblings?",
            stage.member,
            None,
        )

    @pytest.mark.parametrize("who", ["guest", "requester", "coordinator", "dispatcher"])
    def test_is_the_leads_and_the_members(
        self, stage: Scene, panels: Mapping[str, Panel], who: str
    ) -> None:
        with pytest.raises(
            PanelActRefused, match=r"^Only the panel lead or the panel member can do this\.$"
        ):
            ask(panels["assessment"], getattr(stage, who))

    @pytest.mark.parametrize("state", ["open", "sign_off", "closed"])
    def test_is_for_selection_and_assessment(
        self, stage: Scene, panels: Mapping[str, Panel], state: str
    ) -> None:
        with pytest.raises(PanelActRefused, match="cannot be done in the state"):
            ask(panels[state], stage.lead)

    def test_says_something(self, stage: Scene, panels: Mapping[str, Panel]) -> None:
        with pytest.raises(PanelActRefused, match="Say what you need"):
            ask(panels["assessment"], stage.lead, " ")


class TestAnswerRequest:
    def test_is_given_by_anybody_of_the_care_team(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        colleague = health_professional(stage.cast.eye.network, stage.cast.eye.centre)
        stage.patient.care_team.create(user=colleague, from_at=NOW, added_by=stage.requester)
        request = answer(ask(panels["assessment"], stage.lead), colleague)
        assert (request.answer, request.answered_by) == ("A brother", colleague)

    def test_is_given_once(self, stage: Scene, panels: Mapping[str, Panel]) -> None:
        request = answer(ask(panels["assessment"], stage.lead), stage.requester)
        with pytest.raises(PanelActRefused, match="answered meanwhile"):
            answer(request, stage.requester, "A sister")
        request.refresh_from_db()
        assert request.answer == "A brother"

    def test_is_the_requesters(self, stage: Scene, panels: Mapping[str, Panel]) -> None:
        request = ask(panels["assessment"], stage.lead)
        for user in (stage.lead, stage.member, stage.coordinator):
            with pytest.raises(PanelActRefused, match="Only the requesting clinicians"):
                answer(request, user)
        with pytest.raises(PanelActRefused, match="or say that there is none"):
            answer(request, stage.requester, " ")

    def test_belongs_to_its_panel(self, stage: Scene, panels: Mapping[str, Panel]) -> None:
        request = ask(panels["assessment"], stage.lead)
        with pytest.raises(DataRequest.DoesNotExist):
            operations.answer_request(
                panel_id=panels["open"].pk,
                request_id=request.pk,
                answer="A brother",
                by=stage.requester,
                now=NOW,
            )


class TestSetPriority:
    def told(self, panel: Panel, by: Any, priority: str, reason: str = "") -> Panel:
        return operations.set_priority(
            panel_id=panel.pk, priority=priority, reason=reason, by=by, now=NOW
        )

    def test_wants_a_reason_and_forgets_it_with_the_urgency(self, stage: Scene) -> None:
        panel = opened(stage)
        with pytest.raises(PanelActRefused, match="Say why it is urgent"):
            self.told(panel, stage.requester, "urgent", " ")
        assert self.told(panel, stage.requester, "urgent", "Going blind").is_urgent
        assert again(panel).priority_reason == "Going blind"
        assert not self.told(panel, stage.coordinator, "normal", "Not any more").is_urgent
        assert again(panel).priority_reason == ""

    def test_refuses_what_is_none_and_who_may_not(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        with pytest.raises(PanelActRefused, match="no such priority"):
            self.told(panels["assessment"], stage.lead, "now")
        with pytest.raises(PanelActRefused, match="Only the requesting clinician, the panel lead"):
            self.told(panels["assessment"], stage.member, "urgent", "Soon")


class TestAttach:
    def attach(self, panel: Panel, by: Any) -> Any:
        file = SimpleUploadedFile("letter.pdf", PDF, content_type="application/pdf")
        return operations.attach(panel_id=panel.pk, file=file, description="", by=by, now=NOW)

    @pytest.mark.parametrize(
        ("who", "state"),
        [("lead", "assessment"), ("coordinator", "open"), ("requester", "sign_off")],
    )
    def test_is_the_requesters_until_sign_off(
        self, stage: Scene, panels: Mapping[str, Panel], who: str, state: str
    ) -> None:
        with pytest.raises(PanelActRefused, match="Only the requesting clinicians add to the case"):
            self.attach(panels[state], getattr(stage, who))
        assert not panels[state].case.attachments.exists()

    def test_is_nothing_to_who_does_not_see_the_panel(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        with pytest.raises(Panel.DoesNotExist):
            self.attach(panels["assessment"], stage.stranger)
