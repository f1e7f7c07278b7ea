"""The list of panels, the page of one, and its summary."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cpms.accounts.models import User
from cpms.panels import operations
from cpms.panels.models import Panel
from cpms.panels.models import PanelMember as Member
from tests.cpms.panels.views.conftest import browser, renew_invitations, see, words
from tests.factories.cast import NOW
from tests.factories.panels import (
    Scene,
    aborted,
    again,
    assessed,
    closed,
    in_assessment,
    in_sign_off,
    invited,
    moved,
    opened,
    sign,
    with_lead,
    with_members,
)

pytestmark = pytest.mark.django_db(databases=["default", "identity"])
LIST_STATEMENTS = 13
"""Session, person, roles and the frame; then count, panels, and four for whom they wait, however many there are."""
PAGE_STATEMENTS = 44
"""A page in assessment with a case, an assessment and an outcome. It grows with the panel's own forms, not with other panels."""


def statements(person: User, url: str) -> int:
    """Return how many statements a page takes, the second time it is asked for."""
    client = browser(person)
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


class TestPanelList:
    def test_shows_the_panels_that_the_person_sees_and_whom_each_waits_for(
        self, scene: Scene
    ) -> None:
        panel = in_sign_off(scene)
        sign(panel, scene.member)
        page = words(see(scene.guest, "panels"))
        assert panel.number in page
        assert "2 of 3 signatures" in page
        assert "1 of 3" in page
        assert panel.number not in words(see(scene.stranger, "panels"))

    def test_puts_urgent_panels_first(self, scene: Scene) -> None:
        first = opened(scene)
        second = opened(scene, priority="urgent", priority_reason="She loses sight")
        page = words(see(scene.requester, "panels"))
        assert page.index(second.number) < page.index(first.number)

    def test_filters_by_state_urgency_and_number(self, scene: Scene) -> None:
        plain, ended = opened(scene), aborted(scene)
        pressing = opened(scene, priority="urgent", priority_reason="She loses sight")
        for query, found in (
            ({"state": "aborted"}, {ended}),
            ({"state": "active"}, {plain, pressing}),
            ({"urgent": "1"}, {pressing}),
            ({"q": plain.number[-3:]}, {plain}),
            ({"state": "no-such-state"}, {plain, ended, pressing}),
            ({"q": "\0"}, {plain, ended, pressing}),
        ):
            page = words(see(scene.requester, "panels", **query))
            listed = {each for each in (plain, ended, pressing) if each.number in page}
            assert listed == found, query

    def test_keeps_the_other_filters_in_each_chip(self, scene: Scene) -> None:
        page = words(see(scene.requester, "panels", state="open", urgent="1"))
        assert 'href="?urgent=1&amp;state=closed"' in page
        assert 'href="?state=open" aria-current="true"' in page  # once more turns it off

    def test_says_how_to_get_a_panel_when_there_is_none(self, scene: Scene) -> None:
        ask = reverse("panels:choose_patient")
        assert ask in words(see(scene.stranger, "panels"))
        page = words(see(scene.dispatcher, "panels"))
        assert "No panels yet" in page
        assert ask not in page

    def test_takes_as_many_statements_for_twelve_panels_as_for_two(self, scene: Scene) -> None:
        url = reverse("panels:panels")
        for _ in range(2):
            opened(scene)
        two = statements(scene.requester, url)
        for _ in range(10):
            opened(scene)
        assert statements(scene.requester, url) == two
        assert two == LIST_STATEMENTS


