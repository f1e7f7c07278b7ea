"""Messages, the shortest way."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from cpms.accounts.models import User
from cpms.communication.models import Message
from cpms.communication.operations import post_message
from cpms.panels.models import Panel
from tests.factories.cast import NOW


def message_in(
    panel: Panel, by: User, text: str = "Look at ABCA4.", *, now: datetime = NOW
) -> Message:
    """Return a message in the discussion of the panel's case."""
    return post_message(case_id=panel.case_id, key=uuid4(), text=text, by=by, now=now)
