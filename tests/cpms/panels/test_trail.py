"""What a panel leaves in the audit trail and in the outbox: an act for everything that is done, and ids only."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from cpms.audit.models import AuditRow
from cpms.events.models import Event
from cpms.panels import operations
from cpms.panels.models import Panel
from cpms.panels.operations.people import TIME_TO_ANSWER
from tests.factories.cast import NOW
from tests.factories.panels import (
    Purpose,
    Scene,
    again,
    contribute,
    moved,
    opened,
    panel_data,
    sign,
    with_lead,
    write_outcome,
)

# One word each: sentences are refused by the trail itself, a single word would pass for an id.
WORDS = {
    "question": "Questionword",
    "urgency": "Urgencyword",
    "decline": "Declineword",
    "asked": "Askedword",
    "answered": "Answeredword",
    "assessment": "Assessmentword",
    "outcome": "Outcomeword",
    "remark": "Remarkword",
    "reason": "Reasonword",
}


def whole_run(scene: Scene) -> Panel:
    """Lead a panel through everything that can be done with it, to its end."""
    panel = opened(
        scene, question=WORDS["question"], priority="urgent", priority_reason=WORDS["urgency"]
    )
    case: dict[str, Any] = {"panel_id": panel.pk, "now": NOW}
    operations.name_lead(**case, user=scene.lead, by=scene.coordinator)
    panel = moved(panel, "accept", scene.coordinator, reason=WORDS["reason"])
    for user in (scene.member, scene.guest, scene.manager):
        operations.invite(**case, user=user, role="panel_member", by=scene.lead)
    operations.answer_invitation(**case, accept=True, by=scene.member)
    declined: dict[str, Any] = {"accept": False, "reason": WORDS["decline"]}
    operations.answer_invitation(**case, **declined, by=scene.guest)
    operations.withdraw_invitation(**case, user=scene.manager, by=scene.lead)
    asked = operations.request_data(**case, text=WORDS["asked"], by=scene.lead)
    answered: dict[str, Any] = {"request_id": asked.pk, "answer": WORDS["answered"]}
    operations.answer_request(**case, **answered, by=scene.requester)
    panel = moved(again(panel), "start_assessment", scene.lead, reason=WORDS["reason"])
    contribute(panel, scene.member, WORDS["assessment"])
    write_outcome(panel, scene.lead, WORDS["outcome"])
    panel = moved(again(panel), "submit_for_sign_off", scene.lead, reason=WORDS["reason"])
    for user in (scene.lead, scene.member):
        sign(panel, user, note=WORDS["remark"])
    panel = moved(again(panel), "close", scene.lead, reason=WORDS["reason"])
    panel = moved(panel, "reopen", scene.lead, reason=WORDS["reason"])
    panel = moved(panel, "abort", scene.requester, reason=WORDS["reason"], reason_code="other")
    erasure = {"values": {"erasure_requested": True}}
    return moved(panel, "delete", scene.requester, reason=WORDS["reason"], **erasure)


def test_a_whole_run_leaves_ids_only(stage: Scene) -> None:
    rows = set(AuditRow.objects.values_list("pk", flat=True))
    panel = whole_run(stage)
    left = [
        *AuditRow.objects.exclude(pk__in=rows).values(),
        *Event.objects.filter(subject_id=str(panel.pk)).values(),
    ]
    assert len(left) > 60
    text = json.dumps(left, cls=DjangoJSONEncoder).lower()
    people = (stage.requester, stage.lead, stage.member, stage.guest, stage.coordinator)
    secrets = [
        *WORDS.values(),
        *panel.case.nickname.split(),
        stage.patient.pseudonym,
        panel.number,
        *(name for user in people for name in (user.last_name, user.username, user.email)),
    ]
    assert [word for word in secrets if word.lower() in text] == []


def selected(scene: Scene) -> Panel:
    return moved(with_lead(scene), "accept", scene.coordinator)


def with_invitation(scene: Scene) -> Panel:
    panel = selected(scene)
    operations.invite(
        panel_id=panel.pk, user=scene.member, role="panel_member", by=scene.lead, now=NOW
    )
    return again(panel)


def with_request(scene: Scene) -> Panel:
    panel = selected(scene)
    operations.request_data(panel_id=panel.pk, text="Any siblings?", by=scene.lead, now=NOW)
    return panel


def in_assessment(scene: Scene) -> Panel:
    panel = with_invitation(scene)
    operations.answer_invitation(panel_id=panel.pk, accept=True, by=scene.member, now=NOW)
    return moved(again(panel), "start_assessment", scene.lead)


def in_sign_off(scene: Scene) -> Panel:
    panel = in_assessment(scene)
    write_outcome(panel, scene.lead, "Test ABCA4")
    return moved(panel, "submit_for_sign_off", scene.lead)


def nothing(scene: Scene) -> None:
    """There is no panel yet."""


Act = tuple[Callable[[Scene], Any], Callable[[Scene, Any], object], str]
ACTS: Mapping[str, Act] = {
    "create_panel": (
        nothing,
        lambda scene, _: operations.create_panel(
            patient=scene.patient, data=panel_data(scene), by=scene.requester, now=NOW
        ),
        "create_panel",
    ),
    "name_lead": (
        opened,
        lambda scene, panel: operations.name_lead(
            panel_id=panel.pk, user=scene.lead, by=scene.coordinator, now=NOW
        ),
        "name_lead",
    ),
    "invite": (
        selected,
        lambda scene, panel: operations.invite(
            panel_id=panel.pk, user=scene.member, role="guest", by=scene.lead, now=NOW
        ),
        "invite",
    ),
    "answer_invitation": (
        with_invitation,
        lambda scene, panel: operations.answer_invitation(
            panel_id=panel.pk, accept=True, by=scene.member, now=NOW
        ),
        "accept_invitation",
    ),
    "withdraw_invitation": (
        with_invitation,
        lambda scene, panel: operations.withdraw_invitation(
            panel_id=panel.pk, user=scene.member, by=scene.lead, now=NOW
        ),
        "withdraw_invitation",
    ),
    "expire_invitations": (
        with_invitation,
        lambda scene, panel: operations.expire_invitations(now=NOW + TIME_TO_ANSWER),
        "expire_invitations",
    ),
    "request_data": (
        selected,
        lambda scene, panel: operations.request_data(
            panel_id=panel.pk, text="Any siblings?", by=scene.lead, now=NOW
        ),
        "request_data",
    ),
    "answer_request": (
        with_request,
        lambda scene, panel: operations.answer_request(
            panel_id=panel.pk,
            request_id=panel.data_requests.get().pk,
            answer="A brother",
            by=scene.requester,
            now=NOW,
        ),
        "answer_request",
    ),
    "set_priority": (
        opened,
        lambda scene, panel: operations.set_priority(
            panel_id=panel.pk, priority="urgent", reason="Soon", by=scene.requester, now=NOW
        ),
        "set_priority",
    ),
    "start_form": (
        in_assessment,
        lambda scene, panel: operations.start_form(
            panel_id=panel.pk, purpose=Purpose.CONTRIBUTION, by=scene.member, now=NOW
        ),
        "create_record",
    ),
    "sign_outcome": (in_sign_off, lambda scene, panel: sign(panel, scene.member), "sign_outcome"),
    "move_panel": (
        with_lead,
        lambda scene, panel: moved(panel, "accept", scene.coordinator),
        "move_panel",
    ),
}
# A file is kept by the patients' own operation, which is tested there.
ELSEWHERE = {"attach"}


def test_the_table_of_acts_has_every_operation() -> None:
    names = {name for name in operations.__all__ if name.islower()}
    assert names - ELSEWHERE == set(ACTS)


@pytest.mark.parametrize("name", ACTS)
def test_every_operation_leaves_an_act_in_the_case(stage: Scene, name: str) -> None:
    make, do, act = ACTS[name]
    subject = make(stage)
    before = set(AuditRow.objects.values_list("pk", flat=True))
    do(stage, subject)
    rows = AuditRow.objects.exclude(pk__in=before).filter(act=act)
    case = Panel.objects.latest("created_at").case_id
    assert [row.scope for row in rows] == [case]
    by_person = name != "expire_invitations"
    assert [row.actor_kind for row in rows] == ["person" if by_person else "system"]
