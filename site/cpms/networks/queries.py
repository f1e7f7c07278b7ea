"""Reads across networks: whose records are whose, and which network somebody works in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Left, Length
from django.utils import timezone

from cpms.accounts.models import User
from cpms.networks.models import Membership, Network
from datasets.queries import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from django.contrib.auth.base_user import AbstractBaseUser

    from datasets.access import Person, RecordsT, Setting

NETWORK_KEY = "network"


class NetworkRecordAccess:
    """Who sees records that belong to a network: its health professionals fill them, its coordinators read them.

    A form belongs to the network in whose section its page lies. A record that belongs to a case is not meant here:
    who sees a case is decided person by person.
    """

    def visible(self, user: Person, records: RecordsT) -> RecordsT:
        """Keep the records of the networks in which the person is health professional or coordinator."""
        held = _held_at(user, Membership.RECORD_ROLES, path="version__page__path")
        return records.filter(Exists(held), scope__isnull=True)

    def forms(self, user: Person, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the form pages of the networks in which the person is health professional or coordinator."""
        return pages.filter(Exists(_held_at(user, Membership.RECORD_ROLES, path="path")))

    def may_create(self, user: Person, page: Any, scope: UUID | None) -> bool:
        """Tell whether the person is health professional in the network that the form belongs to."""
        return scope is None and self._is_health_professional(user, page.path)

    def may_edit(self, user: Person, page: Any, scope: UUID | None) -> bool:
        """Tell whether the person is health professional in the network that the record belongs to."""
        return scope is None and self._is_health_professional(user, page.path)

    def setting(self, user: Person, record: Any) -> Setting | None:
        """Return None: such a record stands for itself."""
        return None

    def handed_in(self, record: Any, by: AbstractBaseUser, now: datetime) -> None:
        """Nothing follows from it."""

    @staticmethod
    def _is_health_professional(user: Person, path: str) -> bool:
        held = _active(user, {Membership.Role.HEALTH_PROFESSIONAL})
        # A step of a tree path is four characters long, and a section lies below the home page.
        ancestors = [path[:end] for end in range(4, len(path) + 1, 4)]
        return held.filter(network__section__path__in=ancestors).exists()


def current_network(user: Person, session: Mapping[str, Any]) -> Network | None:
    """Return the network that the person has chosen, else the first of theirs, else None."""
    return chosen_of(Network.objects.visible_to(user), session)


def chosen_of(networks: Iterable[Network], session: Mapping[str, Any]) -> Network | None:
    """Return which of the person's networks is the one to work in."""
    by_key = {network.key: network for network in networks}
    return by_key.get(session.get(NETWORK_KEY, "")) or next(iter(by_key.values()), None)


def _active(user: Person, roles: Iterable[str]) -> QuerySet[Membership]:
    if not isinstance(user, User) or not user.is_active:
        return Membership.objects.none()
    return Membership.objects.active(timezone.localdate()).filter(
        user_id=user.pk, role__in=list(roles)
    )


def _held_at(user: Person, roles: Iterable[str], *, path: str) -> QuerySet[Any]:
    """Return the memberships whose network's section lies above the outer row, to ask in one statement if there are any."""
    return (
        _active(user, roles)
        .annotate(beginning=Left(OuterRef(path), Length("network__section__path")))
        .filter(beginning=F("network__section__path"))
    )


@dataclass(frozen=True, kw_only=True)
class NetworkWithForms:
    """A network on a person's start page: what they are in it, and the published forms they may see or fill."""

    network: Network
    roles: tuple[str, ...]
    forms: tuple[Any, ...]
    in_cms: bool

    @property
    def address(self) -> str:
        """Where its section is."""
        return str(self.network.section.get_url())


def networks_with_forms(user: User) -> list[NetworkWithForms]:
    """Return the networks in which the person has a role, in order. Three statements, however many networks."""
    held: dict[int, list[Membership]] = {}
    networks: dict[int, Network] = {}
    memberships = Membership.objects.active(timezone.localdate()).filter(user=user)
    for membership in memberships.select_related("network__section"):
        networks[membership.network_id] = membership.network
        held.setdefault(membership.network_id, []).append(membership)
    forms = list(forms_of(user))
    return [
        NetworkWithForms(
            network=network,
            roles=tuple(membership.get_role_display() for membership in held[key]),
            forms=tuple(form for form in forms if form.path.startswith(network.section.path)),
            in_cms=any(membership.role in Membership.CMS_ROLES for membership in held[key]),
        )
        for key, network in networks.items()
    ]
