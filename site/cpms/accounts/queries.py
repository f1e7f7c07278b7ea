"""Reads of accounts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from cpms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class DemoAccount:
    """An account that is entered with one click, and what the person is there."""

    user: User
    role: str


def demo_accounts() -> dict[str, list[DemoAccount]]:
    """Return the accounts that the demo offers for one click, under the name of their network, as they were added.

    The note of an account is that name, a colon, and what the person is there.
    """
    found: dict[str, list[DemoAccount]] = {}
    for user in User.objects.filter(is_active=True).exclude(demo_note="").order_by("pk"):
        group, _colon, role = user.demo_note.partition(": ")
        found.setdefault(group, []).append(DemoAccount(user=user, role=role))
    return found


def find_person(words: str) -> User | None:
    """Return the one person whose user name or e-mail address this is, whatever the case; never by a part of it.

    Who may give roles must be able to name anybody, but nobody may leaf through the accounts.
    """
    exactly = Q(username__iexact=words) | Q(email__iexact=words)
    found = list(User.objects.filter(exactly)[:2])
    return found[0] if len(found) == 1 else None
