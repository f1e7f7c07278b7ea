"""What a person can do now and why not, which forms this step has, and what has happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from workflow.guards import Situation
from workflow.models import Step
from workflow.permissions import obstacles, why_not_role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from workflow.definition import FormUse, Transition
    from workflow.models import Instance


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A transition out of the present state, for one person.

    `refusals` is everything that stands in the way, in words. `may_override`: all of it are guards that the person may go
    past, with a reason.
    """

    transition: Transition
    refusals: tuple[str, ...]
    may_override: bool

    @property
    def allowed(self) -> bool:
        """Whether nothing stands in the way. A reason may still be needed."""
        return not self.refusals

    @property
    def needs_reason(self) -> bool:
        """Whether the transition takes a reason."""
        return self.transition.needs_reason

    @property
    def reason_codes(self) -> tuple[tuple[str, str], ...]:
        """Code and label of the reasons to choose from; none where the reason is told in words."""
        return self.transition.reason_codes


def choices(
    *,
    instance: Instance,
    roles: frozenset[str],
    subject: Any,
    by: Any,
    now: datetime,
    values: Mapping[str, Any] | None = None,
) -> list[Choice]:
    """Return every transition that leaves the present state, in the order of the workflow."""
    situation = Situation(
        instance=instance, subject=subject, by=by, roles=roles, now=now, values=values or {}
    )
    definition = instance.definition
    return [_choice(instance, way, situation) for way in definition.leaving(instance.state)]


def why_not_act(*, instance: Instance, action: str, roles: frozenset[str]) -> str | None:
    """Return why somebody with these roles cannot do something that leaves the state as it is; None when they can.

    Raise `UnknownKey` for an action that the workflow does not have.
    """
    definition = instance.definition
    found = definition.action(action)
    if instance.state not in found.states:
        label = definition.state(instance.state).label
        return _("This cannot be done in the state “%(state)s”.") % {"state": label}
    return why_not_role(definition.roles, found.roles, roles)


def forms_now(instance: Instance) -> tuple[FormUse, ...]:
    """Return which forms the present state has, and who fills and reads them."""
    return instance.current_state.forms


def waits_for(instance: Instance) -> frozenset[str]:
    """Return the roles whose turn it is."""
    return instance.current_state.waits_for


def history(instance: Instance) -> list[Step]:
    """Return every step, first to last, with the person who took it. One query."""
    return list(Step.objects.filter(instance=instance).select_related("by").order_by("number"))


def _choice(instance: Instance, way: Transition, situation: Situation) -> Choice:
    found = obstacles(instance.definition, way, situation)
    return Choice(
        transition=way,
        refusals=tuple(dict.fromkeys(each.words for each in found)),
        may_override=bool(found) and all(each.may_override for each in found),
    )
