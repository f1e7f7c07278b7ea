"""What goes over the wire, as the standard for `text/event-stream` says it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cpms.events.cursor import Cursor
    from cpms.events.models import Event

BEGIN = b"retry: 3000\n\n"
KEEP_ALIVE = b":\n\n"
END = b"event: end\ndata: {}\n\n"
"""The session is over: the browser need not come back."""


def place(cursor: Cursor) -> bytes:
    """Tell the browser where it stands, without an event."""
    return f"id: {cursor}\n\n".encode()


def reset(cursor: Cursor) -> bytes:
    """Tell the browser that something may have happened that it will not be told: look at everything again."""
    return f"id: {cursor}\nevent: reset\ndata: {{}}\n\n".encode()


def told(event: Event) -> bytes:
    """Tell an event. No case and no person: whoever may know looks the subject up."""
    data = {
        "kind": event.kind,
        "subject_type": event.subject_type,
        "subject_id": event.subject_id,
        "at": event.at.isoformat(),
    }
    return f"id: {event.cursor}\ndata: {json.dumps(data)}\n\n".encode()
