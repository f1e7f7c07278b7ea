"""The people of the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpms.accounts.models import User
from cpms.demo import content
from cpms.networks.models import Membership
from cpms.networks.operations import grant_role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cpms.networks.models import Network


def add_people(*, networks: Mapping[str, Network], now: datetime) -> tuple[dict[str, User], int]:
    """Return the demo's people by user name, and how many were added. Nobody has a password: they enter with one click.

    A role that somebody ended is not given again.
    """
    names = [person.username for person in content.people()]
    known = {user.username: user for user in User.objects.filter(username__in=names)}
    added = [person for person in content.people() if person.username not in known]
    for person in added:
        known[person.username] = _add(person, networks, now)
    return known, len(added)


def _add(person: content.Person, networks: Mapping[str, Network], now: datetime) -> User:
    user = User.objects.create_user(
        person.username,
        f"{person.username}@example.org",
        password=None,
        title=person.title,
        first_name=person.first_name,
        last_name=person.last_name,
        is_superuser=person.network is None,
        demo_note=_note(person),
        date_joined=now,
    )
    if person.network is not None and person.role is not None:
        grant_role(user=user, network=networks[person.network], role=person.role, by=None, now=now)
    return user


def _note(person: content.Person) -> str:
    if person.network is None or person.role is None:
        return "Platform administrator"
    return f"{Membership.Role(person.role).label} of {person.network}"
