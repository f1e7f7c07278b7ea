"""Whether a transition may be taken, and in words why not: asked by the operation to enforce and by the page to offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from workflow.definition import AnyOf, GuardUse
from workflow.guards import guards

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workflow.definition import Definition, Transition
    from workflow.guards import Situation


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """One thing that stands in the way; `guard` is the name of the guard that this person may go past, with a reason."""

    words: str
    guard: str = ""

    @property
    def may_override(self) -> bool:
        """Whether this person may go past it."""
        return bool(self.guard)


def obstacles(
    definition: Definition, transition: Transition, situation: Situation
) -> tuple[Obstacle, ...]:
    """Return everything that stands in the way: the role first, then each guard. A missing reason is not among it."""
    role = why_not_role(definition.roles, transition.roles, situation.roles)
    if situation.by is None:
        role = _why_not_by_itself(transition)
    return (*([Obstacle(words=role)] if role else []), *guarded(transition.guards, situation))


def guarded(uses: Iterable[GuardUse | AnyOf], situation: Situation) -> tuple[Obstacle, ...]:
    """Return what the guards say."""
    found = (
        _any_of(use, situation) if isinstance(use, AnyOf) else _one(use, situation) for use in uses
    )
    return tuple(each for each in found if each is not None)


def why_not_role(
    labels: Mapping[str, str], allowed: frozenset[str], held: frozenset[str]
) -> str | None:
    """Return who alone can do it (“Only the panel lead can do this.”), for somebody who is not among them."""
    if allowed & held:
        return None
    names = [
        _("the %(role)s") % {"role": _inside_a_sentence(labels[key])}
        for key in labels
        if key in allowed
    ]
    if not names:
        return _("This happens by itself; nobody does it.")
    if len(names) == 1:
        return _("Only %(role)s can do this.") % {"role": names[0]}
    listed = {"roles": ", ".join(names[:-1]), "last": names[-1]}
    return _("Only %(roles)s or %(last)s can do this.") % listed


def why_not_reason(transition: Transition, situation: Situation) -> str | None:
    """Return what is wrong with the reason that was given, or that none was."""
    codes = {code for code, _label in transition.reason_codes}
    if situation.reason_code and situation.reason_code not in codes:
        return _("Choose one of the reasons on the list.")
    if not transition.needs_reason or situation.by is None:
        return None
    if codes:
        return None if situation.reason_code else _("Choose a reason.")
    return None if situation.reason.strip() else _("A reason is needed.")


def _why_not_by_itself(transition: Transition) -> str | None:
    if transition.automatic_after_days is None:
        return _("Only a person can do this.")
    return None


def _one(use: GuardUse, situation: Situation) -> Obstacle | None:
    words = guards.get(use.name).why_not(situation, use.parameters)
    if words is None:
        return None
    return Obstacle(words=words, guard=use.name if use.override_by & situation.roles else "")


def _any_of(use: AnyOf, situation: Situation) -> Obstacle | None:
    words = [guards.get(each.name).why_not(situation, each.parameters) for each in use.guards]
    missing = [each for each in words if each is not None]
    if len(missing) < len(words):
        return None
    return Obstacle(words=_("One of these has to change: %(words)s") % {"words": " ".join(missing)})


def _inside_a_sentence(label: str) -> str:
    """“Panel lead” becomes “panel lead”, and “ERN coordinator” stays."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
