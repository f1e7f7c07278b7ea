"""Reads for the demo's front door."""

from __future__ import annotations

from typing import TypedDict

from django.db.models import Prefetch
from django.utils import timezone

from cpms.accounts.models import User
from cpms.networks.models import Membership


class Account(TypedDict):
    """One account that can be entered with one click. `network` is empty for a platform administrator."""

    username: str
    name: str
    role: str
    network: str


def accounts() -> list[Account]:
    """Return the demo's accounts, one line for each role that counts today; in the order they were added."""
    held = Membership.objects.active(timezone.localdate()).select_related("network")
    users = (
        User.objects.filter(is_active=True)
        .exclude(demo_note="")
        .order_by("pk")
        .prefetch_related(Prefetch("memberships", queryset=held, to_attr="held"))
    )
    return [account for user in users for account in _accounts_of(user)]


def _accounts_of(user: User) -> list[Account]:
    held: list[Membership] = getattr(user, "held", [])
    lines = [(each.get_role_display(), each.network.acronym) for each in held]
    if user.is_superuser or not lines:
        lines.insert(0, (user.demo_note.partition(": ")[2], ""))
    return [
        Account(username=user.username, name=user.display_name, role=role, network=network)
        for role, network in lines
    ]
