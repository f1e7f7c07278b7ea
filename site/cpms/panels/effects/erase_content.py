"""Deleting."""

from __future__ import annotations

from cpms.panels.operations.erasing import erase_content
from workflow.effects import Moved, effects


class EraseContent:
    """Take out what a panel says; its number, networks, dates and history stay, so that counts add up."""

    def apply(self, moved: Moved) -> None:
        """Do it in the transaction that deletes the panel."""
        erase_content(panel=moved.situation.subject, by=moved.situation.by, now=moved.situation.now)


effects.register("erase_content", EraseContent())
