"""Publishing, starting and moving."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from cpms.audit.models import AuditRow
from tests.workflow.review import AUTHOR, EDITOR, NOW, READER, SCOPE, Desk, review, way
from tests.workflow.threads import run_together
from workflow.definition import DefinitionRefused
from workflow.models import Instance, Step, WorkflowVersion
from workflow.operations import MovedMeanwhile, TransitionRefused, move, start

TOO_FEW = "There is one vote; two are needed."
NOBODY: frozenset[str] = frozenset()
EVERYBODY = frozenset({"author", "editor", "ern_reader"})


class TestPublishWorkflow:
    def test_counts_versions_and_makes_none_for_the_same_again(self, desk: Desk) -> None:
        first = desk.publish()
        assert (first.key, first.number, first.published_by) == ("review", 1, desk.person)
        assert desk.publish() == first
        second = desk.publish(title="Review of manuscripts")
        assert second.number == 2
        assert WorkflowVersion.objects.newest("review") == second
        assert desk.publish().number == 3

    def test_reads_the_definition_of_a_version(self, desk: Desk) -> None:
        first, second = desk.publish(), desk.publish(title="Another")
        assert (first.definition.title, second.definition.title) == ("Review", "Another")
        assert WorkflowVersion.objects.get(pk=first.pk).definition is first.definition

    def test_leaves_an_audit_row_for_a_new_version_only(self, desk: Desk) -> None:
        version = desk.publish()
        desk.publish()
        row = AuditRow.objects.get(act="publish_workflow")
        assert (row.subject_id, row.actor_id) == (str(version.pk), desk.person.pk)
        assert row.details == {"key": "review", "number": 1}

    def test_refuses_what_is_no_workflow(self, desk: Desk) -> None:
        with pytest.raises(DefinitionRefused):
            desk.publish(initial="nowhere")
        assert not WorkflowVersion.objects.exists()

    def test_refuses_guards_and_effects_that_there_are_not(self, desk: Desk) -> None:
        ways = [
            *review()["transitions"],
            way("publish", ["done"], "draft", ["editor"], effects=["print", "prnt"]),
            way("hide", ["done"], "draft", ["editor"], guards=[{"name": "has_txt"}]),
            way(
                "show",
                ["done"],
                "draft",
                ["editor"],
                guards=[{"any_of": [{"name": "has_text"}, {"name": "x"}]}],
            ),
        ]
        with pytest.raises(DefinitionRefused) as refused:
            desk.publish(
                transitions=ways, create={"by": ["author"], "guards": [{"name": "has_titel"}]}
            )
        assert [each.path for each in refused.value.problems] == [
            "/create/guards/0/name",
            "/transitions/7/guards/0/name",
            "/transitions/8/guards/0/any_of/1/name",
            "/transitions/6/effects/1",
        ]
        assert "Did you mean “has_title”?" in refused.value.problems[0].words

    @pytest.mark.django_db(transaction=True)
    def test_two_at_once_make_one_version(self, desk: Desk) -> None:
        made = run_together(desk.publish, desk.publish)
        assert made == [WorkflowVersion.objects.get()] * 2


class TestStart:
    def test_begins_at_the_initial_state_with_a_first_step(self, desk: Desk) -> None:
        instance = desk.start(scope=SCOPE)
        assert (instance.state, instance.step, instance.scope) == ("draft", 1, SCOPE)
        assert (instance.entered_at, instance.created_at) == (NOW, NOW)
        step = instance.steps.get()
        assert (step.number, step.transition, step.from_state, step.to_state) == (
            1,
            "create",
            "",
            "draft",
        )
        assert (step.by, step.roles, step.at) == (desk.person, ["author"], NOW)
        row = AuditRow.objects.get(act="start_workflow")
        assert (row.subject_id, row.scope) == (str(instance.pk), SCOPE)

    def test_refuses_other_roles_and_says_what_the_guards_say(self, desk: Desk) -> None:
        desk.stubs["has_title"].words = "Give it a title."
        with pytest.raises(TransitionRefused) as refused:
            desk.start(roles=EDITOR)
        assert refused.value.refusals == ("Only the author can do this.", "Give it a title.")
        assert not Instance.objects.exists()

    def test_tells_the_guards_about_the_subject(self, desk: Desk) -> None:
        subject = object()
        start(
            version=desk.publish(),
            scope=SCOPE,
            roles=AUTHOR,
            subject=subject,
            by=desk.person,
            now=NOW,
            values={"pages": 3},
        )
        ((situation, parameters),) = desk.stubs["has_title"].asked
        assert (situation.instance, situation.subject, situation.by) == (None, subject, desk.person)
        assert (situation.roles, situation.now, situation.values) == (AUTHOR, NOW, {"pages": 3})
        assert parameters == {}


LABELS = {
    "submit": "Only the author can do this.",
    "accept": "Only the editor can do this.",
    "give_back": "Only the author or the editor can do this.",
    "expire": "This happens by itself; nobody does it.",
    "reopen": "Only the author, the editor or the ERN reader can do this.",
    "erase": "Only the editor can do this.",
}
MOVES = {
    "submit": ("draft", "in_review", {"author"}),
    "accept": ("in_review", "done", {"editor"}),
    "give_back": ("in_review", "draft", {"author", "editor"}),
    "expire": ("draft", "done", set()),
    "reopen": ("done", "draft", {"author", "editor", "ern_reader"}),
    "erase": ("done", "gone", {"editor"}),
}
REASONS: dict[str, dict[str, Any]] = {
    "give_back": {"reason": "Too long"},
    "reopen": {"reason_code": "news"},
}


class TestMove:
    @pytest.mark.parametrize("role", ["author", "editor", "ern_reader", ""])
    @pytest.mark.parametrize("transition", MOVES)
    def test_takes_a_transition_for_its_roles_only(
        self, desk: Desk, transition: str, role: str
    ) -> None:
        before, after, allowed = MOVES[transition]
        instance = desk.at(before)
        held = frozenset({role}) - {""}
        reason = REASONS.get(transition, {})
        if role in allowed:
            step = desk.move(instance, transition, held, **reason)
            assert (step.from_state, step.to_state) == (before, after)
        else:
            with pytest.raises(TransitionRefused) as refused:
                desk.move(instance, transition, held, **reason)
            assert refused.value.refusals == (LABELS[transition],)
        instance.refresh_from_db()
        assert instance.state == (after if role in allowed else before)

    @pytest.mark.parametrize("transition", MOVES)
    @pytest.mark.parametrize("state", ["draft", "in_review", "done", "gone"])
    def test_refuses_what_does_not_lead_out_of_the_state(
        self, desk: Desk, state: str, transition: str
    ) -> None:
        leaving = {"draft": {"submit", "expire", "erase"}, "in_review": {"accept", "give_back"}}
        leaving |= {"done": {"reopen", "erase"}, "gone": set()}
        instance = desk.at(state)
        if transition in leaving[state]:
            return
        with pytest.raises(TransitionRefused, match=r"^This cannot be done in the state “"):
            desk.move(instance, transition, EVERYBODY, reason="x", reason_code="news")

    def test_refuses_an_unknown_transition_in_words(self, desk: Desk) -> None:
        with pytest.raises(
            TransitionRefused, match=r"^This cannot be done in the state “Draft”\.$"
        ):
            desk.move(desk.start(), "explode", EVERYBODY)

    def test_writes_the_history_and_the_audit_trail(self, desk: Desk) -> None:
        instance = desk.start(scope=SCOPE)
        later = NOW + timedelta(days=3)
        step = desk.move(instance, "submit", frozenset({"reader", "author"}), now=later)
        assert (step.number, step.transition, step.by) == (2, "submit", desk.person)
        assert (step.roles, step.at) == (["author", "reader"], later)
        instance.refresh_from_db()
        assert (instance.state, instance.step, instance.entered_at) == ("in_review", 2, later)
        assert instance.created_at == NOW
        row = AuditRow.objects.get(act="move_workflow")
        assert (row.scope, row.subject_type) == (SCOPE, "workflow_instance")
        assert row.details == {
            "step": 2,
            "transition": "submit",
            "to": "in_review",
            "overridden": 0,
        }

    def test_keeps_the_reason_out_of_the_audit_trail(self, desk: Desk) -> None:
        step = desk.move(desk.at("in_review"), "give_back", EDITOR, reason="  Too long ")
        assert step.reason == "Too long"
        for row in AuditRow.objects.filter(act="move_workflow"):
            assert "Too long" not in str(row.details)

    @pytest.mark.parametrize(
        ("transition", "given", "refusal"),
        [
            ("give_back", {}, "A reason is needed."),
            ("give_back", {"reason": "  "}, "A reason is needed."),
            (
                "give_back",
                {"reason": "Long", "reason_code": "news"},
                "Choose one of the reasons on the list.",
            ),
            ("reopen", {}, "Choose a reason."),
            ("reopen", {"reason": "Because"}, "Choose a reason."),
            ("reopen", {"reason_code": "whim"}, "Choose one of the reasons on the list."),
        ],
    )
    def test_refuses_without_a_fitting_reason(
        self, desk: Desk, transition: str, given: dict[str, str], refusal: str
    ) -> None:
        instance = desk.at(MOVES[transition][0])
        with pytest.raises(TransitionRefused) as refused:
            desk.move(instance, transition, EVERYBODY, **given)
        assert refused.value.refusals == (refusal,)

    def test_says_everything_that_stands_in_the_way_at_once(self, desk: Desk) -> None:
        instance = desk.at("in_review")
        desk.stubs["enough_votes"].words = TOO_FEW
        with pytest.raises(TransitionRefused) as refused:
            desk.move(instance, "accept", READER)
        assert refused.value.refusals == (
            "Only the editor can do this.",
            TOO_FEW,
        )
        assert str(refused.value) == " ".join(refused.value.refusals)

    def test_gives_a_guard_its_parameters_and_the_situation(self, desk: Desk) -> None:
        instance, subject = desk.at("in_review"), object()
        desk.move(instance, "accept", EDITOR, subject=subject, reason=" Good ", values={"a": 1})
        ((situation, parameters),) = desk.stubs["enough_votes"].asked
        assert parameters == {"minimum": 2}
        assert (situation.subject, situation.reason, situation.values) == (
            subject,
            "Good",
            {"a": 1},
        )
        assert situation.instance == instance

    def test_one_of_several_guards_is_enough(self, desk: Desk) -> None:
        desk.stubs["has_no_readers"].words = "Somebody has read it."
        assert desk.move(desk.start(), "erase", EDITOR).to_state == "gone"

    def test_says_all_words_when_none_of_several_guards_holds(self, desk: Desk) -> None:
        desk.stubs["has_no_readers"].words = "Somebody has read it."
        desk.stubs["was_asked_to"].words = "Nobody has asked for it."
        with pytest.raises(TransitionRefused) as refused:
            desk.move(desk.start(), "erase", EDITOR, override=True, reason="All the same")
        assert refused.value.refusals == (
            "One of these has to change: Somebody has read it. Nobody has asked for it.",
        )


class TestOverride:
    @pytest.fixture
    def instance(self, desk: Desk) -> Instance:
        """Return what cannot be accepted, unless somebody goes past the guard."""
        instance = desk.at("in_review")
        desk.stubs["enough_votes"].words = TOO_FEW
        return instance

    def test_goes_past_a_guard_with_a_reason_and_notes_it(
        self, desk: Desk, instance: Instance
    ) -> None:
        step = desk.move(instance, "accept", EDITOR, override=True, reason="The others are away")
        assert (step.to_state, step.overridden) == ("done", ["enough_votes"])
        assert step.reason == "The others are away"
        row = AuditRow.objects.filter(act="move_workflow").latest("pk")
        assert row.details["overridden"] == 1

    @pytest.mark.parametrize(
        ("given", "refusals"),
        [
            ({"reason": "Away"}, (TOO_FEW,)),
            ({"override": True}, ("Going on all the same takes a reason in words.",)),
            (
                {"override": True, "reason": "Away", "roles": AUTHOR},
                ("Only the editor can do this.", TOO_FEW),
            ),
            (
                {"override": True, "reason": "Away", "by": None},
                ("Only a person can do this.", TOO_FEW),
            ),
        ],
        ids=["not asked for", "without a reason", "by another role", "by the timer"],
    )
    def test_refuses(
        self, desk: Desk, instance: Instance, given: dict[str, Any], refusals: tuple[str, ...]
    ) -> None:
        roles = given.pop("roles", EDITOR)
        with pytest.raises(TransitionRefused) as refused:
            desk.move(instance, "accept", roles, **given)
        assert refused.value.refusals == refusals

    def test_notes_nothing_when_the_guard_did_not_refuse(self, desk: Desk) -> None:
        step = desk.move(
            desk.at("in_review"), "accept", EDITOR, override=True, reason="Just in case"
        )
        assert step.overridden == []


class TestTimer:
    def test_takes_what_happens_by_itself_without_person_and_role(self, desk: Desk) -> None:
        step = desk.move(desk.start(), "expire", NOBODY, by=None)
        assert (step.by, step.roles, step.to_state) == (None, [], "done")

    def test_takes_nothing_else(self, desk: Desk) -> None:
        with pytest.raises(TransitionRefused, match=r"^Only a person can do this\.$"):
            desk.move(desk.start(), "submit", AUTHOR, by=None)


class TestEffects:
    def test_run_after_the_move_in_its_transaction(self, desk: Desk) -> None:
        instance = desk.at("in_review")
        step = desk.move(instance, "accept", EDITOR, values={"copies": 2})
        (moved,) = desk.printing.moved
        assert (moved.step, moved.transition.key) == (step, "accept")
        assert moved.situation.values == {"copies": 2}
        assert moved.situation.instance is not None
        assert moved.situation.instance.state == "done"

    def test_one_that_fails_takes_everything_back(self, desk: Desk) -> None:
        instance = desk.at("in_review")
        desk.printing.error = ZeroDivisionError()
        rows = AuditRow.objects.count()
        with pytest.raises(ZeroDivisionError):
            desk.move(instance, "accept", EDITOR)
        instance.refresh_from_db()
        assert (instance.state, instance.step) == ("in_review", 2)
        assert instance.steps.count() == 2
        assert AuditRow.objects.count() == rows


class TestMeanwhile:
    def test_refuses_when_the_person_saw_an_older_step(self, desk: Desk) -> None:
        instance = desk.at("in_review")
        with pytest.raises(MovedMeanwhile) as refused:
            desk.move(instance, "accept", EDITOR, step=1)
        assert refused.value.step == 2
        assert "Look at how it stands now" in str(refused.value)

    def test_refuses_what_is_not_there(self, desk: Desk) -> None:
        with pytest.raises(Instance.DoesNotExist):
            move(
                instance_id=uuid4(),
                transition="submit",
                step=1,
                roles=AUTHOR,
                subject=None,
                by=desk.person,
                now=NOW,
            )

    @pytest.mark.django_db(transaction=True)
    def test_of_two_at_once_one_is_told_so(self, desk: Desk) -> None:
        instance = desk.at("in_review")
        results = run_together(
            lambda: desk.move(instance, "accept", EDITOR, step=2),
            lambda: desk.move(instance, "give_back", EDITOR, step=2, reason="Too long"),
        )
        assert sorted(type(each).__name__ for each in results) == ["MovedMeanwhile", "Step"]
        (taken,) = (each for each in results if isinstance(each, Step))
        instance.refresh_from_db()
        assert (instance.state, instance.step) == (taken.to_state, 3)
        assert instance.steps.count() == 3
