"""Every guard of the workflow refuses in words and lets pass; two can be gone past, with a reason that is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from cpms.networks.models import ThematicArea
from cpms.panels import operations
from cpms.panels.models import Panel, PanelMember
from cpms.patients.models import Consent
from cpms.patients.operations import withdraw_consent
from datasets.operations.saving import save_page
from forms_engine.draft import Draft
from tests.factories.cast import NOW
from tests.factories.panels import (
    PAGE,
    Purpose,
    Scene,
    again,
    contribute,
    fill,
    moved,
    panel_data,
    record_of,
    sign,
    write_outcome,
)
from workflow.models import Step
from workflow.operations import TransitionRefused

LATER = NOW + timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A guard: the transition that it guards, out of which state, what makes it refuse in which words, and what mends that."""

    transition: str
    state: str
    by: str
    spoil: Callable[[Scene, Panel], object]
    words: str
    mend: Callable[[Scene, Panel], object]
    asked: Callable[[Scene], Mapping[str, Any]] = lambda scene: {}


def withdraw_care(scene: Scene, panel: Panel) -> None:
    withdraw_consent(patient=scene.patient, kind=Consent.Kind.CARE, by=scene.requester, now=NOW)


def give_care_again(scene: Scene, panel: Panel) -> None:
    """Put the consent back as it was."""
    Consent.objects.filter(patient=scene.patient).update(withdrawn_at=None, withdrawn_by=None)


def end_places(*roles: str) -> Callable[[Scene, Panel], object]:
    def end(scene: Scene, panel: Panel) -> None:
        panel.members.filter(role__in=roles).update(state=PanelMember.State.WITHDRAWN)

    return end


def name_lead_again(scene: Scene, panel: Panel) -> None:
    operations.name_lead(panel_id=panel.pk, user=scene.lead, by=scene.coordinator, now=NOW)


def let_member_in(scene: Scene, panel: Panel) -> None:
    member: dict[str, Any] = {
        "panel_id": panel.pk,
        "user": scene.member,
        "role": PanelMember.Role.MEMBER,
    }
    operations.invite(**member, by=scene.lead, now=NOW)
    operations.answer_invitation(panel_id=panel.pk, accept=True, by=scene.member, now=NOW)


def type_what_cannot_be_read(purpose: str, who: str) -> Callable[[Scene, Panel], object]:
    def type_it(scene: Scene, panel: Panel) -> None:
        record = record_of(panel, purpose)
        save_page(
            record_id=record.pk,
            page=PAGE,
            draft=Draft(unread={"/reason": {"": ["12,,5"]}}),
            base=record.section_version(PAGE),
            by=getattr(scene, who),
            now=NOW,
        )

    return type_it


def answer_again(purpose: str, who: str) -> Callable[[Scene, Panel], object]:
    return lambda scene, panel: fill(record_of(panel, purpose), getattr(scene, who), "Again")


def ask(scene: Scene, panel: Panel) -> None:
    operations.request_data(panel_id=panel.pk, text="Any siblings?", by=scene.lead, now=NOW)


def answer(scene: Scene, panel: Panel) -> None:
    operations.answer_request(
        panel_id=panel.pk,
        request_id=panel.data_requests.get().pk,
        answer="A brother",
        by=scene.requester,
        now=NOW,
    )


def change_outcome(scene: Scene, panel: Panel) -> None:
    fill(record_of(panel, Purpose.OUTCOME), scene.lead, "Test PRPH2")


def sign_all(scene: Scene, panel: Panel) -> None:
    for user in (scene.lead, scene.member, scene.guest):
        sign(panel, user)


def nothing(scene: Scene, panel: Panel) -> None:
    """Leave it."""


