"""What is new for whom."""

from __future__ import annotations

from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from cpms.accounts.models import User
from cpms.communication.operations import mark_seen
from cpms.communication.queries import news_for, told, unseen_count
from cpms.communication.reactions import reactions
from cpms.events.cursor import Cursor
from cpms.events.operations import publish
from cpms.panels import operations as panels
from tests.factories.cast import NOW
from tests.factories.events import event_in
from tests.factories.messages import message_in
from tests.factories.panels import Scene, closed, in_assessment, in_selection, invited

pytestmark = pytest.mark.django_db(databases=["default", "identity"], transaction=True)


def sentences(person: User) -> list[str]:
    return [line.sentence for line in told(list(news_for(person)), person)]


def newest(person: User) -> Cursor:
    event = news_for(person).first()
    assert event is not None
    return event.cursor


class TestNews:
    def test_tells_the_life_of_a_panel_newest_first_without_a_word_about_the_patient(
        self, scene: Scene
    ) -> None:
        panel = closed(scene)
        message_in(panel, scene.guest, "Zofia was seen in Gdynia.")
        told_to_requester = sentences(scene.requester)
        lead, guest = scene.lead.display_name, scene.guest.display_name
        assert told_to_requester[0] == f"{guest} wrote in the discussion of {panel.number}."
        assert told_to_requester[1] == f"{lead} moved {panel.number}. It stands at “Closed” now."
        assert told_to_requester[-1] == (
            f"{scene.coordinator.display_name} named who leads {panel.number}."
        )
        assert f"{guest} signed the outcome of {panel.number}." in told_to_requester
        assert not [each for each in told_to_requester if "Zofia" in each]

    def test_is_not_what_one_did_oneself_and_nothing_for_strangers(self, scene: Scene) -> None:
        panel = in_assessment(scene)
        message_in(panel, scene.lead)
        assert not [each for each in sentences(scene.lead) if scene.lead.display_name in each]
        assert sentences(scene.member)[0].startswith(scene.lead.display_name)
        assert (sentences(scene.stranger), unseen_count(scene.stranger)) == ([], 0)

    def test_tells_the_invited_of_the_panel_and_not_of_what_is_said_in_it(
        self, scene: Scene
    ) -> None:
        panel = invited(scene)
        message_in(panel, scene.lead)
        told_to_member = sentences(scene.member)
        assert (
            f"{scene.lead.display_name} invites you to take part in {panel.number}."
            in told_to_member
        )
        assert not [each for each in told_to_member if "discussion" in each]
        told_to_requester = sentences(scene.requester)
        assert [each for each in told_to_requester if "discussion" in each]
        assert not [each for each in told_to_requester if "invites you" in each]

    def test_does_not_name_a_panel_that_is_not_seen_any_more(self, scene: Scene) -> None:
        panel = invited(scene)
        panels.withdraw_invitation(panel_id=panel.pk, user=scene.guest, by=scene.lead, now=NOW)
        (line,) = told(list(news_for(scene.guest)), scene.guest)
        assert line.sentence == (
            f"{scene.lead.display_name} invites you to take part in"
            " a panel that you do not see any more."
        )
        assert line.url == ""

    def test_asks_as_often_for_many_lines_as_for_one(
        self, scene: Scene, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        panel = in_assessment(scene)
        for _ in range(5):
            message_in(panel, scene.lead)
        event_in(panel.case_id, kind="presence")  # nobody reads of that
        events = list(news_for(scene.requester))
        assert len(events) == 10
        for some in (events[:1], events):
            with django_assert_num_queries(3):
                told(some, scene.requester)


class TestUnseen:
    def test_counts_what_came_after_the_last_look(self, scene: Scene) -> None:
        panel = in_assessment(scene)
        person = scene.requester
        assert unseen_count(person) == len(sentences(person)) > 3
        mark_seen(up_to=newest(person), by=person)
        assert (unseen_count(person), unseen_count(scene.coordinator) > 0) == (0, True)
        message_in(panel, scene.lead)
        message_in(panel, scene.member)
        assert unseen_count(person) == 2
        lines = told(list(news_for(person)), person)
        assert [line.is_seen for line in lines[:3]] == [False, False, True]

    def test_ends_at_a_hundred_and_is_one_statement(
        self, scene: Scene, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        panel = in_selection(scene)
        for number in range(110):
            event_in(panel.case_id, str(number))
        with django_assert_num_queries(1):
            assert unseen_count(scene.requester) == 100


class TestReactions:
    """Every kind has a sentence for whoever did it, for the system, and for who does not see the panel any more."""

    def test_each_says_something_to_its_reader(self, scene: Scene) -> None:
        panel, reader = in_selection(scene), scene.requester
        for kind in reactions.names():
            for by, about in ((scene.lead, panel.pk), (None, panel.pk), (scene.lead, uuid4())):
                event = publish(
                    kind=kind,
                    subject_type="panel",
                    subject_id=str(about),
                    by=by,
                    now=NOW,
                    recipient=reader,
                )
                (line,) = told([event], reader)
                sees = about == panel.pk
                assert line.sentence.endswith(".")
                assert "%" not in line.sentence
                assert (panel.number in line.sentence) == sees
                assert line.url.startswith(f"/panels/{panel.pk}/") == sees
                assert (line.url == "") != sees
