"""Closing."""

from __future__ import annotations

from cpms.panels.operations.freezing import freeze_outcome
from workflow.effects import Moved, effects


class FreezeOutcome:
    """Freeze the outcome with its signatures and its document."""

    def apply(self, moved: Moved) -> None:
        """Do it in the transaction that closes the panel."""
        freeze_outcome(
            panel=moved.situation.subject,
            step=moved.step,
            by=moved.situation.by,
            now=moved.situation.now,
        )


effects.register("freeze_outcome", FreezeOutcome())
