"""Naming a lead, inviting, answering, ending a part."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cpms.panels.models import PanelMember
from tests.cpms.panels.views.conftest import renew_invitations, see, send, words
from tests.factories.panels import (
    Scene,
    again,
    expert,
    in_assessment,
    in_selection,
    invited,
    opened,
    with_lead,
    with_members,
)

pytestmark = pytest.mark.django_db(databases=["default", "identity"])
State = PanelMember.State


class TestNameLead:
    def test_offers_experts_of_the_network_and_not_the_patients_own_team(
        self, scene: Scene
    ) -> None:
        page = words(see(scene.coordinator, "name_lead", opened(scene).pk))
        assert str(scene.lead.public_id) in page
        assert str(scene.requester.public_id) not in page
        assert str(scene.guest.public_id) not in page

    def test_names_the_lead(self, scene: Scene) -> None:
        panel = opened(scene)
        answer = send(scene.coordinator, "name_lead", panel.pk, user=scene.lead.public_id)
        assert answer.status_code == 302
        assert panel.members.get(role=PanelMember.Role.LEAD).user == scene.lead

    def test_says_who_leads_now(self, scene: Scene) -> None:
        page = words(see(scene.coordinator, "name_lead", with_lead(scene).pk))
        assert f"{scene.lead} leads now" in page

    def test_takes_nobody_who_is_not_offered(self, scene: Scene) -> None:
        panel = opened(scene)
        answer = send(scene.coordinator, "name_lead", panel.pk, user=scene.guest.public_id)
        assert answer.status_code == 422
        assert not panel.members.exists()

    def test_is_for_the_networks_desk(self, scene: Scene) -> None:
        panel = opened(scene)
        assert see(scene.requester, "name_lead", panel.pk).status_code == 403
        assert see(scene.stranger, "name_lead", panel.pk).status_code == 404
        answer = send(scene.requester, "name_lead", panel.pk, user=scene.lead.public_id)
        assert answer.status_code == 403


class TestInvite:
    def test_offers_experts_of_all_networks_the_own_first(self, scene: Scene) -> None:
        page = words(see(scene.lead, "invite", in_selection(scene).pk))
        own, other = (str(each.public_id) for each in (scene.member, scene.guest))
        assert page.index(own) < page.index(other)
        assert str(scene.requester.public_id) not in page
        assert f'value="{scene.lead.public_id}"' not in page  # takes part already

    def test_turns_a_long_list_into_a_search(self, scene: Scene) -> None:
        panel = in_selection(scene)
        assert "cpms-search-select" not in words(see(scene.lead, "invite", panel.pk))
        for _ in range(20):
            expert(scene.cast.eye)
        assert "cpms-search-select" in words(see(scene.lead, "invite", panel.pk))

    def test_invites(self, scene: Scene) -> None:
        panel = in_selection(scene)
        data = {"user": scene.guest.public_id, "role": "guest"}
        answer = send(scene.lead, "invite", panel.pk, **data)
        assert answer["Location"] == reverse("panels:invite", args=[panel.pk])
        place = panel.members.get(user=scene.guest)
        assert (place.state, place.role) == (State.PENDING, "guest")
        assert f"{scene.guest}" in words(see(scene.lead, "invite", panel.pk))

    def test_invites_nobody_twice(self, scene: Scene) -> None:
        panel = invited(scene)
        data = {"user": scene.guest.public_id, "role": "guest"}
        assert send(scene.lead, "invite", panel.pk, **data).status_code == 422
        assert panel.members.filter(user=scene.guest).count() == 1

    def test_is_not_for_members_and_not_in_every_state(self, scene: Scene) -> None:
        assert see(scene.member, "invite", in_assessment(scene).pk).status_code == 403
        answer = see(scene.coordinator, "invite", opened(scene).pk)
        assert answer.status_code == 403
        assert "This cannot be done in the state “Open”." in words(answer)


class TestAnswer:
    def test_opens_the_case_to_who_accepts(self, scene: Scene) -> None:
        panel = invited(scene)
        renew_invitations(panel)
        answer = send(scene.guest, "answer", panel.pk, answer="accept")
        assert answer["Location"] == reverse("panels:panel", args=[panel.pk])
        assert "Night blindness" in words(see(scene.guest, "panel", panel.pk))

    def test_closes_it_to_who_declines_and_tells_the_panel_why(self, scene: Scene) -> None:
        panel = invited(scene)
        renew_invitations(panel)
        answer = send(scene.guest, "answer", panel.pk, answer="decline", reason="On leave")
        assert answer["Location"] == reverse("home:start")
        assert see(scene.guest, "panel", panel.pk).status_code == 404
        assert "On leave" in words(see(scene.lead, "panel", panel.pk))

    def test_wants_a_reason_for_declining(self, scene: Scene) -> None:
        panel = invited(scene)
        renew_invitations(panel)
        answer = send(scene.guest, "answer", panel.pk, answer="decline", reason="")
        assert answer.status_code == 422
        assert "Say in a few words why you decline" in words(answer)
        assert again(panel).members.get(user=scene.guest).state == State.PENDING

    def test_answers_only_ones_own_invitation(self, scene: Scene) -> None:
        panel = invited(scene)
        renew_invitations(panel)
        assert send(scene.stranger, "answer", panel.pk, answer="accept").status_code == 404
        send(scene.requester, "answer", panel.pk, answer="accept")
        assert not panel.members.filter(user__in=[scene.stranger, scene.requester]).exists()


class TestWithdraw:
    def test_says_what_happens_before_it_does(self, scene: Scene) -> None:
        panel = with_members(scene)
        page = words(see(scene.lead, "withdraw", panel.pk, scene.guest.public_id))
        assert "They no longer see the case" in page
        assert see(scene.guest, "panel", panel.pk).status_code == 200

    def test_ends_a_part(self, scene: Scene) -> None:
        panel = with_members(scene)
        send(scene.lead, "withdraw", panel.pk, scene.guest.public_id)
        assert see(scene.guest, "panel", panel.pk).status_code == 404
        assert panel.members.get(user=scene.guest).state == State.WITHDRAWN

    def test_keeps_the_lead(self, scene: Scene) -> None:
        panel = with_members(scene)
        send(scene.lead, "withdraw", panel.pk, scene.lead.public_id)
        assert panel.members.get(user=scene.lead).state == State.ACCEPTED

    def test_is_for_who_invites_and_finds_nobody_else(self, scene: Scene) -> None:
        panel = with_members(scene)
        guest, stranger = scene.guest.public_id, scene.stranger.public_id
        assert see(scene.member, "withdraw", panel.pk, guest).status_code == 403
        assert see(scene.lead, "withdraw", panel.pk, stranger).status_code == 404
