"""What else happens with a transition. Each app above brings its own in `<app>/effects/<name>.py`; none is known here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from forms_engine.registry import Registry

if TYPE_CHECKING:
    from workflow.definition import Transition
    from workflow.guards import Situation
    from workflow.models import Step


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What has just happened: `situation.instance` stands in its new state already."""

    situation: Situation
    transition: Transition
    step: Step


class Effect(Protocol):
    """Something that belongs to a transition, in the same transaction: if it raises, nothing has moved."""

    def apply(self, moved: Moved) -> None:
        """Do it."""
        ...


effects: Registry[Effect] = Registry("workflow effect")
