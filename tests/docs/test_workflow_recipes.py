"""The recipes for workflows work: a published workflow uses what they tell people to write."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from cpms.audit.models import AuditRow
from tests.docs.conftest import Try
from tests.docs.recipes import lines_of
from tests.workflow.review import AUTHOR, NOW, Desk, Printing, Stub, review
from workflow.definition import DefinitionRefused
from workflow.effects import effects
from workflow.guards import guards
from workflow.operations import TransitionRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a small workflow in use, whose own guards never refuse."""
    stubs = {
        name: Stub()
        for name in ("has_title", "has_text", "enough_votes", "has_no_readers", "was_asked_to")
    }
    printing = Printing()
    monkeypatch.setattr(guards, "_items", {**dict(guards.items()), **stubs})
    monkeypatch.setattr(effects, "_items", {**dict(effects.items()), "print": printing})
    return Desk(stubs, printing)


def submitting(**more: Any) -> list[dict[str, Any]]:
    """Return the transitions, with something more in the one that submits."""
    return [
        {**each, **more} if each["key"] == "submit" else each for each in review()["transitions"]
    ]


class TestGuard:
    """`workflow-guard.md`."""

    def test_stands_in_the_way_in_words_until_it_holds(self, desk: Desk, try_recipe: Try) -> None:
        use = json.loads(lines_of("workflow-guard.md", "json"))
        changed = {"transitions": submitting(guards=[{**use, "override_by": ["author"]}])}
        with pytest.raises(DefinitionRefused, match="There is no workflow guard named"):
            desk.publish(**changed)
        try_recipe("workflow-guard.md", "site/cpms/panels/guards/enough_days.py", guards)
        instance = desk.start(version=desk.publish(**changed))
        with pytest.raises(TransitionRefused) as refused:
            desk.move(instance, "submit", AUTHOR, now=NOW + timedelta(days=2))
        assert refused.value.refusals == ("Everybody has until 9 Jan 2026 to contribute.",)
        step = desk.move(instance, "submit", AUTHOR, now=NOW + timedelta(days=3))
        assert step.overridden == []


class TestEffect:
    """`workflow-effect.md`."""

    def test_happens_with_the_step(self, desk: Desk, try_recipe: Try) -> None:
        named = json.loads(lines_of("workflow-effect.md", "json"))
        changed = {
            "transitions": submitting(
                guards=[{"name": "has_text", "override_by": ["author"]}], **named
            )
        }
        with pytest.raises(DefinitionRefused, match="There is no workflow effect named"):
            desk.publish(**changed)
        try_recipe("workflow-effect.md", "site/cpms/panels/effects/note_overrides.py", effects)
        instance = desk.start(version=desk.publish(**changed))
        desk.stubs["has_text"].words = "It is empty."
        desk.move(instance, "submit", AUTHOR, override=True, reason="Pictures only")
        row = AuditRow.objects.get(act="override_guard")
        assert row.subject_id == str(instance.pk)
        assert row.details == {"guard": "has_text", "step": 2}
