"""The consultation's workflow that we ship: as a document, and beside the published reference where that is at hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import cpms.panels
from workflow.definition import AnyOf, Definition, GuardUse, Transition, read_definition, uses_of
from workflow.definition.check import effects_in

DOCUMENT: dict[str, Any] = json.loads(
    (Path(cpms.panels.__file__).parent / "workflows" / "cpms-default.json").read_text("utf-8")
)
REASONS = {"reason", "reason_code"}
"""What the reference calls a guard, and a workflow a reason that is needed."""
KINDS = {"final_soft": "soft_final"}
EXPERTS = {"panel_lead", "panel_manager", "panel_member", "guest"}


@pytest.fixture(scope="module")
def definition() -> Definition:
    """Return the workflow."""
    return read_definition(DOCUMENT)


@pytest.fixture(scope="module")
def reference(shared: Path) -> dict[str, Any]:
    """Return the reference; without the folder of published material the tests are skipped."""
    file = shared / "reference" / "workflow_cpms_default.json"
    if not file.is_file():
        pytest.skip(f"There is no {file}.")
    read: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return read


def names(guard: GuardUse | AnyOf) -> object:
    return (
        guard.name if isinstance(guard, GuardUse) else frozenset(each.name for each in guard.guards)
    )


def reference_names(guards: list[dict[str, Any]]) -> list[object]:
    return [
        frozenset(each["id"] for each in guard["any_of"]) if "any_of" in guard else guard["id"]
        for guard in guards
        if guard.get("id") not in REASONS
    ]


class TestReference:
    """What is restated is the same."""

    def test_has_its_states(self, definition: Definition, reference: Mapping[str, Any]) -> None:
        assert len(definition.states) == 8
        assert definition.initial == reference["initial"]
        assert [(each.key, each.label, each.kind) for each in definition.states] == [
            (each["id"], each["label"], KINDS.get(each["kind"], each["kind"]))
            for each in reference["states"]
        ]

    def test_has_its_transitions(
        self, definition: Definition, reference: Mapping[str, Any]
    ) -> None:
        assert len(definition.transitions) == 14
        assert [
            (each.key, list(each.from_states), each.to_state, set(each.roles))
            for each in definition.transitions
        ] == [
            (each["id"], each["from"], each["to"], set(each["by"]))
            for each in reference["transitions"]
        ]

    def test_has_its_guards(self, definition: Definition, reference: Mapping[str, Any]) -> None:
        for each in reference["transitions"]:
            own = definition.transition(each["id"])
            assert [names(guard) for guard in own.guards] == reference_names(each["guards"])
            parameters = [dict(use.parameters) for use in uses_of(own.guards)]
            assert [each for each in parameters if each] == [
                guard["params"] for guard in each["guards"] if "params" in guard
            ]
            if REASONS & {guard.get("id") for guard in each["guards"]}:
                assert own.needs_reason
        beginning = reference["create"]["guards"]
        assert [names(each) for each in definition.create_guards] == reference_names(beginning)

    def test_has_its_ways_past_a_guard(
        self, definition: Definition, reference: Mapping[str, Any]
    ) -> None:
        overridable = {
            guard["id"]: set(guard.get("override_by", each["by"]))
            for each in reference["transitions"]
            for guard in each["guards"]
            if "override" in guard
        }
        assert {
            use.name: set(use.override_by)
            for each in definition.transitions
            for use in uses_of(each.guards)
            if use.override_by
        } == overridable

    def test_has_its_directions_reasons_and_timers(
        self, definition: Definition, reference: Mapping[str, Any]
    ) -> None:
        for each in reference["transitions"]:
            own = definition.transition(each["id"])
            assert (own.direction == "back") == (each.get("direction") == "back")
            assert [code for code, _ in own.reason_codes] == each.get("reason_codes", [])
            assert own.automatic_after_days == each.get("automatic", {}).get("after_days")

    def test_has_its_actions(self, definition: Definition, reference: Mapping[str, Any]) -> None:
        for each in reference["non_state_actions"]:
            own = definition.action(each["id"])
            assert own.roles == set(each["by"])
            assert own.states == set(each["states"])


class TestDocument:
    """What the reference says in words, or leaves open."""

    def test_names_its_effects(self) -> None:
        found = {
            DOCUMENT["transitions"][place[1]]["key"]: name for place, name in effects_in(DOCUMENT)
        }
        assert found == {
            "forward": "route_to_network",
            "close": "freeze_outcome",
            "back_to_assessment": "void_signatures",
            "delete": "erase_content",
        }

    def test_the_outcome_is_the_leads_alone_while_it_is_signed(
        self, definition: Definition
    ) -> None:
        fills = {form.purpose: form.fills for form in definition.state("sign_off").forms}
        assert fills == {"case": set(), "contribution": set(), "outcome": {"panel_lead"}}

    def test_every_expert_contributes_a_form_of_their_own(self, definition: Definition) -> None:
        forms = {form.purpose: form for form in definition.state("assessment").forms}
        assert forms["contribution"].per_person
        assert forms["contribution"].fills == EXPERTS
        assert forms["outcome"].fills == {"panel_lead", "panel_manager"}
        assert not forms["case"].per_person

    @pytest.mark.parametrize("state", ["closed", "archived", "aborted", "deleted"])
    def test_nobody_fills_a_form_or_is_waited_for_when_it_is_over(
        self, definition: Definition, state: str
    ) -> None:
        assert [form for form in definition.state(state).forms if form.fills] == []
        assert definition.state(state).waits_for == set()

    @pytest.mark.parametrize("state", ["open", "panel_selection", "assessment", "sign_off"])
    def test_whoever_is_waited_for_can_move_it_or_act(
        self, definition: Definition, state: str
    ) -> None:
        able: set[str] = set()
        for way in definition.leaving(state):
            able |= way.roles
        for action in definition.actions:
            able |= action.roles if state in action.states else set()
        assert definition.state(state).waits_for
        assert definition.state(state).waits_for <= able

    def test_labels_say_what_is_done(self, definition: Definition) -> None:
        def begins_well(transition: Transition) -> bool:
            return transition.label[0].isupper() and " " in transition.label

        assert [each.key for each in definition.transitions if not begins_well(each)] == []
        labels = [each.label for each in definition.transitions]
        assert len(set(labels)) == len(labels)
