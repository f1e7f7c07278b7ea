"""Reads across networks: whose records are whose, who works where, and which of their roles somebody acts in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Left, Length
from django.utils import timezone
from django.utils.translation import gettext as _

from cpms.accounts.models import User
from cpms.networks.models import Centre, Membership, MembershipQuerySet, Network
from datasets.queries import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from django.contrib.auth.base_user import AbstractBaseUser

    from datasets.access import Person, RecordsT, Setting

ACTING_KEY = "acting_as"


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


def memberships_of(user: Person, today: date) -> MembershipQuerySet:
    """Return the person's roles that count on that day, with what the switch shows of them.

    They stand network by network, in each as `Membership.Role` lists them: who is there for patients comes first.
    """
    if not isinstance(user, User) or not user.is_active:
        return Membership.objects.none()
    held = Membership.objects.active(today).filter(user_id=user.pk)
    as_listed = Case(
        *(When(role=role, then=place) for place, role in enumerate(Membership.Role.values))
    )
    ordered = held.order_by("network__order", "network__acronym", as_listed)
    return ordered.select_related("network__section", "centre")


def acting_as(user: Person, session: Mapping[str, Any]) -> Membership | None:
    """Return the role that the person has chosen in the header, else the first of theirs, else None.

    It decides what stands first on the start page and which network new things begin in, and nothing else. What a
    person may do never depends on it: rights are the union of all their roles, asked in `permissions`.
    """
    return chosen_of(memberships_of(user, timezone.localdate()), session)


def chosen_of(memberships: Iterable[Membership], session: Mapping[str, Any]) -> Membership | None:
    """Return which of the person's roles is the chosen one; one that has ended is theirs no more."""
    by_id = {membership.pk: membership for membership in memberships}
    return by_id.get(session.get(ACTING_KEY, 0)) or next(iter(by_id.values()), None)


def current_network(user: Person, session: Mapping[str, Any]) -> Network | None:
    """Return the network that the person acts in: the one in which new things begin."""
    acting = acting_as(user, session)
    return acting.network if acting else None


def centres_of(user: Person, *, today: date) -> QuerySet[Centre]:
    """Return the active centres that the person acts for on that day, in whichever role and network."""
    if not isinstance(user, User) or not user.is_active:
        return Centre.objects.none()
    held = Membership.objects.active(today).filter(user_id=user.pk)
    return Centre.objects.filter(active=True, pk__in=held.values("centre"))


def people_with_roles(network: Network, *roles: str, today: date) -> QuerySet[User]:
    """Return the people who have one of the roles in the network on that day, by name. Closed accounts are left out."""
    held = Membership.objects.active(today).with_role(*roles).filter(network=network)
    found = User.objects.filter(is_active=True, pk__in=held.values("user"))
    return found.order_by("last_name", "first_name", "pk")


def members_of(
    network: Network,
    by: Person,
    *,
    today: date,
    role: str = "",
    words: str = "",
    ended: bool = False,
) -> MembershipQuerySet:
    """Return the roles in the network that `by` may look at, by the people's names; without `ended` those not over yet.

    `words` are looked for in the names, each of them somewhere.
    """
    found = Membership.objects.visible_to(by).filter(network=network)
    found = found.ended(today) if ended else found.not_ended(today)
    if role:
        found = found.with_role(role)
    for word in words.split():
        found = found.filter(
            Q(user__last_name__icontains=word) | Q(user__first_name__icontains=word)
        )
    ordered = found.order_by("user__last_name", "user__first_name", "user", "role", "-from_date")
    return ordered.select_related("user", "centre")


def consequences_of_ending(membership: Membership, *, by: User, today: date) -> list[str]:
    """Return what happens to whom when `by` ends the role, in sentences."""
    said = {"person": membership.user, "network": membership.network}
    sentences = [
        _("%(person)s loses the rights of this role in %(network)s at once.") % said,
        _("What they wrote stays, and so does the record of when they had the role."),
        _("The role can be given again at any time."),
    ]
    is_coordinator = membership.role == Membership.Role.COORDINATOR
    if is_coordinator and membership.user_id == by.pk and not by.is_superuser:
        sentences.append(_("This is your own role: you cannot give it back to yourself."))
    if is_coordinator and _is_last_coordinator(membership, today=today):
        sentences.append(
            _("%(network)s will have no coordinator; a platform administrator appoints the next.")
            % said
        )
    return sentences


def _is_last_coordinator(membership: Membership, *, today: date) -> bool:
    coordinating = people_with_roles(membership.network, membership.role, today=today)
    return not coordinating.exclude(pk=membership.user_id).exists()


def networks_by_need(*, today: date) -> QuerySet[Network]:
    """Return all networks, first those that need a coordinator; those that have ended need none and come last.

    Each has `has_coordinator` and two counts of people, `coordinator_count` and `member_count`.
    """
    counted = Network.objects.annotate(
        has_coordinator=Exists(_coordinating(today)),
        coordinator_count=_people_in(_coordinating(today)),
        member_count=_people_in(_held_there(today)),
    )
    return counted.order_by("-active", "has_coordinator", "order", "acronym")


def networks_without_coordinator(*, today: date) -> QuerySet[Network]:
    """Return the active networks in which nobody can give roles but a platform administrator."""
    return Network.objects.active().exclude(Exists(_coordinating(today)))


def _held_there(today: date) -> MembershipQuerySet:
    return Membership.objects.active(today).filter(network=OuterRef("pk"), user__is_active=True)


def _coordinating(today: date) -> MembershipQuerySet:
    return _held_there(today).with_role(Membership.Role.COORDINATOR)


def _people_in(held: MembershipQuerySet) -> Coalesce:
    each = held.order_by().values("network")
    return Coalesce(
        Subquery(each.annotate(people=Count("user", distinct=True)).values("people")), 0
    )


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
    has_members_page: bool
    works_with_records: bool

    @property
    def address(self) -> str:
        """Where its section is."""
        return str(self.network.section.get_url())


def networks_with_forms(user: User, *, first: Network | None = None) -> list[NetworkWithForms]:
    """Return the networks in which the person has a role: `first`, then the others in order.

    Three statements, however many networks.
    """
    held: dict[int, list[Membership]] = {}
    networks: dict[int, Network] = {}
    for membership in memberships_of(user, timezone.localdate()):
        networks[membership.network_id] = membership.network
        held.setdefault(membership.network_id, []).append(membership)
    forms = list(forms_of(user))
    return [
        NetworkWithForms(
            network=network,
            roles=tuple(membership.get_role_display() for membership in held[key]),
            forms=tuple(form for form in forms if form.path.startswith(network.section.path)),
            in_cms=any(membership.role in Membership.CMS_ROLES for membership in held[key]),
            has_members_page=any(
                membership.role == Membership.Role.COORDINATOR for membership in held[key]
            ),
            works_with_records=any(
                membership.role in Membership.RECORD_ROLES for membership in held[key]
            ),
        )
        for key, network in sorted(networks.items(), key=lambda item: item[1] != first)
    ]
