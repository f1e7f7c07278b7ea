"""The discussion on the panel's page, what is new, and its number in the header."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from cpms.accounts.models import User
from cpms.communication.models import Message
from cpms.panels.models import Panel
from cpms.panels.parts import parts, rendered_parts
from tests.factories.messages import message_in
from tests.factories.panels import Scene, archived, in_assessment, invited
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(databases=["default", "identity"])


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


class TestPost:
    def test_leads_back_to_the_discussion(self, scene: Scene) -> None:
        panel = in_assessment(scene)
        answer = signed_in(scene.member).post(
            f"/cases/{panel.case_id}/messages/", {"key": str(uuid4()), "text": "Look at ABCA4."}
        )
        assert (answer.status_code, answer["Location"]) == (
            302,
            f"/panels/{panel.pk}/#discussion",
        )
        assert Message.objects.get().text == "Look at ABCA4."

    def test_gives_back_what_was_typed_with_the_reason_and_needs_its_key(
        self, scene: Scene
    ) -> None:
        panel = in_assessment(scene)
        client = signed_in(scene.member)
        answer = client.post(
            f"/cases/{panel.case_id}/messages/",
            {"key": str(uuid4()), "text": "<b>long</b>" + "x" * 5_000},
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "has 5011 characters" in page
        for key in ("", "1"):
            sent = {"key": key, "text": "x"}
            assert client.post(f"/cases/{panel.case_id}/messages/", sent).status_code == 400
        assert "&lt;b&gt;long&lt;/b&gt;xxx" in page
        assert not Message.objects.exists()

    def test_is_refused_to_who_sees_a_summary_and_hidden_from_who_sees_nothing(
        self, scene: Scene
    ) -> None:
        panel = invited(scene)
        for person, status in ((scene.member, 403), (scene.stranger, 404)):
            answer = signed_in(person).post(
                f"/cases/{panel.case_id}/messages/", {"key": str(uuid4()), "text": "x"}
            )
            assert answer.status_code == status


class TestDiscussion:
    def shown(self, scene: Scene, panel: Panel, person: User) -> str:
        request = RequestFactory().get("/")
        request.user = person
        (html,) = (
            part.html for part in rendered_parts(request, panel) if part.name == "discussion"
        )
        return str(html)

    def test_is_a_part_of_the_panel_page(self) -> None:
        assert "discussion" in parts.names()

    def test_shows_who_wrote_what_and_when_under_another_key_each_time(self, scene: Scene) -> None:
        panel = in_assessment(scene)
        empty = self.shown(scene, panel, scene.member)
        assert "Nobody has written yet" in empty
        message_in(panel, scene.guest, "<i>Is</i> the macula spared?")
        html = self.shown(scene, panel, scene.member)
        assert scene.guest.display_name in html
        assert "&lt;i&gt;Is&lt;/i&gt; the macula spared?" in html
        assert "6 Jan 2026" in html
        keys = re.findall(r'name="key" value="([\w-]{36})"', empty + html)
        assert len(set(keys)) == 2

    def test_says_why_nothing_can_be_written(self, scene: Scene) -> None:
        panel = archived(scene)
        html = self.shown(scene, panel, scene.requester)
        assert "<textarea" not in html
        assert "cpms-why-not" in html
        answer = signed_in(scene.requester).post(
            f"/cases/{panel.case_id}/messages/", {"key": str(uuid4()), "text": "One thing more"}
        )
        assert answer.status_code == 422
        assert "One thing more" in answer.content.decode()


@pytest.mark.django_db(databases=["default", "identity"], transaction=True)
class TestNews:
    def test_lists_what_is_new_and_marks_it_as_seen(self, scene: Scene) -> None:
        panel = in_assessment(scene)
        message_in(panel, scene.lead)
        client = signed_in(scene.requester)
        page = client.get("/what-is-new/").content.decode()
        assert f'<a href="/panels/{panel.pk}/#discussion">' in page
        assert (
            page.count("cpms-news__mark") == client.get("/what-is-new/count/").json()["count"] > 3
        )
        number = page.count("cpms-news__mark")
        frame = client.get("/forms/").content.decode()
        assert f'aria-label="What is new, not seen yet: {number}"' in frame
        assert f"data-number>{number}</span>" in frame
        assert 'data-stream="/stream/"' in frame
        place = re.findall(r'name="up_to" value="(\d+-\d+)"', page)[0]
        message_in(panel, scene.member)  # after the page was written: it stays new
        assert client.post("/what-is-new/seen/", {"up_to": place}).status_code == 302
        assert client.get("/what-is-new/count/").json() == {"count": 1}
        assert client.get("/what-is-new/").content.decode().count("cpms-news__mark") == 1

    def test_comes_in_pages(self, scene: Scene) -> None:
        panel = in_assessment(scene)
        for _ in range(30):
            message_in(panel, scene.lead)
        client = signed_in(scene.requester)
        first, second = (client.get(f"/what-is-new/?page={number}") for number in (1, 2))
        assert first.content.decode().count("<time") == 25
        assert first.context["up_to"] == second.context["up_to"]

    def test_says_what_would_be_there(self) -> None:
        page = signed_in(UserFactory.create()).get("/what-is-new/").content.decode()
        assert "Nothing new" in page
        assert "Mark all as seen" not in page

    @pytest.mark.parametrize("place", ["", "x", "1"])
    def test_takes_no_place_that_is_none(self, place: str) -> None:
        client = signed_in(UserFactory.create())
        assert client.post("/what-is-new/seen/", {"up_to": place}).status_code == 400

    def test_is_not_kept_by_the_browser(self) -> None:
        client = signed_in(UserFactory.create())
        for address in ("/what-is-new/", "/what-is-new/count/"):
            assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.django_db(databases=["default", "identity"], transaction=True)
class TestBadge:
    def test_shows_no_number_when_nothing_is_new(self) -> None:
        page = signed_in(UserFactory.create()).get("/").content.decode()
        assert 'aria-label="What is new"' in page
        assert "data-number hidden></span>" in page

    def test_is_not_there_for_nobody(self) -> None:
        assert "cpms-news" not in Client().get("/").content.decode()

    def test_asks_nothing_on_pages_without_the_frame(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        request = RequestFactory().get("/")
        request.user = UserFactory.create()
        with django_assert_num_queries(0):
            render_to_string("home/blocks/heading.html", {"value": "x"}, request=request)
