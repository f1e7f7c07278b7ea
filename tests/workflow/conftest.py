"""What the tests of the workflow engine share."""

from __future__ import annotations

import pytest

from tests.workflow.review import Desk, Printing, Stub
from workflow.effects import effects
from workflow.guards import guards

GUARDS = ("has_title", "has_text", "enough_votes", "has_no_readers", "was_asked_to")


@pytest.fixture
def stubs(monkeypatch: pytest.MonkeyPatch) -> dict[str, Stub]:
    """Return the guards by name; there are no others."""
    made = {name: Stub() for name in GUARDS}
    monkeypatch.setattr(guards, "_items", made)
    return made


@pytest.fixture
def printing(monkeypatch: pytest.MonkeyPatch) -> Printing:
    """Return the effect; there is no other."""
    made = Printing()
    monkeypatch.setattr(effects, "_items", {"print": made})
    return made


@pytest.fixture
def desk(db: None, stubs: dict[str, Stub], printing: Printing) -> Desk:
    """Return the small workflow, ready to be used."""
    return Desk(stubs, printing)
