"""Two people at the same panel, or at the same network's numbers, in the same moment; each on a connection of their own."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from cpms.panels import operations
from cpms.panels.models import Panel, PanelMember, Signature
from cpms.panels.operations.people import TIME_TO_ANSWER, expire_invitations
from cpms.panels.permissions import PanelActRefused
from cpms.panels.queries.outcomes import current_outcome, text_of
from tests.factories.cast import NOW
from tests.factories.panels import (
    Scene,
    again,
    in_assessment,
    in_sign_off,
    invited,
    moved,
    panel_data,
)
from tests.workflow.threads import SECONDS, run_together
from workflow.models import Step
from workflow.operations import MovedMeanwhile

pytestmark = pytest.mark.django_db(databases=["default", "identity"], transaction=True)
PAUSE = 0.02


def test_of_two_who_move_from_the_same_step_one_wins(scene: Scene) -> None:
    panel = in_assessment(scene)
    outcomes = run_together(
        lambda: moved(panel, "back_to_selection", scene.lead),
        lambda: moved(panel, "back_to_selection", scene.coordinator),
    )
    refused = [each for each in outcomes if isinstance(each, MovedMeanwhile)]
    assert [each.step for each in refused] == [panel.instance.step + 1]
    assert again(panel).state == "panel_selection"
    steps = Step.objects.filter(instance=panel.instance_id, transition="back_to_selection")
    assert steps.count() == 1


def test_two_requests_at_once_get_different_numbers(scene: Scene) -> None:
    def create() -> str:
        return operations.create_panel(
            patient=scene.patient, data=panel_data(scene), by=scene.requester, now=NOW
        ).number

    assert sorted(map(str, run_together(create, create))) == ["EYE-2026-001", "EYE-2026-002"]


def test_the_same_click_twice_at_once_makes_one_panel(scene: Scene) -> None:
    data = panel_data(scene)

    def create() -> Panel:
        return operations.create_panel(
            patient=scene.patient, data=data, by=scene.requester, now=NOW
        )

    first, second = run_together(create, create)
    assert first == second == Panel.objects.get()


def test_nobody_signs_a_round_that_has_just_ended(scene: Scene) -> None:
    panel = in_sign_off(scene)
    outcome = current_outcome(panel)
    assert outcome is not None
    text = text_of(outcome, now=NOW)

    def sign() -> object:
        return operations.sign_outcome(
            panel_id=panel.pk, content_sha256=text, by=scene.member, now=NOW
        )

    came_late = while_moving(lambda: moved(panel, "back_to_assessment", scene.lead), sign)
    assert isinstance(came_late, PanelActRefused)
    assert "Assessment" in str(came_late)
    assert not Signature.objects.exists()


def test_nobody_comes_into_a_panel_that_has_just_been_aborted(scene: Scene) -> None:
    panel = invited(scene)

    def accept() -> object:
        return operations.answer_invitation(panel_id=panel.pk, accept=True, by=scene.guest, now=NOW)

    came_late = while_moving(
        lambda: moved(panel, "abort", scene.requester, reason_code="duplicate"), accept
    )
    assert isinstance(came_late, Panel.DoesNotExist)
    assert not Panel.objects.visible_to(scene.guest).exists()


def test_an_answer_that_comes_before_the_job_counts(scene: Scene) -> None:
    """The job found the invitation late; the guest, whose clock is behind, answers before it has the lock."""
    panel = invited(scene)
    late = NOW + TIME_TO_ANSWER

    def accept() -> object:
        return operations.answer_invitation(panel_id=panel.pk, accept=True, by=scene.guest, now=NOW)

    assert while_moving(accept, lambda: expire_invitations(now=late)) == 1
    states = dict(panel.members.values_list("user", "state"))
    assert states[scene.guest.pk] == PanelMember.State.ACCEPTED
    assert states[scene.member.pk] == PanelMember.State.EXPIRED


def while_moving(first: Callable[[], object], second: Callable[[], object]) -> object:
    """Do the first, begin the second, let it wait for the first to commit, and return what came of it."""

    def elsewhere() -> object:
        try:
            return second()
        except Exception as error:  # noqa: BLE001  # the test looks at it
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            first()
            waiting = thread.submit(elsewhere)
            until_somebody_waits()
        return waiting.result(timeout=SECONDS)


def until_somebody_waits() -> None:
    """Wait until another connection stands before a lock."""
    for _ in range(int(SECONDS / PAUSE)):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            (count,) = cursor.fetchone()
        if count:
            return
        time.sleep(PAUSE)
    pytest.fail("Nobody came to wait.")
