"""What has happened to a panel, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from workflow.definition import UnknownKey
from workflow.queries import history

if TYPE_CHECKING:
    from cpms.panels.models import Panel
    from workflow.definition import Definition
    from workflow.models import Step


@dataclass(frozen=True, kw_only=True)
class PastStep:
    """A step as the page tells it: what was done, where the panel stood then, and the reason that was chosen."""

    step: Step
    words: str
    state: str
    reason: str


def past_steps(panel: Panel) -> list[PastStep]:
    """Return every step, newest first. One statement."""
    definition = panel.instance.definition
    return [_told(step, definition) for step in reversed(history(panel.instance))]


def _told(step: Step, definition: Definition) -> PastStep:
    codes: dict[str, str] = {}
    if step.transition == step.CREATE:
        words = _("Asked for advice")
    else:
        words, codes = _transition(step, definition)
    return PastStep(
        step=step,
        words=words,
        state=definition.state(step.to_state).label,
        reason=codes.get(step.reason_code, ""),
    )


def _transition(step: Step, definition: Definition) -> tuple[str, dict[str, str]]:
    """Return how a transition reads and its reasons; what another version of the workflow knew reads as its key."""
    try:
        found = definition.transition(step.transition)
    except UnknownKey:
        return step.transition, {}
    return found.label, dict(found.reason_codes)
