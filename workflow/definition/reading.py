"""From a JSON document to a definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from forms_engine.problems import Problem
from workflow.definition.check import sense_problems
from workflow.definition.shape import shape_problems
from workflow.definition.tree import (
    Action,
    AnyOf,
    Definition,
    FormUse,
    GuardUse,
    State,
    Transition,
)


class DefinitionRefused(Exception):
    """The document is not a workflow yet; each problem has its place and a sentence."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            f"The workflow cannot be used yet: {len(problems)} problems. First: {problems[0]}"
        )
        self.problems = tuple(problems)


def read_definition(document: Mapping[str, Any]) -> Definition:
    """Return the definition. Raise `DefinitionRefused` with everything that is wrong, first with the shape, then the sense."""
    if problems := shape_problems(document) or sense_problems(document):
        raise DefinitionRefused(problems)
    return Definition(
        key=document["key"],
        title=document["title"],
        roles=dict(document["roles"]),
        initial=document["initial"],
        create_roles=frozenset(document["create"]["by"]),
        create_guards=_guards(document["create"].get("guards", ())),
        states=tuple(_state(each) for each in document["states"]),
        transitions=tuple(_transition(each) for each in document["transitions"]),
        actions=tuple(_action(each) for each in document.get("actions", ())),
    )


def _guards(uses: Iterable[Mapping[str, Any]]) -> tuple[GuardUse | AnyOf, ...]:
    return tuple(
        AnyOf(guards=tuple(_use(each) for each in use["any_of"])) if "any_of" in use else _use(use)
        for use in uses
    )


def _use(use: Mapping[str, Any]) -> GuardUse:
    return GuardUse(
        name=use["name"],
        parameters=dict(use.get("parameters", {})),
        override_by=frozenset(use.get("override_by", ())),
    )


def _state(state: Mapping[str, Any]) -> State:
    return State(
        key=state["key"],
        label=state["label"],
        kind=state["kind"],
        waits_for=frozenset(state.get("waits_for", ())),
        forms=tuple(
            FormUse(
                purpose=form["purpose"],
                fills=frozenset(form.get("fills", ())),
                reads=frozenset(form.get("reads", ())),
                per_person=form.get("per_person", False),
            )
            for form in state.get("forms", ())
        ),
    )


def _transition(transition: Mapping[str, Any]) -> Transition:
    codes = transition.get("reason_codes", ())
    return Transition(
        key=transition["key"],
        label=transition["label"],
        from_states=tuple(transition["from"]),
        to_state=transition["to"],
        roles=frozenset(transition["by"]),
        guards=_guards(transition.get("guards", ())),
        direction=transition.get("direction", "forward"),
        needs_reason=transition.get("needs_reason", False),
        reason_codes=tuple((each["code"], each["label"]) for each in codes),
        effects=tuple(transition.get("effects", ())),
        automatic_after_days=transition.get("automatic_after_days"),
    )


def _action(action: Mapping[str, Any]) -> Action:
    return Action(
        key=action["key"],
        label=action["label"],
        roles=frozenset(action["by"]),
        states=frozenset(action["states"]),
    )
