"""Writing in a discussion, and having seen what is new."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from cpms.audit.models import AuditRow
from cpms.communication.models import Message, NewsSeen
from cpms.communication.operations import MessageRefused, mark_seen, post_message
from cpms.communication.queries import messages_of
from cpms.events.cursor import Cursor
from cpms.events.models import Event
from cpms.panels.models import Panel
from tests.factories.cast import NOW
from tests.factories.messages import message_in
from tests.factories.panels import Scene, archived, in_assessment, invited
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "identity"])
LATER = NOW + timedelta(minutes=5)


class TestPostMessage:
    def test_keeps_the_words_of_everybody_in_the_panel_in_order(self, scene: Scene) -> None:
        panel = in_assessment(scene)
        first = message_in(panel, scene.guest, "  Is the macula\r\nspared?\n")
        second = message_in(panel, scene.requester, "Yes.", now=LATER)
        assert list(messages_of(panel.case_id)) == [first, second]
        assert first.text == "Is the macula\nspared?"
        assert (first.by, first.at) == (scene.guest, NOW)

    def test_tells_those_who_may_know_and_keeps_the_act_both_without_a_word_of_it(
        self, scene: Scene
    ) -> None:
        panel = in_assessment(scene)
        message = message_in(panel, scene.member, "Zofia was seen in Gdynia.")
        event = Event.objects.get(kind="message_posted")
        assert (event.scope, event.recipient_id) == (panel.case_id, None)
        assert (event.subject_type, event.subject_id) == ("message", str(message.pk))
        row = AuditRow.objects.get(act="post_message")
        assert (row.actor_id, row.scope) == (scene.member.pk, panel.case_id)
        assert (row.subject_id, row.details) == (str(message.pk), {})

    def test_keeps_one_message_however_often_it_is_sent_and_loses_no_other_words(
        self, scene: Scene
    ) -> None:
        """The browser's back button brings the old page back, with its key."""
        panel, key = in_assessment(scene), uuid4()
        sent = {
            post_message(case_id=panel.case_id, key=key, text="Yes.", by=scene.lead, now=when)
            for when in (NOW, LATER)
        }
        assert len(sent) == 1
        assert Event.objects.filter(kind="message_posted").count() == 1
        assert AuditRow.objects.filter(act="post_message").count() == 1
        for person, text in ((scene.lead, "No."), (scene.member, "Yes.")):
            post_message(case_id=panel.case_id, key=key, text=text, by=person, now=NOW)
        assert Message.objects.filter(case=panel.case).count() == 3

    def test_is_closed_to_who_sees_a_summary_only_and_to_strangers(self, scene: Scene) -> None:
        panel = invited(scene)
        for person in (scene.member, scene.stranger):
            with pytest.raises(Panel.DoesNotExist):
                message_in(panel, person)

    def test_is_refused_in_words_when_the_panel_is_over(self, scene: Scene) -> None:
        panel = archived(scene)
        with pytest.raises(MessageRefused, match=r"\w+ \w+"):
            message_in(panel, scene.requester)
        assert not Message.objects.exists()

    def test_refuses_nothing_and_too_much(self, scene: Scene) -> None:
        panel = in_assessment(scene)
        with pytest.raises(MessageRefused, match="Write your message first"):
            message_in(panel, scene.lead, " \r\n ")
        with pytest.raises(MessageRefused, match="has 5001 characters"):
            message_in(panel, scene.lead, "x" * 5_001)
        assert len(message_in(panel, scene.lead, "\r\n".join("x" * 2_500)).text) == 4_999


class TestMessage:
    def test_is_seen_by_those_who_see_the_case_in_full_and_stays_as_it_was_written(
        self, scene: Scene
    ) -> None:
        panel = in_assessment(scene)
        message = message_in(panel, scene.lead)
        for person in (scene.requester, scene.guest, scene.coordinator):
            assert Message.objects.visible_to(person).get() == message
        for person in (scene.stranger, scene.dispatcher):
            assert not Message.objects.visible_to(person).exists()
        for change in (
            lambda: Message.objects.update(text="Never said."),
            lambda: Message.objects.all().delete(),
        ):
            with pytest.raises(IntegrityError, match="Messages never change"), transaction.atomic():
                change()


class TestMarkSeen:
    def test_never_goes_back(self) -> None:
        person = UserFactory.create()
        for place in (Cursor(5, 2), Cursor(4, 9), Cursor(5, 1)):
            mark_seen(up_to=place, by=person)
            assert NewsSeen.objects.get(user=person).cursor == Cursor(5, 2)
        mark_seen(up_to=Cursor(2**40, 0), by=person)
        assert NewsSeen.objects.get(user=person).cursor == Cursor(2**40, 0)

    def test_is_ones_own(self) -> None:
        first, second = UserFactory.create(), UserFactory.create()
        mark_seen(up_to=Cursor(5, 2), by=first)
        mark_seen(up_to=Cursor(6, 2), by=second)
        assert NewsSeen.objects.get(user=first).cursor == Cursor(5, 2)
        connection.check_constraints()