class TestPanel:
    def test_is_not_found_by_who_has_no_part_in_it(self, scene: Scene) -> None:
        panel = assessed(scene)
        for person in (scene.stranger, scene.cast.rnd.coordinator):
            assert see(person, "panel", panel.pk).status_code == 404

    def test_shows_the_case_the_people_and_the_history(self, scene: Scene) -> None:
        panel = assessed(scene)
        page = words(see(scene.guest, "panel", panel.pk))
        for expected in (
            "Which gene should be tested first?",
            "Night blindness",
            f"{scene.member}",
            "ABCA4 first",
            "Accept the request",
            "As agreed",
        ):
            assert expected in page

    @pytest.mark.parametrize(
        ("bring", "who", "act"),
        [
            (opened, "coordinator", "Name a lead"),
            (with_lead, "coordinator", "Accept the request"),
            (invited, "lead", None),
            (with_members, "lead", "Start the assessment"),
            (in_assessment, "guest", "Write your assessment"),
            (in_assessment, "lead", "Write the outcome"),
            (assessed, "lead", "Send to sign-off"),
            (assessed, "member", None),
            (in_sign_off, "member", "Read and sign the outcome"),
            (closed, "requester", "Archive the panel"),
        ],
    )
    def test_asks_each_reader_for_one_thing(
        self, scene: Scene, bring: object, who: str, act: str | None
    ) -> None:
        panel = bring(scene)  # type: ignore[operator]
        answer = see(getattr(scene, who), "panel", panel.pk)
        found = answer.context["main_act"]  # type: ignore[attr-defined]
        assert (found.words if found else None) == act

    def test_says_why_the_next_step_is_not_possible_yet(self, scene: Scene) -> None:
        page = words(see(scene.coordinator, "panel", opened(scene).pk))
        assert "A panel lead must be named first." in page

    def test_asks_the_requester_first_for_what_the_panel_wants_to_know(self, scene: Scene) -> None:
        panel = in_assessment(scene)
        asked = operations.request_data(
            panel_id=panel.pk, text="Which acuity?", by=scene.lead, now=NOW
        )
        url = reverse("panels:answer_request", args=[panel.pk, asked.pk])
        answer = see(scene.requester, "panel", panel.pk)
        assert answer.context["main_act"].url == url  # type: ignore[attr-defined]
        assert url not in words(see(scene.lead, "panel", panel.pk))

    def test_keeps_an_unfinished_assessment_from_the_others(self, scene: Scene) -> None:
        panel = in_assessment(scene)
        operations.start_form(panel_id=panel.pk, purpose="contribution", by=scene.guest, now=NOW)
        assert "You have begun yours" in words(see(scene.guest, "panel", panel.pk))
        assert "0 of 2 experts have written" in words(see(scene.member, "panel", panel.pk))

    def test_shows_an_aborted_panel_where_it_came_to_not_further(self, scene: Scene) -> None:
        answer = see(scene.requester, "panel", aborted(scene).pk)
        path = answer.context["shown"].path  # type: ignore[attr-defined]
        assert [(step.key, step.position) for step in path] == [
            ("open", "done"),
            ("aborted", "current"),
        ]
        assert "The same case has a panel already" in words(answer)

    def test_shows_a_closed_outcome_with_its_document(self, scene: Scene) -> None:
        panel = closed(scene)
        page = words(see(scene.requester, "panel", panel.pk))
        assert reverse("panels:outcome", args=[panel.pk, 1]) in page
        assert panel.outcomes.get().document_sha256 in page
        assert "Test ABCA4" in page

    def test_begins_the_second_outcome_of_a_panel_that_was_opened_again(self, scene: Scene) -> None:
        panel = moved(closed(scene), "reopen", scene.lead)
        answer = see(scene.lead, "panel", panel.pk)
        shown = answer.context["shown"]  # type: ignore[attr-defined]
        assert shown.outcome is None
        assert [frozen.outcome.number for frozen in shown.outcomes] == [1]

    def test_takes_as_many_statements_however_many_other_panels_there_are(
        self, scene: Scene
    ) -> None:
        url = reverse("panels:panel", args=[assessed(scene).pk])
        alone = statements(scene.lead, url)
        for _ in range(5):
            with_lead(scene)
        assert statements(scene.lead, url) == alone
        assert alone == PAGE_STATEMENTS


class TestSummary:
    def test_shows_an_invited_expert_what_they_need_to_decide(self, scene: Scene) -> None:
        panel = invited(scene)
        renew_invitations(panel)
        panel.priority, panel.priority_reason = Panel.Priority.URGENT, "She loses sight"
        panel.save()
        page = words(see(scene.guest, "panel", panel.pk))
        for expected in (
            "Retinal dystrophies",
            "Which gene should be tested first?",
            "She loses sight",
            f"{scene.lead}",
            "Accept the invitation",
        ):
            assert expected in page
        for hidden in ("Night blindness", panel.case.nickname, f"{scene.member}"):
            assert hidden not in page

    def test_offers_no_answer_to_who_was_not_invited(self, scene: Scene) -> None:
        page = words(see(scene.dispatcher, "panel", assessed(scene).pk))
        assert "Only this summary is open to you." in page
        assert "Accept the invitation" not in page

    def test_is_gone_when_the_invitation_was_declined(self, scene: Scene) -> None:
        panel = invited(scene)
        operations.answer_invitation(
            panel_id=panel.pk, accept=False, reason="On leave", by=scene.guest, now=NOW
        )
        assert again(panel).members.get(user=scene.guest).state == Member.State.DECLINED
        assert see(scene.guest, "panel", panel.pk).status_code == 404
