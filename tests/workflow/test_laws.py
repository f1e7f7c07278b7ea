"""The laws of a workflow, under random moves: no step leads out of the definition, and the history tells how it came to be."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workflow.review import NOW, Desk, review
from workflow.models import Instance, Step
from workflow.operations import MovedMeanwhile, TransitionRefused
from workflow.queries import choices, history

DEFINITION = review()
KEYS = [each["key"] for each in DEFINITION["transitions"]]
GUARDS = ("has_text", "enough_votes", "has_no_readers", "was_asked_to")
MOVES = st.lists(
    st.fixed_dictionaries(
        {
            "transition": st.sampled_from([*KEYS, "create", "explode"]),
            "roles": st.frozensets(st.sampled_from([*DEFINITION["roles"], "stranger"])),
            "behind": st.sampled_from([0, 0, 0, 1]),
            "refusing": st.frozensets(st.sampled_from(GUARDS), max_size=2),
            "reason": st.sampled_from(["", "Because"]),
            "reason_code": st.sampled_from(["", "news", "whim"]),
            "override": st.booleans(),
            "by_timer": st.booleans(),
        }
    ),
    max_size=12,
)


@pytest.mark.django_db
@given(moves=MOVES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_moves_keep_to_the_definition(desk: Desk, moves: list[dict[str, Any]]) -> None:
    """Each example has an instance of its own; the database is put back after the test."""
    for stub in desk.stubs.values():
        stub.words = None
    instance = desk.start()
    taken = ["create"]
    for each in moves:
        with contextlib.suppress(TransitionRefused, MovedMeanwhile):
            taken.append(attempt(desk, instance, each).transition)
    instance.refresh_from_db()
    steps = history(instance)
    assert [step.transition for step in steps] == taken
    assert replayed(steps) == instance.state
    assert [step.number for step in steps] == [*range(1, instance.step + 1)]


def attempt(desk: Desk, instance: Instance, each: dict[str, Any]) -> Step:
    """Take a transition; that it was offered to the person is asked before."""
    instance.refresh_from_db()
    for name in GUARDS:
        desk.stubs[name].words = f"{name} is not so." if name in each["refusing"] else None
    by = None if each["by_timer"] else desk.person
    open_to = offered(desk, instance, each) if by else set()
    step = desk.move(
        instance,
        each["transition"],
        each["roles"],
        by=by,
        step=instance.step - each["behind"],
        **{name: each[name] for name in ("reason", "reason_code", "override")},
    )
    assert by is None or step.transition in open_to
    return step


def offered(desk: Desk, instance: Instance, each: dict[str, Any]) -> set[str]:
    found = choices(instance=instance, roles=each["roles"], subject=None, by=desk.person, now=NOW)
    return {
        choice.transition.key
        for choice in found
        if choice.allowed or (choice.may_override and each["override"])
    }


def replayed(steps: list[Step]) -> str:
    """Walk the history along the document, and return where it ends."""
    ways = {each["key"]: each for each in DEFINITION["transitions"]}
    state = str(DEFINITION["initial"])
    for step in steps[1:]:
        assert step.from_state == state
        assert state in ways[step.transition]["from"]
        state = ways[step.transition]["to"]
        assert step.to_state == state
    return state
