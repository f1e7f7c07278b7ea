"""The panels of the demo, told step by step with the rights of the people who take the steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.timezone import localdate

from cpms.communication.operations import post_message
from cpms.demo import content
from cpms.demo.operations.filling import document, fill
from cpms.networks.models import Network, ThematicArea
from cpms.panels import operations
from cpms.panels.models import DataRequest, Panel, PanelRecord
from cpms.panels.queries.outcomes import current_outcome, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from cpms.accounts.models import User
    from cpms.patients.models import Patient
    from datasets.models import Record


@dataclass(frozen=True, kw_only=True)
class Told:
    """One step of a story: what is said and by whom; `people` and `networks` are whom it may name."""

    panel_id: UUID
    says: Mapping[str, Any]
    by: User
    now: datetime
    people: Mapping[str, User]
    networks: Mapping[str, Network]


def add_panels(
    *,
    patients: Mapping[str, Patient],
    forms: Mapping[str, Mapping[str, Any]],
    people: Mapping[str, User],
    networks: Mapping[str, Network],
    now: datetime,
) -> int:
    """Open the panels that are missing and take them as far as their stories go; return how many. Each in one transaction."""
    stories = [panel for panel in content.panels() if panel.patient in patients]
    ids = [story.id for story in stories]
    known = set(Panel.objects.filter(pk__in=ids).values_list("pk", flat=True))
    added = 0
    for story in stories:
        if story.id not in known:
            patient = patients[story.patient]
            added += _tell(story, patient, forms[story.network], people, networks, now)
    return added


@transaction.atomic
def _tell(
    story: content.Panel,
    patient: Patient,
    forms: Mapping[str, Any],
    people: Mapping[str, User],
    networks: Mapping[str, Network],
    now: datetime,
) -> bool:
    """Tell a whole story; of two starts at once, the second waits for the network and finds it told."""
    network = Network.objects.select_for_update().get(pk=networks[story.network].pk)
    if Panel.objects.filter(pk=story.id).exists():
        return False
    opened_at = story.opened_at(now)
    _open(story, patient, network, forms["consultation"], people[story.by], opened_at)
    for step in story.steps:
        DOES[step.do](
            Told(
                panel_id=story.id,
                says=step.says,
                by=people[step.by],
                now=story.time_of(step, now),
                people=people,
                networks=networks,
            )
        )
    return True


def _open(
    story: content.Panel, patient: Patient, network: Network, form: Any, by: User, now: datetime
) -> None:
    asks = dict(story.asks)
    wished = asks.pop("wished_in", None)
    data = operations.PanelData(
        key=story.id,
        network=network,
        thematic_area=ThematicArea.objects.get(network=network, name=story.area),
        forms=[form],
        wished_date=None if wished is None else localdate(now) + timedelta(days=wished),
        **asks,
    )
    operations.create_panel(patient=patient, data=data, by=by, now=now)


def _describe(told: Told) -> None:
    """Fill in the form that describes the case."""
    place = (
        PanelRecord.objects.filter(form__panel=told.panel_id, form__purpose=content.CASE)
        .select_related("record__version")
        .get()
    )
    _write(told, place.record, hand_in=False)


def _assess(told: Told) -> None:
    """Write one's own assessment; `hand_in` says whether it is finished."""
    _write(told, _begun(told, content.CONTRIBUTION), hand_in=told.says.get("hand_in", True))


def _conclude(told: Told) -> None:
    """Write the outcome."""
    _write(told, _begun(told, content.OUTCOME), hand_in=False)


def _begun(told: Told, purpose: str) -> Record:
    return operations.start_form(panel_id=told.panel_id, purpose=purpose, by=told.by, now=told.now)


def _write(told: Told, record: Record, *, hand_in: bool) -> None:
    fill(
        record=record,
        answers=told.says["answers"],
        missing=told.says.get("missing", {}),
        by=told.by,
        now=told.now,
        hand_in=hand_in,
    )


def _attach(told: Told) -> None:
    operations.attach(
        panel_id=told.panel_id,
        file=document(told.says["file"]),
        description=told.says["description"],
        by=told.by,
        now=told.now,
    )


def _name_lead(told: Told) -> None:
    operations.name_lead(
        panel_id=told.panel_id, user=told.people[told.says["person"]], by=told.by, now=told.now
    )


def _invite(told: Told) -> None:
    operations.invite(
        panel_id=told.panel_id,
        user=told.people[told.says["person"]],
        role=told.says["role"],
        by=told.by,
        now=told.now,
    )


def _accept(told: Told) -> None:
    operations.answer_invitation(panel_id=told.panel_id, accept=True, by=told.by, now=told.now)


def _decline(told: Told) -> None:
    operations.answer_invitation(
        panel_id=told.panel_id,
        accept=False,
        reason=told.says["reason"],
        by=told.by,
        now=told.now,
    )


def _move(told: Told) -> None:
    """Take a transition; `network` and `area` say where a panel is forwarded."""
    values: dict[str, Any] = {}
    if "network" in told.says:
        network = told.networks[told.says["network"]]
        area = ThematicArea.objects.get(network=network, name=told.says["area"])
        values = {"network": network, "thematic_area": area}
    operations.move_panel(
        panel_id=told.panel_id,
        transition=told.says["transition"],
        step=_panel(told).instance.step,
        reason=told.says.get("reason", ""),
        reason_code=told.says.get("reason_code", ""),
        values=values,
        by=told.by,
        now=told.now,
    )


def _ask(told: Told) -> None:
    due = told.says.get("due_in")
    operations.request_data(
        panel_id=told.panel_id,
        text=told.says["text"],
        due_date=None if due is None else localdate(told.now) + timedelta(days=due),
        by=told.by,
        now=told.now,
    )


def _answer(told: Told) -> None:
    """Answer the question that has waited longest."""
    asked = DataRequest.objects.filter(panel=told.panel_id, answered_at__isnull=True).earliest("at")
    operations.answer_request(
        panel_id=told.panel_id,
        request_id=asked.pk,
        answer=told.says["text"],
        by=told.by,
        now=told.now,
    )


def _sign(told: Told) -> None:
    outcome = current_outcome(_panel(told))
    operations.sign_outcome(
        panel_id=told.panel_id,
        content_sha256=text_of(outcome, now=told.now) if outcome else "",
        note_text=told.says.get("note", ""),
        by=told.by,
        now=told.now,
    )


def _message(told: Told) -> None:
    post_message(
        case_id=_panel(told).case_id,
        key=uuid5(told.panel_id, told.now.isoformat()),
        text=told.says["text"],
        by=told.by,
        now=told.now,
    )


def _panel(told: Told) -> Panel:
    return (
        Panel.objects.visible_to(told.by).select_related("instance__version").get(pk=told.panel_id)
    )


DOES: Mapping[str, Callable[[Told], None]] = {
    "describe": _describe,
    "assess": _assess,
    "conclude": _conclude,
    "attach": _attach,
    "name_lead": _name_lead,
    "invite": _invite,
    "accept": _accept,
    "decline": _decline,
    "move": _move,
    "ask": _ask,
    "answer": _answer,
    "sign": _sign,
    "message": _message,
}
"""What a step of a story may do, by its name in the file."""
