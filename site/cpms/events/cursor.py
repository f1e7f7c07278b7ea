"""A place in the outbox."""

from __future__ import annotations

import re
from dataclasses import dataclass

TEXT = re.compile(r"([0-9]{1,20})-([0-9]{1,19})")
LARGEST_XID = 2**64 - 1
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, order=True)
class Cursor:
    """The event with this transaction and id, or the gap before the first one after it. Written `xid-id`.

    Ids alone are no places: they are given out when a row is written, and rows are seen when their transaction commits. Behind
    an id that was read a smaller one can still appear. The tail therefore reads by transaction, and only what no running
    transaction can precede.
    """

    xid: int
    id: int

    def __str__(self) -> str:
        return f"{self.xid}-{self.id}"

    @classmethod
    def read(cls, text: str) -> Cursor | None:
        """Return what the text says; None when it is no cursor."""
        found = TEXT.fullmatch(text)
        if found is None:
            return None
        cursor = cls(int(found[1]), int(found[2]))
        return cursor if cursor.xid <= LARGEST_XID and cursor.id <= LARGEST_ID else None
