"""Reads of accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpms.accounts.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet


def demo_accounts() -> QuerySet[User]:
    """Return the accounts that the demo offers for one click."""
    return (
        User.objects.filter(is_active=True).exclude(demo_note="").order_by("demo_note", "username")
    )
