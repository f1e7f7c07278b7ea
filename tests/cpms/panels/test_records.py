"""Who may see and fill which records of a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from cpms.panels.models import Panel
from cpms.panels.records import PanelRecordAccess
from datasets.circumstances import form_context
from datasets.models import Record
from datasets.operations.locking import RecordRefused
from datasets.operations.records import submit_record
from tests.factories.cast import NOW
from tests.factories.panels import Purpose, Scene, contribute, fill, record_of

ACCESS = PanelRecordAccess()
ALL = ("requester", "lead", "manager", "member", "guest", "coordinator", "dispatcher", "stranger")
EXPERTS = {"lead", "manager", "member", "guest"}
FILLS: Mapping[tuple[str, str], set[str]] = {
    (Purpose.CASE, "open"): {"requester"},
    (Purpose.CASE, "panel_selection"): {"requester"},
    (Purpose.CASE, "assessment"): {"requester"},
    (Purpose.CASE, "sign_off"): set(),
    (Purpose.CASE, "closed"): set(),
    (Purpose.CONTRIBUTION, "panel_selection"): set(),
    (Purpose.CONTRIBUTION, "assessment"): EXPERTS,
    (Purpose.CONTRIBUTION, "sign_off"): set(),
    (Purpose.OUTCOME, "assessment"): {"lead", "manager"},
    (Purpose.OUTCOME, "sign_off"): {"lead"},
    (Purpose.OUTCOME, "closed"): set(),
    (Purpose.OUTCOME, "archived"): set(),
}


@pytest.mark.parametrize(("purpose", "state"), FILLS)
def test_the_step_says_who_fills(
    stage: Scene, panels_with_everybody: Mapping[str, Panel], purpose: str, state: str
) -> None:
    panel = panels_with_everybody[state]
    page = panel.forms.get(purpose=purpose).version.page
    for ask in (ACCESS.may_create, ACCESS.may_edit):
        able = {who for who in ALL if ask(getattr(stage, who), page, panel.case_id)}
        assert able == FILLS[purpose, state]
        assert not ask(AnonymousUser(), page, panel.case_id)


def test_forms_that_the_panel_does_not_have_are_not_filled(
    stage: Scene, panels_with_everybody: Mapping[str, Panel]
) -> None:
    case = panels_with_everybody["open"].case_id
    assert not ACCESS.may_create(stage.requester, stage.cast.rnd.form, case)


def test_records_of_a_network_are_filled_as_before(stage: Scene) -> None:
    page, record = stage.cast.eye.form, stage.cast.eye.record
    able = {who for who in ALL if ACCESS.may_create(getattr(stage, who), page, None)}
    assert able == {"requester", "lead", "manager", "member", "stranger"}
    assert Record.objects.visible_to(stage.coordinator).filter(pk=record.pk).exists()
    assert not Record.objects.visible_to(stage.guest).filter(pk=record.pk).exists()
    assert ACCESS.setting(stage.requester, record) is None


def test_records_of_a_case_are_seen_with_the_whole_case_only(
    stage: Scene, panels_with_everybody: Mapping[str, Panel]
) -> None:
    record = record_of(panels_with_everybody["assessment"], Purpose.CASE)
    seen = {
        who
        for who in ALL
        if Record.objects.visible_to(getattr(stage, who)).filter(pk=record.pk).exists()
    }
    assert seen == {*EXPERTS, "requester", "coordinator"}


@pytest.mark.parametrize(
    ("purpose", "name"),
    [
        (Purpose.CASE, "ERN-EYE consultation"),
        (Purpose.OUTCOME, "ERN-EYE outcome"),
        (Purpose.CONTRIBUTION, "Assessment by {member}"),
    ],
)
def test_a_record_is_named_and_found_in_its_panel(
    stage: Scene, panels_with_everybody: Mapping[str, Panel], purpose: Any, name: str
) -> None:
    panel = panels_with_everybody["assessment"]
    contribute(panel, stage.member, "ABCA4 first")
    setting = ACCESS.setting(stage.lead, record_of(panel, purpose))
    assert setting is not None
    assert setting.title == f"Panel {panel.number}"
    assert setting.url == reverse("panels:panel", args=[panel.pk])
    assert (setting.name, setting.hands_in) == (
        name.format(member=stage.member),
        purpose == Purpose.CONTRIBUTION,
    )


def test_only_assessments_are_handed_in_by_themselves(
    stage: Scene, panels_with_everybody: Mapping[str, Panel]
) -> None:
    panel = panels_with_everybody["assessment"]
    for purpose, by in ((Purpose.CASE, stage.requester), (Purpose.OUTCOME, stage.lead)):
        record = record_of(panel, purpose)
        with pytest.raises(RecordRefused, match=f"it is part of Panel {panel.number}"):
            submit_record(record_id=record.pk, by=by, now=NOW, context=form_context(record, NOW))


def test_the_case_is_not_changed_any_more_once_it_is_signed(
    stage: Scene, panels_with_everybody: Mapping[str, Panel]
) -> None:
    record = record_of(panels_with_everybody["sign_off"], Purpose.CASE)
    with pytest.raises(RecordRefused, match="You may read this record but not change it"):
        fill(record, stage.requester, "Something else")
