"""Signatures of a round that ended without closing."""

from __future__ import annotations

from cpms.panels.models import Signature
from cpms.panels.operations.locking import note
from workflow.effects import Moved, effects


class VoidSignatures:
    """Note that the round's signatures count no more. They stay; a new round of sign-off is a new step and wants new ones."""

    def apply(self, moved: Moved) -> None:
        """Keep how many there were."""
        panel = moved.situation.subject
        count = Signature.objects.filter(panel=panel, step=moved.step.number - 1).count()
        note("void_signatures", panel, by=moved.situation.by, now=moved.situation.now, count=count)


effects.register("void_signatures", VoidSignatures())
