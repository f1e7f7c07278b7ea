"""Opening a panel."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest

from cpms.audit.models import AuditRow
from cpms.networks.models import Membership, ThematicArea
from cpms.networks.operations import grant_role
from cpms.panels import operations
from cpms.panels.models import Panel
from cpms.panels.operations import PanelRefused
from cpms.panels.operations.workflows import shipped_workflow
from cpms.patients.models import Case, Consent
from cpms.patients.operations import CaseRefused, withdraw_consent
from datasets.models import ConsultationFormPage, Record
from tests.factories.cast import NOW, definition
from tests.factories.panels import (
    Purpose,
    Scene,
    again,
    moved,
    opened,
    panel_data,
    record_of,
    required,
    with_members,
    write_outcome,
)
from workflow.operations import TransitionRefused, publish_workflow


def create(scene: Scene, **values: Any) -> Panel:
    by = values.pop("by", scene.requester)
    return operations.create_panel(
        patient=scene.patient, data=panel_data(scene, **values), by=by, now=NOW
    )


class TestRefusals:
    """Nothing is left of a panel that is refused."""

    @pytest.fixture(autouse=True)
    def _nothing_is_left(self, stage: Scene) -> Any:
        before = Case.objects.count(), Record.objects.count()
        yield
        assert not Panel.objects.exists()
        assert (Case.objects.count(), Record.objects.count()) == before

    def test_without_consent_for_care(self, stage: Scene) -> None:
        withdraw_consent(patient=stage.patient, kind=Consent.Kind.CARE, by=stage.requester, now=NOW)
        with pytest.raises(CaseRefused, match="no valid consent for care"):
            create(stage)

    def test_by_somebody_outside_the_care_team(self, stage: Scene) -> None:
        with pytest.raises(CaseRefused, match="Only the patient’s care team"):
            create(stage, by=stage.stranger)

    def test_of_a_network_in_which_one_is_no_health_professional(self, stage: Scene) -> None:
        rnd = stage.cast.rnd
        area = ThematicArea.objects.create(network=rnd.network, name="Ataxias")
        words = f"Only health professionals of {rnd.network} can ask it for advice."
        with pytest.raises(PanelRefused, match=words):
            create(stage, network=rnd.network, thematic_area=area, forms=[rnd.form])

    def test_with_another_networks_area(self, stage: Scene) -> None:
        area = ThematicArea.objects.create(network=stage.cast.rnd.network, name="Ataxias")
        with pytest.raises(PanelRefused, match="belongs to another network"):
            create(stage, thematic_area=area)

    def test_without_a_form_for_the_case(self, stage: Scene) -> None:
        outcome = ConsultationFormPage.objects.descendant_of(stage.cast.eye.index).get(
            purpose=Purpose.OUTCOME
        )
        for forms in ([], [stage.cast.rnd.form], [outcome]):
            with pytest.raises(PanelRefused, match="at least one form that describes the case"):
                create(stage, forms=forms)

    @pytest.mark.parametrize("purpose", [Purpose.CONTRIBUTION, Purpose.OUTCOME])
    def test_of_a_network_that_lacks_a_form(self, stage: Scene, purpose: Any) -> None:
        pages = ConsultationFormPage.objects.descendant_of(stage.cast.eye.index)
        pages.filter(purpose=purpose).update(live=False)
        with pytest.raises(PanelRefused, match=f"a form for “{purpose.label}” yet"):
            create(stage)

    def test_without_a_question(self, stage: Scene) -> None:
        with pytest.raises(TransitionRefused, match="The question must be asked"):
            create(stage, question="  ")

    def test_urgent_without_a_reason(self, stage: Scene) -> None:
        with pytest.raises(PanelRefused, match="Say why it is urgent"):
            create(stage, priority=Panel.Priority.URGENT, priority_reason=" ")

    def test_wished_for_a_day_that_has_passed(self, stage: Scene) -> None:
        with pytest.raises(PanelRefused, match="has passed"):
            create(stage, wished_date=(NOW - timedelta(days=1)).date())


def test_is_open_with_a_case_and_an_empty_form(stage: Scene) -> None:
    panel = create(stage)
    assert (panel.state, panel.number) == ("open", "EYE-2026-001")
    assert panel.case.nickname == stage.patient.nickname
    assert [(each.purpose, each.records.count()) for each in panel.forms.order_by("purpose")] == [
        ("case", 1),
        ("contribution", 0),
        ("outcome", 0),
    ]
    assert record_of(panel, Purpose.CASE).scope == panel.case_id
    assert [each.network for each in panel.networks.all()] == [stage.cast.eye.network]


def test_counts_by_network_and_year(stage: Scene) -> None:
    numbers = [create(stage).number for _ in range(2)]
    next_year = operations.create_panel(
        patient=stage.patient,
        data=panel_data(stage),
        by=stage.requester,
        now=NOW + timedelta(days=365),
    )
    assert [*numbers, next_year.number] == ["EYE-2026-001", "EYE-2026-002", "EYE-2027-001"]


def test_never_gives_the_number_of_a_deleted_panel_again(stage: Scene) -> None:
    moved(again(create(stage)), "delete", stage.requester)
    assert create(stage).number == "EYE-2026-002"


def test_a_repeated_click_makes_one_panel(stage: Scene) -> None:
    key = uuid.uuid4()
    assert create(stage, key=key) == create(stage, key=key, question="And again?")
    assert Panel.objects.get().question == "Which gene should be tested first?"
    assert AuditRow.objects.filter(act="create_panel").count() == 1


def test_pins_the_versions_in_force_that_day(stage: Scene) -> None:
    panel = with_members(stage)
    outcome = ConsultationFormPage.objects.descendant_of(stage.cast.eye.index).get(
        purpose=Purpose.OUTCOME
    )
    outcome.definition = required(definition("A new outcome"), "d")
    outcome.save_revision(user=stage.cast.eye.designer).publish(user=stage.coordinator)
    panel = moved(panel, "start_assessment", stage.lead)
    assert write_outcome(panel, stage.lead, "Test ABCA4").version.number == 1
    later = opened(stage)
    assert later.forms.get(purpose="outcome").version.number == 2


def test_follows_the_workflow_in_force_that_day(stage: Scene) -> None:
    first = create(stage)
    document = {**shipped_workflow(), "title": "Another way"}
    publish_workflow(document=document, by=None, now=NOW)
    assert again(first).instance.version.number == 1
    assert create(stage).instance.version.number == 2


def test_can_ask_another_network_in_which_one_works_too(stage: Scene) -> None:
    rnd = stage.cast.rnd
    grant_role(
        user=stage.requester,
        network=rnd.network,
        role=Membership.Role.HEALTH_PROFESSIONAL,
        centre=stage.cast.eye.centre,
        by=None,
        now=NOW,
    )
    area = ThematicArea.objects.create(network=rnd.network, name="Ataxias")
    panel = create(stage, network=rnd.network, thematic_area=area, forms=[rnd.form])
    assert panel.number == "RND-2026-001"
