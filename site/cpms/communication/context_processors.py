"""What the frame of every page shows about news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from cpms.accounts.models import User
from cpms.communication.queries import unseen_count

if TYPE_CHECKING:
    from django.http import HttpRequest


def news(request: HttpRequest) -> dict[str, Any]:
    """Add how much is new. Asked once, and only by pages that show it."""
    return {"unseen_count": SimpleLazyObject(lambda: _count(request))}


def _count(request: HttpRequest) -> int:
    user = request.user
    return unseen_count(user) if isinstance(user, User) and user.is_active else 0
