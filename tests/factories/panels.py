"""Panels in every state, with the people that they need; each is brought there as people do it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from cpms.accounts.models import User
from cpms.networks.models import Membership, ThematicArea
from cpms.networks.operations import add_area
from cpms.panels import operations
from cpms.panels.models import Panel, PanelMember
from cpms.panels.queries.outcomes import current_outcome, text_of
from cpms.patients.models import Patient
from datasets.circumstances import form_context
from datasets.models import ConsultationFormPage, Record
from datasets.operations.records import submit_record
from datasets.operations.saving import save_page
from forms_engine.draft import Draft
from tests.factories.cast import NOW, Cast, NetworkCast, definition, make_cast, member_of
from tests.factories.patients import enrolled

Purpose = ConsultationFormPage.Purpose
PAGE, ANSWER = "bbbbbbb1", "reason"


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Two networks with their forms, a patient of ERN-EYE, and who takes part in its panel.

    `requester` treats the patient, `lead` and `member` are experts of ERN-EYE, `guest` is one of ERN-RND.
    """

    cast: Cast
    area: ThematicArea
    patient: Patient
    requester: User
    coordinator: User
    dispatcher: User
    lead: User
    manager: User
    member: User
    guest: User
    stranger: User


def make_scene(cast: Cast | None = None) -> Scene:
    """Return everything that a panel needs, and no panel."""
    cast = cast or make_cast()
    for network in (cast.eye, cast.rnd):
        add_panel_forms(network)
    requester = cast.eye.clinician
    return Scene(
        cast=cast,
        area=add_area(network=cast.eye.network, name="Retinal dystrophies"),
        patient=enrolled(cast.eye.centre, requester),
        requester=requester,
        coordinator=cast.eye.coordinator,
        dispatcher=cast.eye.dispatcher,
        lead=expert(cast.eye),
        manager=expert(cast.eye),
        member=expert(cast.eye),
        guest=cast.rnd.clinician,
        stranger=expert(cast.eye),
    )


def expert(network: NetworkCast) -> User:
    """Return a health professional of the network's centre."""
    return member_of(network.network, Membership.Role.HEALTH_PROFESSIONAL, network.centre)


def add_panel_forms(network: NetworkCast) -> None:
    """Publish what a panel needs beside the form of the case."""
    for purpose, id in ((Purpose.CONTRIBUTION, "c"), (Purpose.OUTCOME, "d")):
        document = required(definition(f"{network.network} {purpose}"), id)
        page = network.index.add_child(
            instance=ConsultationFormPage(
                title=str(purpose), purpose=purpose, definition=document, live=False
            )
        )
        page.save_revision(user=network.designer).publish(user=network.coordinator)


def required(document: dict[str, Any], id: str) -> dict[str, Any]:
    """Return the form with its only question required and with ids of its own."""
    page = document["elements"][0]
    question = {**page["elements"][0], "id": f"{id * 7}1", "required": True}
    return {**document, "elements": [{**page, "elements": [question]}]}


def panel_data(scene: Scene, **values: Any) -> operations.PanelData:
    """Return a request to ERN-EYE; each call another one."""
    data = operations.PanelData(
        key=uuid.uuid4(),
        network=scene.cast.eye.network,
        thematic_area=scene.area,
        purpose=Panel.Purpose.DIAGNOSIS,
        question="Which gene should be tested first?",
        forms=[scene.cast.eye.form],
    )
    return replace(data, **values)


def opened(scene: Scene, *, now: datetime = NOW, **values: Any) -> Panel:
    """Return a panel that was asked for, its case described."""
    panel = operations.create_panel(
        patient=scene.patient, data=panel_data(scene, **values), by=scene.requester, now=now
    )
    fill(record_of(panel, Purpose.CASE), scene.requester, "Night blindness", now=now)
    return again(panel)


def with_lead(scene: Scene) -> Panel:
    """Return an open panel whose lead was named."""
    panel = opened(scene)
    operations.name_lead(panel_id=panel.pk, user=scene.lead, by=scene.coordinator, now=NOW)
    return again(panel)


def in_selection(scene: Scene) -> Panel:
    """Return a panel that the network has accepted."""
    return moved(with_lead(scene), "accept", scene.coordinator)


def invited(scene: Scene) -> Panel:
    """Return a panel to which a member and a guest are invited."""
    panel = in_selection(scene)
    for user, role in (
        (scene.member, PanelMember.Role.MEMBER),
        (scene.guest, PanelMember.Role.GUEST),
    ):
        operations.invite(panel_id=panel.pk, user=user, role=role, by=scene.lead, now=NOW)
    return again(panel)


def with_members(scene: Scene) -> Panel:
    """Return a panel in selection whose member and guest have accepted."""
    panel = invited(scene)
    for user in (scene.member, scene.guest):
        operations.answer_invitation(panel_id=panel.pk, accept=True, by=user, now=NOW)
    return again(panel)


def in_assessment(scene: Scene) -> Panel:
    """Return a panel in assessment; nobody has written anything."""
    return moved(with_members(scene), "start_assessment", scene.lead)


def assessed(scene: Scene) -> Panel:
    """Return a panel in assessment with the member's assessment and a complete outcome."""
    panel = in_assessment(scene)
    contribute(panel, scene.member, "ABCA4 first")
    write_outcome(panel, scene.lead, "Test ABCA4")
    return again(panel)


