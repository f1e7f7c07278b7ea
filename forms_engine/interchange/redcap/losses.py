"""The loss report while it is being written."""

from __future__ import annotations

from forms_engine.interchange.base import Loss
from forms_engine.interchange.redcap.table import TITLES, Row

LONGEST_SOURCE = 20_000


class LossReport:
    """Collects losses in the order in which they are found."""

    def __init__(self) -> None:
        self.losses: list[Loss] = []

    def detail(self, row: Row, column: str, construct: str, kept_as: str, source: str) -> None:
        """Report something of a question that is itself in the definition."""
        self._add(row, column, construct, kept_as, source, item_lost=False)

    def item(self, row: Row, construct: str, source: str) -> None:
        """Report a question that is not in the definition."""
        self._add(row, "field_type", construct, "not imported", source, item_lost=True)

    def _add(
        self, row: Row, column: str, construct: str, kept_as: str, source: str, *, item_lost: bool
    ) -> None:
        head = TITLES.get(column, column)
        parts = (f"line {row.line}", row.field_name, head)
        self.losses.append(
            Loss(
                construct=construct,
                place=", ".join(part for part in parts if part),
                kept_as=kept_as,
                source=source[:LONGEST_SOURCE],
                item_lost=item_lost,
            )
        )
