"""Somebody's roles have changed, told to whoever gives rights that hang on them. The apps above install what is to follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from cpms.accounts.models import User

    Follower = Callable[[User, datetime], None]

_followers: list[Follower] = []


def install(follower: Follower) -> None:
    """Take a function that is called in the transaction that changes a person's roles."""
    if follower not in _followers:
        _followers.append(follower)


def tell(user: User, now: datetime) -> None:
    """Call everything that follows from a change of the person's roles."""
    for follower in _followers:
        follower(user, now)