def in_sign_off(scene: Scene) -> Panel:
    """Return a panel in sign-off; nobody has signed."""
    return moved(assessed(scene), "submit_for_sign_off", scene.lead)


def signed(scene: Scene) -> Panel:
    """Return a panel in sign-off that everybody has signed."""
    panel = in_sign_off(scene)
    for user in (scene.lead, scene.member, scene.guest):
        sign(panel, user)
    return again(panel)


def closed(scene: Scene) -> Panel:
    """Return a panel that was closed."""
    return moved(signed(scene), "close", scene.lead)


def archived(scene: Scene) -> Panel:
    """Return a panel that was closed and archived."""
    return moved(closed(scene), "archive", scene.coordinator)


def aborted(scene: Scene) -> Panel:
    """Return a panel that was aborted when it was open."""
    return moved(opened(scene), "abort", scene.requester, reason_code="duplicate")


STATES: Mapping[str, Callable[[Scene], Panel]] = {
    "open": with_lead,
    "panel_selection": with_members,
    "assessment": assessed,
    "sign_off": signed,
    "closed": closed,
    "archived": archived,
    "aborted": aborted,
}


def with_everybody(scene: Scene) -> Panel:
    """Return a panel in selection in which every role is taken."""
    panel = with_members(scene)
    operations.invite(
        panel_id=panel.pk, user=scene.manager, role=PanelMember.Role.MANAGER, by=scene.lead, now=NOW
    )
    operations.answer_invitation(panel_id=panel.pk, accept=True, by=scene.manager, now=NOW)
    return again(panel)


def open_with_everybody(scene: Scene) -> Panel:
    """Return such a panel, given back to the network."""
    return moved(with_everybody(scene), "return_to_open", scene.coordinator)


def assessed_with_everybody(scene: Scene) -> Panel:
    """Return such a panel in assessment, ready for sign-off."""
    panel = moved(with_everybody(scene), "start_assessment", scene.lead)
    write_outcome(panel, scene.lead, "Test ABCA4")
    return again(panel)


def signed_by_everybody(scene: Scene) -> Panel:
    """Return such a panel in sign-off, ready to close."""
    panel = moved(assessed_with_everybody(scene), "submit_for_sign_off", scene.lead)
    for user in (scene.lead, scene.manager, scene.member, scene.guest):
        sign(panel, user)
    return again(panel)


EVERYBODY: Mapping[str, Callable[[Scene], Panel]] = {
    "open": open_with_everybody,
    "panel_selection": with_everybody,
    "assessment": assessed_with_everybody,
    "sign_off": signed_by_everybody,
    "closed": lambda scene: moved(signed_by_everybody(scene), "close", scene.lead),
    "archived": lambda scene: moved(
        moved(signed_by_everybody(scene), "close", scene.lead), "archive", scene.coordinator
    ),
    "aborted": lambda scene: moved(
        open_with_everybody(scene), "abort", scene.requester, reason_code="duplicate"
    ),
}


def moved(panel: Panel, transition: str, by: User, **values: Any) -> Panel:
    """Return the panel after a transition."""
    told: dict[str, Any] = {"reason": "As agreed", "now": NOW + timedelta(minutes=1), **values}
    operations.move_panel(
        panel_id=panel.pk, transition=transition, step=panel.instance.step, by=by, **told
    )
    return again(panel)


def sign(panel: Panel, by: User, note: str = "") -> Any:
    """Sign the outcome as it stands."""
    outcome = current_outcome(panel)
    assert outcome is not None
    return operations.sign_outcome(
        panel_id=panel.pk,
        content_sha256=text_of(outcome, now=NOW),
        by=by,
        now=NOW,
        note_text=note,
    )


def contribute(panel: Panel, by: User, words: str) -> Record:
    """Write and hand in an assessment."""
    record = operations.start_form(panel_id=panel.pk, purpose=Purpose.CONTRIBUTION, by=by, now=NOW)
    fill(record, by, words)
    submit_record(record_id=record.pk, by=by, now=NOW, context=form_context(record, NOW))
    record.refresh_from_db()
    return record


def write_outcome(panel: Panel, by: User, words: str) -> Record:
    """Write the outcome."""
    record = operations.start_form(panel_id=panel.pk, purpose=Purpose.OUTCOME, by=by, now=NOW)
    fill(record, by, words)
    record.refresh_from_db()
    return record


def fill(record: Record, by: User, words: str, *, now: datetime = NOW) -> None:
    """Answer the only question."""
    draft = Draft(answers={ANSWER: words}, missing={})
    record.refresh_from_db()
    base = record.section_version(PAGE)
    save_page(record_id=record.pk, page=PAGE, draft=draft, base=base, by=by, now=now)


def record_of(panel: Panel, purpose: str) -> Record:
    """Return the panel's record of that purpose."""
    return Record.objects.get(panel_record__form__panel=panel, panel_record__form__purpose=purpose)


def again(panel: Panel) -> Panel:
    """Return the panel as it is kept."""
    return Panel.objects.select_related(
        "case__patient", "instance__version", "network", "thematic_area", "created_by"
    ).get(pk=panel.pk)