GUARDS = {
    "consent_care_active": Case(
        transition="accept",
        state="open",
        by="coordinator",
        spoil=withdraw_care,
        words="There is no valid consent for care: the treating centre records it.",
        mend=give_care_again,
    ),
    "panel_lead_assigned": Case(
        transition="accept",
        state="open",
        by="coordinator",
        spoil=end_places("panel_lead"),
        words="A panel lead must be named first.",
        mend=name_lead_again,
    ),
    "min_accepted_members": Case(
        transition="start_assessment",
        state="panel_selection",
        by="lead",
        spoil=end_places("panel_member", "guest"),
        words="1 more invited expert must accept first.",
        mend=let_member_in,
    ),
    "mandatory_form_fields_valid": Case(
        transition="start_assessment",
        state="panel_selection",
        by="lead",
        spoil=type_what_cannot_be_read(Purpose.CASE, "requester"),
        words="1 answer about the case is still open: the requesting clinician completes it.",
        mend=answer_again(Purpose.CASE, "requester"),
    ),
    "outcome_document_complete": Case(
        transition="submit_for_sign_off",
        state="assessment",
        by="lead",
        spoil=type_what_cannot_be_read(Purpose.OUTCOME, "lead"),
        words="1 answer of the outcome is still open.",
        mend=answer_again(Purpose.OUTCOME, "lead"),
    ),
    "no_open_data_request": Case(
        transition="submit_for_sign_off",
        state="assessment",
        by="lead",
        spoil=ask,
        words="1 question to the requesting clinician has no answer yet.",
        mend=answer,
    ),
    "all_required_members_signed": Case(
        transition="close",
        state="sign_off",
        by="lead",
        spoil=change_outcome,
        words="Not signed yet by {lead}, {member}, {guest}.",
        mend=sign_all,
    ),
}


@pytest.mark.parametrize("name", GUARDS)
def test_refuses_in_words_until_it_is_mended(
    stage: Scene, panels: Mapping[str, Panel], name: str
) -> None:
    case = GUARDS[name]
    panel, by = panels[case.state], getattr(stage, case.by)
    case.spoil(stage, panel)
    with pytest.raises(TransitionRefused) as refused:
        moved(panel, case.transition, by)
    people = {who: getattr(stage, who) for who in ("lead", "member", "guest")}
    assert refused.value.refusals == (case.words.format(**people),)
    case.mend(stage, panel)
    assert moved(panel, case.transition, by).instance.step == panel.instance.step + 1


