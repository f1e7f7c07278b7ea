"""The people of the demo, and the hospitals they work at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpms.accounts.models import User
from cpms.demo import content
from cpms.networks.models import Centre, Country, Membership
from cpms.networks.operations import add_centre, grant_role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cpms.networks.models import Network


def add_centres(*, now: datetime) -> dict[str, Centre]:
    """Return the demo's hospitals by key; those that are missing are added."""
    known = {centre.key: centre for centre in Centre.objects.filter(key__in=_keys())}
    for shipped in content.centres():
        if shipped.key not in known:
            known[shipped.key] = add_centre(
                key=shipped.key,
                name=shipped.name,
                city=shipped.city,
                country=Country.objects.get(alpha2=shipped.country),
                by=None,
                now=now,
            )
    return known


def add_people(
    *, networks: Mapping[str, Network], centres: Mapping[str, Centre], now: datetime
) -> tuple[dict[str, User], int]:
    """Return the demo's people by user name, and how many were added. Nobody has a password: they enter with one click.

    A role that somebody ended is not given again.
    """
    names = [person.username for person in content.people()]
    known = {user.username: user for user in User.objects.filter(username__in=names)}
    added = [person for person in content.people() if person.username not in known]
    for person in added:
        known[person.username] = _add(person, networks, centres, now)
    return known, len(added)


def _keys() -> list[str]:
    return [centre.key for centre in content.centres()]


def _add(
    person: content.Person,
    networks: Mapping[str, Network],
    centres: Mapping[str, Centre],
    now: datetime,
) -> User:
    centre = centres[person.centre] if person.centre else None
    user = User.objects.create_user(
        person.username,
        f"{person.username}@example.org",
        password=None,
        title=person.title,
        first_name=person.first_name,
        last_name=person.last_name,
        is_superuser=person.network is None,
        demo_note=_note(person, networks, centre),
        date_joined=now,
    )
    if person.network is not None and person.role is not None:
        grant_role(
            user=user,
            network=networks[person.network],
            role=person.role,
            centre=centre,
            by=None,
            now=now,
        )
    return user


def _note(person: content.Person, networks: Mapping[str, Network], centre: Centre | None) -> str:
    """Return what the sign-in page says of an account: the network, under which it stands there, and the role."""
    if person.network is None or person.role is None:
        return "The platform: Platform administrator"
    network, role = networks[person.network], Membership.Role(person.role).label
    return f"{network}: {role}, {centre}" if centre else f"{network}: {role}"
