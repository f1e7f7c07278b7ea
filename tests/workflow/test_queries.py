"""What a person is offered, and what is told about an instance."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.workflow.review import AUTHOR, EDITOR, NOW, READER, Desk
from workflow.definition import UnknownKey
from workflow.models import Instance
from workflow.queries import Choice, choices, forms_now, history, waits_for, why_not_act


def offered(desk: Desk, instance: Instance, roles: frozenset[str]) -> dict[str, Choice]:
    found = choices(instance=instance, roles=roles, subject=None, by=desk.person, now=NOW)
    return {each.transition.key: each for each in found}


class TestChoices:
    def test_are_all_transitions_out_of_the_state_in_order(self, desk: Desk) -> None:
        assert [*offered(desk, desk.start(), AUTHOR)] == ["submit", "expire", "erase"]
        assert [*offered(desk, desk.at("gone"), AUTHOR)] == []

    def test_say_who_else_can_do_it(self, desk: Desk) -> None:
        found = offered(desk, desk.start(), AUTHOR)
        assert {key: each.refusals for key, each in found.items()} == {
            "submit": (),
            "expire": ("This happens by itself; nobody does it.",),
            "erase": ("Only the editor can do this.",),
        }
        assert [key for key, each in found.items() if each.allowed] == ["submit"]

    def test_a_reason_that_is_needed_does_not_stand_in_the_way(self, desk: Desk) -> None:
        instance = desk.at("done")
        choice = offered(desk, instance, AUTHOR)["reopen"]
        assert (choice.allowed, choice.needs_reason) == (True, True)
        assert choice.reason_codes == (("mistake", "A mistake"), ("news", "News"))
        assert not offered(desk, desk.start(), AUTHOR)["submit"].needs_reason

    @pytest.mark.parametrize(("roles", "may"), [(EDITOR, True), (READER, False)])
    def test_tell_whether_the_person_may_go_on_all_the_same(
        self, desk: Desk, roles: frozenset[str], *, may: bool
    ) -> None:
        instance = desk.at("in_review")
        assert not offered(desk, instance, roles)["accept"].may_override
        desk.stubs["enough_votes"].words = "There is one vote."
        choice = offered(desk, instance, roles)["accept"]
        assert (choice.allowed, choice.may_override) == (False, may)
        assert "There is one vote." in choice.refusals

    def test_are_what_the_move_then_does(self, desk: Desk) -> None:
        """The guards are asked the same question, so that the page cannot promise what is refused."""
        instance = desk.at("in_review")
        offered(desk, instance, EDITOR)
        desk.move(instance, "accept", EDITOR)
        (shown, _), (done, _) = desk.stubs["enough_votes"].asked
        assert (shown.by, shown.roles, shown.instance) == (done.by, done.roles, done.instance)


class TestWhyNotAct:
    @pytest.mark.parametrize(
        ("state", "roles", "words"),
        [
            ("in_review", EDITOR, None),
            ("in_review", AUTHOR, "Only the editor can do this."),
            ("draft", EDITOR, "This cannot be done in the state “Draft”."),
        ],
    )
    def test_says_who_and_when(
        self, desk: Desk, state: str, roles: frozenset[str], words: str | None
    ) -> None:
        assert why_not_act(instance=desk.at(state), action="comment", roles=roles) == words

    def test_refuses_an_action_that_there_is_not(self, desk: Desk) -> None:
        with pytest.raises(UnknownKey):
            why_not_act(instance=desk.start(), action="sing", roles=EDITOR)


def test_tells_the_forms_and_whose_turn_it_is(desk: Desk) -> None:
    draft, reviewed = desk.start(), desk.at("in_review")
    (form,) = forms_now(draft)
    assert (form.purpose, form.per_person) == ("text", False)
    assert (form.fills, form.reads) == (AUTHOR, EDITOR)
    assert (waits_for(draft), waits_for(reviewed)) == (AUTHOR, EDITOR)
    assert forms_now(reviewed) == ()


def test_history_is_every_step_with_its_person_in_one_query(
    desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    instance = desk.at("done")
    desk.start()
    with django_assert_num_queries(1):
        steps = history(instance)
        assert {str(each.by) for each in steps} == {str(desk.person)}
    assert [each.transition for each in steps] == ["create", "submit", "accept"]
