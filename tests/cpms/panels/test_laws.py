"""The laws of a panel, whatever people do to it: it keeps to the definition, and forgets neither a signature nor a reason."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from cpms.accounts.models import User
from cpms.panels import operations
from cpms.panels.models import Outcome, Panel, PanelMember, Signature
from cpms.panels.operations.access import wanted_access
from cpms.panels.operations.moving import MOVE_REFUSALS, move_by_timer
from cpms.panels.operations.workflows import shipped_workflow
from cpms.panels.queries.outcomes import current_outcome, text_of
from datasets.operations.locking import RecordRefused
from tests.cpms.panels.conftest import taken_back
from tests.factories.cast import NOW
from tests.factories.panels import EVERYBODY, Scene, again, contribute, write_outcome
from workflow.queries import history

DOCUMENT = shipped_workflow()
WAYS: Mapping[str, Mapping[str, Any]] = {each["key"]: each for each in DOCUMENT["transitions"]}
PEOPLE = (
    *("requester", "coordinator", "dispatcher", "lead", "manager", "member", "guest"),
    "stranger",
)
REFUSALS = (*MOVE_REFUSALS, RecordRefused, Panel.DoesNotExist)
SOAKS = settings.default is not None and settings.default.max_examples > 1000
BUDGET = settings(
    derandomize=settings.get_current_profile_name()
    != "soak",  # the same walks each time; `make soak` takes new ones
    max_examples=1000 if SOAKS else 20,
    stateful_step_count=30 if SOAKS else 12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

people = st.sampled_from(PEOPLE)
experts = st.sampled_from(["lead", "manager", "member", "guest", "stranger", "coordinator"])
inviting = st.sampled_from(["lead", "manager", "coordinator", "member"])
# Most happens in selection and assessment.
beginnings = st.sampled_from(["panel_selection", "assessment", "assessment", *sorted(EVERYBODY)])
reasons = st.sampled_from(["Because", "Because", " "])


class PanelMachine(RuleBasedStateMachine):
    """One panel of the module's scene, begun anew for each example in the state that was drawn."""

    scene: Scene
    panels: Mapping[str, Panel]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(taken_back())
        self.told: list[tuple[Any, ...]] = []
        self.signed: list[tuple[Any, ...]] = []

    def teardown(self) -> None:
        self.stack.close()

    @initialize(state=beginnings)
    def begin(self, state: str) -> None:
        self.panel = again(self.panels[state])

    @rule(
        transition=st.sampled_from(sorted(WAYS)),
        who=people,
        reason=reasons,
        code=st.sampled_from(["other", "other", "whim", ""]),
        behind=st.sampled_from([0, 0, 0, 1]),
        override=st.booleans(),
    )
    def move(self, transition: str, who: str, reason: str, code: str, **seen: Any) -> None:
        self.attempt_move(transition, who, reason, code, seen)

    @rule(pick=st.integers(0, 99), role=st.integers(0, 9), reason=reasons)
    def move_on(self, pick: int, role: int, reason: str) -> None:
        """Take a way that leads out of here, by a role that may: random moves alone rarely get anywhere."""
        ways = [way for way in WAYS.values() if self.panel.state in way["from"]]
        if not ways:
            return
        way = ways[pick % len(ways)]
        who = NAMES[way["by"][role % len(way["by"])]]
        code = "other" if "reason_codes" in way else ""
        self.attempt_move(way["key"], who, reason, code, {"behind": 0, "override": True})

    @rule(transition=st.sampled_from(sorted(WAYS)))
    def come_due(self, transition: str) -> None:
        move_by_timer(self.panel.instance_id, self.panel.instance.step, transition, NOW)

    @rule(who=experts, by=inviting, role=st.sampled_from(PanelMember.Role.values))
    def invite(self, who: str, by: str, role: str) -> None:
        with self.refused():
            asked: dict[str, Any] = {
                "panel_id": self.panel.pk,
                "user": self.person(who),
                "role": role,
            }
            operations.invite(**asked, by=self.person(by), now=NOW)

    @rule(who=experts, accept=st.booleans(), reason=reasons)
    def answer(self, who: str, accept: bool, reason: str) -> None:  # noqa: FBT001  # hypothesis draws it
        with self.refused():
            told: dict[str, Any] = {"panel_id": self.panel.pk, "accept": accept, "reason": reason}
            operations.answer_invitation(**told, by=self.person(who), now=NOW)

    @rule(who=experts, by=inviting)
    def withdraw(self, who: str, by: str) -> None:
        with self.refused():
            operations.withdraw_invitation(
                panel_id=self.panel.pk, user=self.person(who), by=self.person(by), now=NOW
            )

    @rule(who=experts, by=st.sampled_from(["coordinator", "dispatcher", "lead"]))
    def name_lead(self, who: str, by: str) -> None:
        with self.refused():
            operations.name_lead(
                panel_id=self.panel.pk, user=self.person(who), by=self.person(by), now=NOW
            )

    @rule(who=experts)
    def assess(self, who: str) -> None:
        with self.refused():
            contribute(self.panel, self.person(who), "ABCA4 first")

    @rule(who=experts, words=st.sampled_from(["Test ABCA4", "Test PRPH2"]))
    def write(self, who: str, words: str) -> None:
        with self.refused():
            write_outcome(self.panel, self.person(who), words)

    @rule(who=experts)
    def sign(self, who: str) -> None:
        outcome = current_outcome(self.panel)
        if outcome is None:
            return
        text = text_of(outcome, now=NOW)
        with self.refused():
            operations.sign_outcome(
                panel_id=self.panel.pk, content_sha256=text, by=self.person(who), now=NOW
            )

    @rule(who=people)
    def ask(self, who: str) -> None:
        with self.refused():
            operations.request_data(
                panel_id=self.panel.pk, text="Siblings?", by=self.person(who), now=NOW
            )

    @invariant()
    def replaying_the_history_gives_the_present(self) -> None:
        self.panel = again(self.panel)
        steps = history(self.panel.instance)
        state = DOCUMENT["initial"]
        for step in steps[1:]:
            assert state in WAYS[step.transition]["from"]
            state = WAYS[step.transition]["to"]
            assert step.to_state == state
            assert step.by is not None
            assert set(step.roles) & set(WAYS[step.transition]["by"])
        assert self.panel.state == state
        assert [step.number for step in steps] == [*range(1, self.panel.instance.step + 1)]

    @invariant()
    def no_signature_and_no_reason_is_lost(self) -> None:
        steps = history(self.panel.instance)
        told = [(step.transition, step.reason, step.reason_code) for step in steps]
        assert told[: len(self.told)] == self.told
        for transition, reason, code in told[1:]:
            assert reason or code or not WAYS[transition].get("needs_reason")
        found = Signature.objects.filter(panel=self.panel).order_by("pk")
        signed = list(found.values_list("pk", "person", "step", "content_sha256"))
        assert signed[: len(self.signed)] == self.signed
        self.told, self.signed = told, signed

    @invariant()
    def every_closing_has_its_outcome(self) -> None:
        closings = [step for step in history(self.panel.instance) if step.transition == "close"]
        outcomes = Outcome.objects.filter(panel=self.panel).order_by("number")
        assert list(outcomes.values_list("number", "step")) == [
            (number, step.number) for number, step in enumerate(closings, 1)
        ]

    @invariant()
    def sight_is_what_state_and_people_ask_for(self) -> None:
        given = self.panel.case.accesses.current().values_list("user", "level")
        assert dict(given) == wanted_access(self.panel, now=NOW)
        leads = self.panel.members.current().filter(role=PanelMember.Role.LEAD)
        assert leads.count() <= 1

    def attempt_move(
        self, transition: str, who: str, reason: str, code: str, seen: Mapping[str, Any]
    ) -> None:
        values = {"network": self.scene.cast.rnd.network} if transition == "forward" else {}
        with self.refused():
            operations.move_panel(
                panel_id=self.panel.pk,
                transition=transition,
                step=self.panel.instance.step - seen["behind"],
                by=self.person(who),
                now=NOW,
                reason=reason,
                reason_code=code,
                values=values,
                override=seen["override"],
            )

    def person(self, who: str) -> User:
        found: User = getattr(self.scene, who)
        return found

    @contextlib.contextmanager
    def refused(self) -> Iterator[None]:
        """Let people be refused, and then look at the panel again."""
        with contextlib.suppress(*REFUSALS):
            yield
        self.panel = again(self.panel)


NAMES = {
    "requester": "requester",
    "panel_lead": "lead",
    "panel_manager": "manager",
    "panel_member": "member",
    "guest": "guest",
    "ern_coordinator": "coordinator",
    "dispatcher": "dispatcher",
}


def test_random_acts_keep_to_the_laws(
    stage: Scene, panels_with_everybody: Mapping[str, Panel]
) -> None:
    class Machine(PanelMachine):
        scene = stage
        panels = panels_with_everybody

    run_state_machine_as_test(Machine, settings=BUDGET)
