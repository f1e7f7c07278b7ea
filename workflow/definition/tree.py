"""The parts of a definition, as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

Kind = Literal["active", "soft_final", "final", "tombstone"]
Direction = Literal["forward", "back", "side"]


class UnknownKey(LookupError):
    """The definition has nothing of that key."""


@dataclass(frozen=True, kw_only=True)
class GuardUse:
    """A guard by its registered name. Those in `override_by` may go past it with a reason; when empty, nobody may."""

    name: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    override_by: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class AnyOf:
    """One of these guards is enough. Nobody goes past them."""

    guards: tuple[GuardUse, ...]


@dataclass(frozen=True, kw_only=True)
class FormUse:
    """Which roles fill and which read the form of a purpose in a state; `per_person`: everybody fills one of their own."""

    purpose: str
    fills: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    per_person: bool = False


@dataclass(frozen=True, kw_only=True)
class State:
    """Where an instance can stand.

    active (somebody has to act) · soft_final (done, and can come back) · final (done) · tombstone (its content is gone).
    `waits_for` are the roles whose turn it is.
    """

    key: str
    label: str
    kind: Kind
    waits_for: frozenset[str] = frozenset()
    forms: tuple[FormUse, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Transition:
    """A way from states to a state, for people in `roles`; after `automatic_after_days` in the state also by itself.

    With `needs_reason` it takes one of `reason_codes` (code, label), or where there are none a reason in words.
    """

    key: str
    label: str
    from_states: tuple[str, ...]
    to_state: str
    roles: frozenset[str] = frozenset()
    guards: tuple[GuardUse | AnyOf, ...] = ()
    direction: Direction = "forward"
    needs_reason: bool = False
    reason_codes: tuple[tuple[str, str], ...] = ()
    effects: tuple[str, ...] = ()
    automatic_after_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something that people in `roles` do in `states` without leaving the state."""

    key: str
    label: str
    roles: frozenset[str]
    states: frozenset[str]


_Keyed = TypeVar("_Keyed", State, Transition, Action)


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A whole workflow. `roles` gives the label of each role: “Panel lead”."""

    key: str
    title: str
    roles: Mapping[str, str]
    initial: str
    create_roles: frozenset[str]
    create_guards: tuple[GuardUse | AnyOf, ...]
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    actions: tuple[Action, ...]

    def state(self, key: str) -> State:
        """Raise `UnknownKey` if there is no such state."""
        return _one(self.states, key, "state")

    def transition(self, key: str) -> Transition:
        """Raise `UnknownKey` if there is no such transition."""
        return _one(self.transitions, key, "transition")

    def action(self, key: str) -> Action:
        """Raise `UnknownKey` if there is no such action."""
        return _one(self.actions, key, "action")

    def leaving(self, state: str) -> tuple[Transition, ...]:
        """Return the transitions that can be taken from a state, in the order of the definition."""
        return tuple(each for each in self.transitions if state in each.from_states)


def uses_of(guards: Iterable[GuardUse | AnyOf]) -> tuple[GuardUse, ...]:
    """Return every guard that is used, those of which one is enough too."""
    return tuple(
        use for each in guards for use in (each.guards if isinstance(each, AnyOf) else (each,))
    )


def _one(items: Iterable[_Keyed], key: str, noun: str) -> _Keyed:
    for item in items:
        if item.key == key:
            return item
    raise UnknownKey(f"The workflow has no {noun} “{key}”.")
