"""An audience for tests: a group of people is named after the case that they may know about."""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.db.models import QuerySet, UUIDField
from django.db.models.functions import Cast

from cpms.accounts.models import User
from cpms.events import audience
from cpms.events.audience import Pair


class GroupsAudience:
    """May know: who is in the group now."""

    def scopes_of(self, user: User) -> QuerySet[Any, UUID]:
        """Return the person's cases."""
        cases = user.groups.annotate(case=Cast("name", UUIDField()))
        found: QuerySet[Any, UUID] = cases.values_list("case", flat=True)
        return found

    def may_know(self, pairs: Set[Pair]) -> Set[Pair]:
        """Return the pairs that hold."""
        known = User.groups.through.objects.filter(
            user_id__in={person for person, _ in pairs},
            group__name__in={str(scope) for _, scope in pairs},
        ).values_list("user_id", "group__name")
        return {(person, UUID(name)) for person, name in known} & pairs


def let_know(scope: UUID, *people: User) -> None:
    """Let people know about a case."""
    Group.objects.get_or_create(name=str(scope))[0].user_set.add(*people)


def let_know_no_longer(scope: UUID, *people: User) -> None:
    """Take that back."""
    Group.objects.get(name=str(scope)).user_set.remove(*people)


@contextmanager
def groups_decide() -> Iterator[None]:
    """Install the audience for a while."""
    before = audience.provider()
    audience.install(GroupsAudience())
    try:
        yield
    finally:
        audience.install(before)
