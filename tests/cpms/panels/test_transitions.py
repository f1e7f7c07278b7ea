"""Who may move a panel: every transition of the workflow, out of every state it leaves, by everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from cpms.accounts.models import User
from cpms.panels.models import Panel
from cpms.panels.operations.workflows import shipped_workflow
from tests.factories.panels import Scene, moved
from workflow.operations import TransitionRefused

# yes: the transition is taken. no: it is refused, and the refusal names who can. unseen: the panel is not there for them.
# "nobody" is a health professional of the network without a part, "other" the coordinator of another network.
TABLE = """
                                   requester lead   manager member guest  coordinator dispatcher nobody other
accept              open             no      yes    no      no     no     yes         yes        unseen unseen
forward             open             no      no     no      no     no     yes         yes        unseen unseen
abort               open             yes     yes    no      no     no     yes         no         unseen unseen
delete              open             yes     no     no      no     no     yes         no         unseen unseen
start_assessment    panel_selection  no      yes    yes     no     no     yes         no         unseen unseen
return_to_open      panel_selection  no      yes    no      no     no     yes         yes        unseen unseen
abort               panel_selection  yes     yes    no      no     no     yes         no         unseen unseen
submit_for_sign_off assessment       no      yes    yes     no     no     no          no         unseen unseen
back_to_selection   assessment       no      yes    yes     no     no     yes         no         unseen unseen
abort               assessment       yes     yes    no      no     no     yes         no         unseen unseen
close               sign_off         no      yes    no      no     no     no          no         unseen unseen
back_to_assessment  sign_off         no      yes    yes     no     no     yes         no         unseen unseen
abort               sign_off         yes     yes    no      no     no     yes         no         unseen unseen
archive             closed           yes     yes    no      no     no     yes         no         unseen unseen
reopen              closed           no      yes    no      no     no     yes         no         unseen unseen
unarchive           archived         no      unseen unseen  unseen unseen yes         no         unseen unseen
archive             aborted          yes     yes    unseen  unseen unseen yes         no         unseen unseen
resume              aborted          yes     no     unseen  unseen unseen yes         no         unseen unseen
delete              aborted          yes     no     unseen  unseen unseen yes         no         unseen unseen
"""
HEAD, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [
    (transition, state, who, cell)
    for transition, state, *cells in ROWS
    for who, cell in zip(HEAD, cells, strict=True)
]
IN_WORDS = {
    "requester": "the requesting clinician",
    "lead": "the panel lead",
    "manager": "the panel manager",
    "coordinator": "the ERN coordinator",
    "dispatcher": "the dispatcher",
}


def person(scene: Scene, who: str) -> User:
    if who == "other":
        return scene.cast.rnd.coordinator
    found: User = getattr(scene, "stranger" if who == "nobody" else who)
    return found


def asked_for(scene: Scene, transition: str) -> dict[str, Any]:
    """Return what the transition asks for besides a reason in words."""
    if transition == "abort":
        return {"reason_code": "out_of_scope"}
    return {"values": {"network": scene.cast.rnd.network}} if transition == "forward" else {}


def ways(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for each in document["transitions"]:
        yield from ((each["key"], state) for state in each["from"])


def test_the_table_has_every_transition_out_of_every_state() -> None:
    assert sorted((transition, state) for transition, state, *_ in ROWS) == sorted(
        ways(shipped_workflow())
    )


@pytest.mark.parametrize(("transition", "state", "who", "cell"), CELLS)
def test_is_taken_by_who_may_and_refused_to_others(
    stage: Scene,
    panels_with_everybody: Mapping[str, Panel],
    transition: str,
    state: str,
    who: str,
    cell: str,
) -> None:
    panel, by = panels_with_everybody[state], person(stage, who)
    asked = asked_for(stage, transition)
    target = {each["key"]: each["to"] for each in shipped_workflow()["transitions"]}[transition]
    if cell == "yes":
        after = moved(panel, transition, by, **asked)
        assert (after.state, after.instance.step) == (target, panel.instance.step + 1)
    elif cell == "unseen":
        with pytest.raises(Panel.DoesNotExist):
            moved(panel, transition, by, **asked)
    else:
        with pytest.raises(TransitionRefused) as refused:
            moved(panel, transition, by, **asked)
        assert refused.value.refusals == (only(transition, state),)


def only(transition: str, state: str) -> str:
    """Return the refusal that names who can, as the table has it."""
    cells = next(row[2:] for row in ROWS if row[:2] == [transition, state])
    able = [who for who, cell in zip(HEAD, cells, strict=True) if cell == "yes"]
    names = [IN_WORDS[who] for who in ORDER if who in able]
    if transition == "unarchive":
        assert names == ["the ERN coordinator"]
    listed = ", ".join(names[:-1]) + " or " + names[-1] if len(names) > 1 else names[0]
    return f"Only {listed} can do this."


ORDER = ("requester", "lead", "manager", "coordinator", "dispatcher")
