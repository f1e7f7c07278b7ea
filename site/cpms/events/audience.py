"""Who may know what happened in a case. The apps above install the provider; without one nobody may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Collection, Set

    from django.db.models import QuerySet

    from cpms.accounts.models import User

Pair: TypeAlias = tuple[int, UUID]
"""A person, by number, and a case."""


class Audience(Protocol):
    """What the apps above answer, about this moment: rights end while a stream is open."""

    def scopes_of(self, user: User) -> Collection[UUID] | QuerySet[Any, UUID]:
        """Return the cases that the person may know about; a query of one column will do."""
        ...

    def may_know(self, pairs: Set[Pair]) -> Set[Pair]:
        """Return those pairs of which the person may know about the case. Asked once for all listeners: one query."""
        ...


class NobodyMay:
    """The provider of a site that has said nothing."""

    def scopes_of(self, user: User) -> Collection[UUID]:
        """Return no case."""
        return ()

    def may_know(self, pairs: Set[Pair]) -> Set[Pair]:
        """Let nobody know."""
        return frozenset()


_providers: list[Audience] = [NobodyMay()]


def install(provider: Audience) -> None:
    """Take the provider; the last one installed is used."""
    _providers[:] = [provider]


def provider() -> Audience:
    """Return the provider in use."""
    return _providers[0]