class TestOtherErnNamed:
    """Forwarding."""

    def test_refuses_without_another_network(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        eye, rnd = stage.cast.eye.network, stage.cast.rnd.network
        assert refusals(panels["open"], stage, {}) == ("Another network must be named.",)
        own = refusals(panels["open"], stage, {"network": eye})
        assert own == (f"{eye} has the panel already.",)
        rnd.active = False
        assert refusals(panels["open"], stage, {"network": rnd}) == (f"{rnd} has ended.",)
        rnd.active = True

    def test_hands_the_panel_to_the_other_desk(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        rnd = stage.cast.rnd
        area = ThematicArea.objects.create(network=rnd.network, name="Ataxias")
        asked = {"network": rnd.network, "thematic_area": area}
        panel = moved(panels["open"], "forward", stage.dispatcher, values=asked)
        assert (panel.network, panel.thematic_area, panel.state) == (rnd.network, area, "open")
        counted = [each.network for each in panel.networks.all()]
        assert counted == [stage.cast.eye.network, rnd.network]
        seen_by = {user for user in everybody(stage) if sees(user, panel)}
        assert {stage.coordinator, stage.dispatcher} & seen_by == set()
        assert {rnd.coordinator, rnd.dispatcher, stage.requester} <= seen_by

    def test_counts_once_in_a_network_that_gets_it_back(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        eye, rnd = stage.cast.eye, stage.cast.rnd
        away = moved(panels["open"], "forward", stage.coordinator, values={"network": rnd.network})
        back = moved(away, "forward", rnd.coordinator, values={"network": eye.network})
        assert (back.network, back.networks.count()) == (eye.network, 2)
        assert sees(stage.coordinator, back)
        assert not sees(rnd.coordinator, back)


class TestOutcomeDocumentComplete:
    """Before it is written."""

    def test_refuses_when_the_outcome_was_not_begun(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        panel = moved(panels["panel_selection"], "start_assessment", stage.lead)
        words = ("The outcome is not written yet: the panel lead writes it.",)
        with pytest.raises(TransitionRefused) as refused:
            moved(panel, "submit_for_sign_off", stage.lead)
        assert refused.value.refusals == words
        write_outcome(panel, stage.lead, "Test ABCA4")
        assert moved(panel, "submit_for_sign_off", stage.lead).state == "sign_off"


class TestRequestIsComplete:
    """What a request needs to begin."""

    def test_refuses_without_a_question(self, stage: Scene) -> None:
        with pytest.raises(TransitionRefused, match=r"^The question must be asked\.$"):
            operations.create_panel(
                patient=stage.patient,
                data=panel_data(stage, question=" "),
                by=stage.requester,
                now=NOW,
            )


class TestWasClosedBeforeArchiving:
    """Only what was closed goes back to closed."""

    def test_lets_a_closed_panel_out_of_the_archive(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        panel = moved(panels["archived"], "unarchive", stage.coordinator)
        assert panel.state == "closed"
        assert sees(stage.member, panel)

    def test_keeps_an_aborted_panel_in_the_archive(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        panel = moved(panels["aborted"], "archive", stage.requester)
        with pytest.raises(TransitionRefused) as refused:
            moved(panel, "unarchive", stage.coordinator)
        assert refused.value.refusals == (
            "This panel was aborted before it was archived: it was never closed.",
        )


class TestNoContributionsOrErasureRequest:
    """Deleting loses nobody's work, unless the patient asks for it."""

    def test_refuses_once_experts_have_written(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        panel = worked_on(stage, panels)
        with pytest.raises(TransitionRefused) as refused:
            moved(panel, "delete", stage.requester)
        assert refused.value.refusals == (
            "One of these has to change: Experts have contributed: the panel can be aborted and archived, not"
            " deleted. The patient or a guardian has not asked for erasure.",
        )

    def test_lets_pass_when_the_patient_asks(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        panel = worked_on(stage, panels)
        asked = {"erasure_requested": True}
        assert moved(panel, "delete", stage.requester, values=asked).state == "deleted"


class TestGoingPast:
    """Two guards can be gone past, by those whom the workflow names, with a reason that stays in the history."""

    def test_takes_a_reason(self, stage: Scene, panels: Mapping[str, Panel]) -> None:
        ask(stage, panels["assessment"])
        with pytest.raises(TransitionRefused) as refused:
            moved(
                panels["assessment"], "submit_for_sign_off", stage.lead, override=True, reason=" "
            )
        assert refused.value.refusals == ("Going on all the same takes a reason in words.",)

    def test_keeps_the_reason_and_what_was_gone_past(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        ask(stage, panels["assessment"])
        told = {"override": True, "reason": "The family does not answer"}
        panel = moved(panels["assessment"], "submit_for_sign_off", stage.lead, **told)
        step = newest_step(panel)
        assert (step.reason, step.overridden) == (told["reason"], ["no_open_data_request"])

    def test_closes_without_a_missing_signature(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        change_outcome(stage, panels["sign_off"])
        sign(panels["sign_off"], stage.lead)
        told = {"override": True, "reason": "Both are on leave"}
        panel = moved(panels["sign_off"], "close", stage.lead, **told)
        step = newest_step(panel)
        assert (step.reason, step.overridden) == (told["reason"], ["all_required_members_signed"])
        assert panel.outcomes.get().step == step.number

    def test_is_not_for_guards_that_the_workflow_does_not_name(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        withdraw_care(stage, panels["open"])
        with pytest.raises(TransitionRefused, match="no valid consent for care"):
            moved(panels["open"], "accept", stage.coordinator, override=True)


def refusals(panel: Panel, scene: Scene, values: Mapping[str, Any]) -> tuple[str, ...]:
    with pytest.raises(TransitionRefused) as refused:
        moved(panel, "forward", scene.coordinator, values=values)
    return refused.value.refusals


def worked_on(scene: Scene, panels: Mapping[str, Panel]) -> Panel:
    """Return an aborted panel to which an expert has contributed."""
    panel = moved(panels["panel_selection"], "start_assessment", scene.lead)
    contribute(panel, scene.member, "ABCA4 first")
    return moved(panel, "abort", scene.requester, reason_code="other")


def everybody(scene: Scene) -> list[Any]:
    eye, rnd = scene.cast.eye, scene.cast.rnd
    return [
        *(eye.coordinator, eye.dispatcher, rnd.coordinator, rnd.dispatcher),
        *(scene.requester, scene.lead, scene.member, scene.guest, scene.stranger),
    ]


def sees(user: Any, panel: Panel) -> bool:
    return Panel.objects.visible_to(user).filter(pk=panel.pk).exists()


def newest_step(panel: Panel) -> Step:
    return Step.objects.get(instance=panel.instance_id, number=again(panel).instance.step)
