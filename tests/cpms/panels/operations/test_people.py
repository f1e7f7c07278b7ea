"""Naming a lead, inviting, answering."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cpms.accounts.models import User
from cpms.events.models import Event
from cpms.panels import operations
from cpms.panels.models import Panel, PanelMember
from cpms.panels.operations.people import TIME_TO_ANSWER, TIME_TO_ANSWER_IF_URGENT
from cpms.panels.permissions import PanelActRefused
from tests.factories.cast import NOW
from tests.factories.panels import Scene, expert, in_selection, invited, moved, opened
from tests.factories.people import UserFactory

Role, State = PanelMember.Role, PanelMember.State


def lead(scene: Scene, panel: Panel, user: User, by: User | None = None) -> PanelMember:
    by = by or scene.coordinator
    return operations.name_lead(panel_id=panel.pk, user=user, by=by, now=NOW)


def ask(scene: Scene, panel: Panel, user: User, **values: Any) -> PanelMember:
    told: dict[str, Any] = {"role": Role.MEMBER, "by": scene.lead, "now": NOW, **values}
    return operations.invite(panel_id=panel.pk, user=user, **told)


def answer(panel: Panel, user: User, *, accept: bool = True, **values: Any) -> PanelMember:
    told: dict[str, Any] = {"now": NOW, **values}
    return operations.answer_invitation(panel_id=panel.pk, accept=accept, by=user, **told)


def sees(user: User, panel: Panel) -> bool:
    return Panel.objects.visible_to(user).filter(pk=panel.pk).exists()


def places(panel: Panel) -> dict[User, tuple[str, str]]:
    return {each.user: (each.role, each.state) for each in panel.members.select_related("user")}


class TestNameLead:
    """One lead, an expert of the network that has the panel."""

    def test_makes_an_expert_the_lead_who_has_accepted_by_that(self, stage: Scene) -> None:
        panel = opened(stage)
        place = lead(stage, panel, stage.lead, by=stage.dispatcher)
        assert (place.role, place.state, place.answered_at) == (Role.LEAD, State.ACCEPTED, NOW)
        assert sees(stage.lead, panel)

    def test_keeps_who_led_before_as_a_member(self, stage: Scene, panels: Any) -> None:
        panel = panels["assessment"]
        lead(stage, panel, stage.stranger)
        found = places(panel)
        assert found[stage.stranger] == (Role.LEAD, State.ACCEPTED)
        assert found[stage.lead] == (Role.MEMBER, State.ACCEPTED)

    def test_makes_a_member_the_lead_in_their_one_place(self, stage: Scene, panels: Any) -> None:
        panel = panels["assessment"]
        lead(stage, panel, stage.member)
        assert panel.members.count() == 3
        assert places(panel)[stage.member] == (Role.LEAD, State.ACCEPTED)

    def test_lets_in_whom_was_only_invited(self, stage: Scene) -> None:
        panel = invited(stage)
        place = lead(stage, panel, stage.member)
        assert (place.state, place.answered_at) == (State.ACCEPTED, NOW)

    def test_is_harmless_twice(self, stage: Scene) -> None:
        panel = opened(stage)
        assert lead(stage, panel, stage.lead) == lead(stage, panel, stage.lead)

    def test_refuses_experts_of_other_networks(self, stage: Scene) -> None:
        words = f"{stage.guest} is not a health professional of {stage.cast.eye.network}."
        with pytest.raises(PanelActRefused, match=words):
            lead(stage, opened(stage), stage.guest)

    def test_refuses_the_patients_own_team(self, stage: Scene) -> None:
        with pytest.raises(PanelActRefused, match="own care team"):
            lead(stage, opened(stage), stage.requester)

    def test_is_the_desks(self, stage: Scene, panels: Any) -> None:
        panel = panels["assessment"]
        for by in (stage.lead, stage.member, stage.requester):
            with pytest.raises(
                PanelActRefused, match="Only the ERN coordinator or the dispatcher can do this"
            ):
                lead(stage, panel, stage.stranger, by=by)
        with pytest.raises(Panel.DoesNotExist):
            lead(stage, panel, stage.stranger, by=stage.cast.rnd.coordinator)

    def test_is_over_when_signing_begins(self, stage: Scene, panels: Any) -> None:
        with pytest.raises(PanelActRefused, match="in the state “Sign-off”"):
            lead(stage, panels["sign_off"], stage.stranger)

    def test_two_leads_are_refused_by_the_database(self, stage: Scene, panels: Any) -> None:
        place = panels["assessment"].members.get(user=stage.member)
        place.role = Role.LEAD
        with pytest.raises(IntegrityError, match="panel_one_lead"), transaction.atomic():
            place.save()


class TestInvite:
    """Experts of any network are asked."""

    def test_asks_across_networks_and_shows_the_summary(self, stage: Scene) -> None:
        panel = in_selection(stage)
        place = ask(stage, panel, stage.guest, role=Role.GUEST)
        assert (place.state, place.expires_at) == (State.PENDING, NOW + TIME_TO_ANSWER)
        assert Event.objects.get(kind="invited", subject_id=str(panel.pk)).recipient == stage.guest
        assert panel.case.accesses.get(user=stage.guest).level == "summary"

    def test_gives_less_time_when_it_is_urgent(self, stage: Scene) -> None:
        panel = in_selection(stage)
        told: dict[str, Any] = {
            "priority": "urgent",
            "reason": "Going blind",
            "by": stage.lead,
            "now": NOW,
        }
        operations.set_priority(panel_id=panel.pk, **told)
        place = ask(stage, panel, stage.guest)
        assert place.expires_at == NOW + TIME_TO_ANSWER_IF_URGENT

    def test_refuses_the_patients_own_team(self, stage: Scene, panels: Any) -> None:
        with pytest.raises(PanelActRefused, match="own care team"):
            ask(stage, panels["panel_selection"], stage.requester)

    def test_refuses_whom_is_there_or_asked_already(self, stage: Scene) -> None:
        panel = invited(stage)
        for user in (stage.lead, stage.member):
            words = f"{user} takes part or is invited already."
            with pytest.raises(PanelActRefused, match=words):
                ask(stage, panel, user)

    def test_refuses_whom_is_no_expert_anywhere(self, stage: Scene, panels: Any) -> None:
        nobody = UserFactory.create()
        closed = expert(stage.cast.eye)
        User.objects.filter(pk=closed.pk).update(is_active=False)
        for user in (nobody, closed, stage.cast.eye.researcher):
            with pytest.raises(PanelActRefused, match="is not a health professional"):
                ask(stage, panels["panel_selection"], user)

    @pytest.mark.parametrize("role", [Role.LEAD, "requester", ""])
    def test_refuses_other_roles(self, stage: Scene, panels: Any, role: str) -> None:
        with pytest.raises(PanelActRefused, match="Nobody can be invited as this"):
            ask(stage, panels["panel_selection"], stage.stranger, role=role)

    @pytest.mark.parametrize("state", ["open", "sign_off", "closed", "aborted"])
    def test_is_done_in_selection_and_assessment_only(
        self, stage: Scene, panels: Mapping[str, Panel], state: str
    ) -> None:
        with pytest.raises(PanelActRefused, match="cannot be done in the state"):
            ask(stage, panels[state], stage.stranger, by=stage.coordinator)

    def test_is_not_the_members(self, stage: Scene, panels: Any) -> None:
        for by in (stage.member, stage.guest, stage.requester, stage.dispatcher):
            with pytest.raises(PanelActRefused, match="Only the panel lead, the panel manager or"):
                ask(stage, panels["assessment"], stage.stranger, by=by)


class TestAnswer:
    """Once, in time, and with a reason if it is no."""

    def test_opens_the_case_to_who_accepts(self, stage: Scene) -> None:
        panel = invited(stage)
        place = answer(panel, stage.guest)
        assert (place.state, place.answered_at) == (State.ACCEPTED, NOW)
        assert panel.case.accesses.current().get(user=stage.guest).level == "full"

    def test_wants_a_reason_of_who_declines(self, stage: Scene) -> None:
        panel = invited(stage)
        with pytest.raises(PanelActRefused, match="why you decline"):
            answer(panel, stage.guest, accept=False, reason=" ")
        place = answer(panel, stage.guest, accept=False, reason=" On leave ")
        assert (place.state, place.decline_reason) == (State.DECLINED, "On leave")
        assert not sees(stage.guest, panel)

    def test_can_be_asked_again_after_declining(self, stage: Scene) -> None:
        panel = invited(stage)
        answer(panel, stage.guest, accept=False, reason="On leave")
        ask(stage, panel, stage.guest)
        answer(panel, stage.guest)
        states = [each.state for each in panel.members.filter(user=stage.guest)]
        assert states == [State.DECLINED, State.ACCEPTED]

    def test_refuses_an_answer_that_comes_late(self, stage: Scene) -> None:
        with pytest.raises(PanelActRefused, match="no invitation to answer"):
            answer(invited(stage), stage.guest, now=NOW + TIME_TO_ANSWER)

    def test_refuses_a_second_answer(self, stage: Scene) -> None:
        panel = invited(stage)
        answer(panel, stage.guest)
        with pytest.raises(PanelActRefused, match="no invitation to answer"):
            answer(panel, stage.guest, accept=False, reason="On second thoughts")

    def test_is_not_there_for_who_was_withdrawn_or_never_asked(self, stage: Scene) -> None:
        panel = invited(stage)
        operations.withdraw_invitation(panel_id=panel.pk, user=stage.guest, by=stage.lead, now=NOW)
        for user in (stage.guest, stage.stranger):
            with pytest.raises(Panel.DoesNotExist):
                answer(panel, user)

    def test_is_too_late_when_the_panel_has_moved_on(self, stage: Scene, panels: Any) -> None:
        """A coordinator sees the panel in every state, and is still not let in after the assessment."""
        panel = panels["assessment"]
        ask(stage, panel, stage.coordinator)
        panel = moved(panel, "submit_for_sign_off", stage.lead)
        with pytest.raises(PanelActRefused, match="no invitation to answer"):
            answer(panel, stage.coordinator)


class TestWithdraw:
    """Taking back an invitation, or a place."""

    def test_ends_a_members_part_at_once(self, stage: Scene, panels: Any) -> None:
        panel = panels["assessment"]
        operations.withdraw_invitation(panel_id=panel.pk, user=stage.member, by=stage.lead, now=NOW)
        assert places(panel)[stage.member] == (Role.MEMBER, State.WITHDRAWN)
        assert not sees(stage.member, panel)

    def test_refuses_for_the_lead_and_for_who_is_not_there(self, stage: Scene, panels: Any) -> None:
        for user, words in (
            (stage.lead, "replaced by naming another"),
            (stage.stranger, "takes no part"),
        ):
            with pytest.raises(PanelActRefused, match=words):
                operations.withdraw_invitation(
                    panel_id=panels["assessment"].pk, user=user, by=stage.coordinator, now=NOW
                )


class TestExpire:
    """What was not answered in time ends by a job."""

    def test_ends_late_invitations_and_the_sight_of_the_summary(self, stage: Scene) -> None:
        panel = invited(stage)
        answer(panel, stage.member)
        assert operations.expire_invitations(now=NOW + TIME_TO_ANSWER - timedelta(seconds=1)) == 0
        assert sees(stage.guest, panel)
        assert operations.expire_invitations(now=NOW + TIME_TO_ANSWER) == 1
        assert places(panel)[stage.guest] == (Role.GUEST, State.EXPIRED)
        assert places(panel)[stage.member] == (Role.MEMBER, State.ACCEPTED)
        assert not sees(stage.guest, panel)

    def test_is_harmless_twice(self, stage: Scene) -> None:
        invited(stage)
        counts = [operations.expire_invitations(now=NOW + TIME_TO_ANSWER) for _ in range(2)]
        assert counts == [2, 0]
