"""Filling in the forms of a panel, and signing its outcome."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.db import IntegrityError, connection

from cpms.events.models import Event
from cpms.panels import operations
from cpms.panels.models import Outcome, Panel, PanelRecord, Signature
from cpms.panels.permissions import PanelActRefused
from cpms.panels.queries.outcomes import current_outcome, text_of, unsigned_members
from datasets.models import Record, Submission
from tests.cpms.panels.conftest import taken_back
from tests.factories.cast import NOW
from tests.factories.panels import (
    Purpose,
    Scene,
    again,
    contribute,
    fill,
    in_assessment,
    in_sign_off,
    moved,
    record_of,
    sign,
    signed,
    write_outcome,
)


def start(panel: Panel, purpose: str, by: object) -> Record:
    return operations.start_form(panel_id=panel.pk, purpose=purpose, by=by, now=NOW)  # type: ignore[arg-type]


class TestStartForm:
    """Each expert has an assessment of their own; the outcome is everybody's."""

    def test_gives_each_expert_an_assessment_of_their_own(self, stage: Scene) -> None:
        panel = in_assessment(stage)
        member, guest = (
            start(panel, Purpose.CONTRIBUTION, by) for by in (stage.member, stage.guest)
        )
        assert member != guest
        assert start(panel, Purpose.CONTRIBUTION, stage.member) == member
        people = dict(
            PanelRecord.objects.filter(form__panel=panel, person__isnull=False).values_list(
                "record", "person"
            )
        )
        assert people == {member.pk: stage.member.pk, guest.pk: stage.guest.pk}

    def test_gives_all_who_write_it_the_same_outcome(self, stage: Scene) -> None:
        panel = in_assessment(stage)
        operations.name_lead(panel_id=panel.pk, user=stage.stranger, by=stage.coordinator, now=NOW)
        first = start(panel, Purpose.OUTCOME, stage.stranger)
        operations.name_lead(panel_id=panel.pk, user=stage.lead, by=stage.coordinator, now=NOW)
        assert start(panel, Purpose.OUTCOME, stage.lead) == first

    @pytest.mark.parametrize(
        ("purpose", "state", "who"),
        [
            (Purpose.CONTRIBUTION, "panel_selection", "member"),
            (Purpose.CONTRIBUTION, "assessment", "requester"),
            (Purpose.CONTRIBUTION, "sign_off", "member"),
            (Purpose.OUTCOME, "assessment", "member"),
            (Purpose.OUTCOME, "assessment", "guest"),
            (Purpose.OUTCOME, "closed", "lead"),
            (Purpose.CASE, "assessment", "lead"),
            (Purpose.CASE, "sign_off", "requester"),
            ("letter", "assessment", "lead"),
        ],
    )
    def test_refuses_what_the_step_does_not_have_for_them(
        self, stage: Scene, panels: Mapping[str, Panel], purpose: str, state: str, who: str
    ) -> None:
        with pytest.raises(PanelActRefused, match="cannot fill in this form in this step"):
            start(panels[state], purpose, getattr(stage, who))

    def test_is_nothing_to_who_does_not_see_the_panel(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        with pytest.raises(Panel.DoesNotExist):
            start(panels["assessment"], Purpose.CONTRIBUTION, stage.stranger)


class TestAssessments:
    """Others read them once they are handed in."""

    def test_drafts_are_seen_by_who_writes_them_only(self, stage: Scene) -> None:
        panel = in_assessment(stage)
        draft = start(panel, Purpose.CONTRIBUTION, stage.member)
        fill(draft, stage.member, "Perhaps ABCA4")
        seen = [
            user
            for user in (stage.requester, stage.lead, stage.member, stage.guest, stage.coordinator)
            if Record.objects.visible_to(user).filter(pk=draft.pk).exists()
        ]
        assert seen == [stage.member]

    def test_are_seen_by_all_of_the_panel_once_handed_in(self, stage: Scene) -> None:
        panel = in_assessment(stage)
        handed_in = contribute(panel, stage.member, "ABCA4 first")
        for user in (stage.requester, stage.lead, stage.guest, stage.coordinator):
            assert Record.objects.visible_to(user).filter(pk=handed_in.pk).exists()
        for user in (stage.stranger, stage.dispatcher, stage.cast.rnd.coordinator):
            assert not Record.objects.visible_to(user).filter(pk=handed_in.pk).exists()

    def test_tell_the_panel_when_handed_in(self, stage: Scene) -> None:
        panel = in_assessment(stage)
        contribute(panel, stage.member, "ABCA4 first")
        event = Event.objects.get(kind="contribution_submitted", subject_id=str(panel.pk))
        assert (event.subject_id, event.scope) == (str(panel.pk), panel.case_id)


class TestSign:
    """What was read is what is signed."""

    def test_keeps_role_words_and_the_text_signed(self, stage: Scene) -> None:
        panel = in_sign_off(stage)
        signature = sign(panel, stage.guest, note="  I would sequence the panel first ")
        outcome = current_outcome(panel)
        assert outcome is not None
        assert signature.content_sha256 == text_of(outcome, now=NOW)
        assert (signature.role, signature.step) == ("guest", panel.instance.step)
        assert signature.note == "I would sequence the panel first"
        left = {each.user for each in unsigned_members(panel, now=NOW)}
        assert left == {stage.lead, stage.member}

    def test_refuses_a_text_that_has_changed_since(self, stage: Scene) -> None:
        panel = in_sign_off(stage)
        outcome = current_outcome(panel)
        assert outcome is not None
        read = text_of(outcome, now=NOW)
        fill(record_of(panel, Purpose.OUTCOME), stage.lead, "Test PRPH2")
        with pytest.raises(PanelActRefused, match="Read it again before you sign"):
            operations.sign_outcome(
                panel_id=panel.pk, content_sha256=read, by=stage.member, now=NOW
            )

    def test_a_repeated_click_signs_once(self, stage: Scene) -> None:
        panel = in_sign_off(stage)
        assert sign(panel, stage.member) == sign(panel, stage.member, note="Again")
        assert Signature.objects.get(panel=panel).note == ""
        assert Event.objects.filter(kind="outcome_signed", subject_id=str(panel.pk)).count() == 1

    def test_is_not_for_who_takes_no_part(self, stage: Scene, panels: Mapping[str, Panel]) -> None:
        for user in (stage.requester, stage.coordinator, stage.dispatcher):
            with pytest.raises(PanelActRefused, match="Only the panel lead, "):
                sign(panels["sign_off"], user)

    @pytest.mark.parametrize("state", ["assessment", "closed"])
    def test_is_for_sign_off_only(
        self, stage: Scene, panels: Mapping[str, Panel], state: str
    ) -> None:
        with pytest.raises(PanelActRefused, match="cannot be done in the state"):
            operations.sign_outcome(
                panel_id=panels[state].pk, content_sha256="0" * 64, by=stage.lead, now=NOW
            )

    def test_does_not_count_once_the_outcome_says_something_else(self, stage: Scene) -> None:
        panel = signed(stage)
        fill(record_of(panel, Purpose.OUTCOME), stage.lead, "Test PRPH2")
        assert len(unsigned_members(again(panel), now=NOW)) == 3
        fill(record_of(panel, Purpose.OUTCOME), stage.lead, "Test ABCA4")
        assert unsigned_members(again(panel), now=NOW) == []
        assert Signature.objects.filter(panel=panel).count() == 3

    def test_stays_and_counts_no_more_when_the_panel_goes_back(self, stage: Scene) -> None:
        panel = moved(signed(stage), "back_to_assessment", stage.lead)
        panel = moved(panel, "submit_for_sign_off", stage.lead)
        assert len(unsigned_members(panel, now=NOW)) == 3
        assert Signature.objects.filter(panel=panel).count() == 3
        sign(panel, stage.member)
        assert Signature.objects.filter(panel=panel, person=stage.member).count() == 2

    def test_is_never_changed_or_deleted(self, stage: Scene, panels: Mapping[str, Panel]) -> None:
        table = Signature._meta.db_table
        for statement in (f"UPDATE {table} SET note = 'No'", f"DELETE FROM {table}"):
            with (
                pytest.raises(IntegrityError, match="Signatures never change"),
                taken_back(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


class TestReopen:
    """A second outcome begins with the words of the first, which stays."""

    def test_begins_with_the_words_of_the_first(
        self, stage: Scene, panels: Mapping[str, Panel]
    ) -> None:
        panel = moved(panels["closed"], "reopen", stage.lead)
        first = Outcome.objects.get(panel=panel)
        assert current_outcome(panel) is None
        record = start(panel, Purpose.OUTCOME, stage.lead)
        assert record.pk != first.submission.record_id
        record.refresh_from_db()
        assert record.answers == {"reason": "Test ABCA4"}
        write_outcome(panel, stage.lead, "Test PRPH2")
        assert Submission.objects.get(pk=first.submission_id).answers == {"reason": "Test ABCA4"}
