"""The whole way of a panel, and back."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from cpms.panels.models import Outcome, Panel, Signature
from tests.factories.panels import STATES, Scene, closed, moved

pytestmark = pytest.mark.django_db(databases=["default", "identity"])


@pytest.mark.parametrize("state", STATES)
def test_reaches_every_state(scene: Scene, state: str) -> None:
    assert STATES[state](scene).state == state


def test_keeps_the_outcome_as_a_document(scene: Scene) -> None:
    panel = closed(scene)
    outcome = Outcome.objects.get(panel=panel)
    text = "\n".join(
        page.extract_text() for page in PdfReader(BytesIO(bytes(outcome.document))).pages
    )
    for words in (panel.number, "Test ABCA4", str(scene.lead), outcome.submission.sha256[:16]):
        assert words in text
    assert Signature.objects.filter(panel=panel).count() == 3
    assert Panel.objects.visible_to(scene.guest).get() == panel


def test_begins_a_second_outcome_with_the_words_of_the_first(scene: Scene) -> None:
    from tests.factories.panels import sign, write_outcome

    panel = moved(closed(scene), "reopen", scene.lead)
    record = write_outcome(panel, scene.lead, "Test ABCA4 and PRPH2")
    panel = moved(panel, "submit_for_sign_off", scene.lead)
    for user in (scene.lead, scene.member, scene.guest):
        sign(panel, user)
    panel = moved(panel, "close", scene.lead)
    first, second = Outcome.objects.filter(panel=panel)
    assert (first.number, second.number) == (1, 2)
    assert first.submission.answers == {"reason": "Test ABCA4"}
    assert second.submission.record == record
    assert second.submission.answers == {"reason": "Test ABCA4 and PRPH2"}
