"""The recipe for a reaction works: what it tells people to write says what happened."""

from __future__ import annotations

import pytest

from cpms.communication.reactions import Happened, reactions
from tests.docs.conftest import Try
from tests.factories.cast import NOW
from tests.factories.people import UserFactory


@pytest.mark.django_db
class TestEventReaction:
    """`event-reaction.md`."""

    def test_says_who_did_what(self, try_recipe: Try) -> None:
        path = "site/cpms/communication/reactions/meeting_planned.py"
        try_recipe("event-reaction.md", path, reactions)
        happened = Happened(
            kind="meeting_planned",
            at=NOW,
            by=UserFactory.create(last_name="Nowak"),
            reader=UserFactory.create(),
            panel=None,
        )
        told = reactions.get("meeting_planned").tell(happened)
        assert told.sentence == (
            "Dr A. Nowak planned a meeting about a panel that you do not see any more."
        )
        assert told.url == ""
