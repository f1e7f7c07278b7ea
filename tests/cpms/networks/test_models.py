"""Who sees which networks and memberships, and on which days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cpms.networks.models import Membership, Network, ThematicArea
from cpms.networks.operations import add_area
from tests.factories.networks import MembershipFactory, NetworkFactory, person_of
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


class TestActive:
    """A role counts from its first day up to the day before its end."""

    @pytest.mark.parametrize(
        ("begins", "ends", "expected"),
        [
            (TODAY, None, True),
            (TODAY - DAY, TODAY + DAY, True),
            (TODAY + DAY, None, False),
            (TODAY - DAY, TODAY, False),
            (TODAY, TODAY, False),
        ],
    )
    def test_depends_on_the_day(self, begins: date, ends: date | None, *, expected: bool) -> None:
        MembershipFactory.create(from_date=begins, until_date=ends)
        assert Membership.objects.active(TODAY).exists() is expected

    def test_leaves_out_networks_that_have_ended(self) -> None:
        MembershipFactory.create(network=NetworkFactory.create(ended=True))
        assert not Membership.objects.active(TODAY).exists()


class TestNetworksVisibleTo:
    """Own networks."""

    def test_are_those_with_a_role_that_counts(self) -> None:
        user = UserFactory.create()
        membership = MembershipFactory.create(user=user)
        MembershipFactory.create(user=user, has_ended=True)
        MembershipFactory.create(user=user, ahead=True)
        MembershipFactory.create()
        assert [*Network.objects.visible_to(user)] == [membership.network]

    def test_are_all_for_a_platform_administrator(self) -> None:
        NetworkFactory.create_batch(2)
        admin = UserFactory.create(platform_administrator=True)
        assert Network.objects.visible_to(admin).count() == 2

    def test_are_none_for_who_is_not_signed_in_or_closed(self) -> None:
        membership = MembershipFactory.create()
        membership.user.is_active = False
        assert not Network.objects.visible_to(AnonymousUser()).exists()
        assert not Network.objects.visible_to(membership.user).exists()

    def test_bring_their_thematic_areas(self) -> None:
        membership = MembershipFactory.create()
        area = add_area(network=membership.network, name="Retina")
        add_area(network=NetworkFactory.create(), name="Heart")
        assert [*ThematicArea.objects.visible_to(membership.user)] == [area]


class TestMembershipsVisibleTo:
    """Own roles, and the roles in networks that one coordinates."""

    def test_are_the_own_ones_for_a_clinician(self) -> None:
        membership = MembershipFactory.create()
        MembershipFactory.create(network=membership.network)
        assert [*Membership.objects.visible_to(membership.user)] == [membership]

    def test_are_those_of_the_network_for_its_coordinator(self) -> None:
        network = NetworkFactory.create()
        coordinator = person_of(network, Membership.Role.COORDINATOR)
        MembershipFactory.create(network=network)
        MembershipFactory.create()
        assert Membership.objects.visible_to(coordinator).count() == 2

    def test_are_the_own_ones_when_coordinating_has_ended(self) -> None:
        membership = MembershipFactory.create(
            role=Membership.Role.COORDINATOR, until_date=timezone.localdate()
        )
        MembershipFactory.create(network=membership.network)
        assert [*Membership.objects.visible_to(membership.user)] == [membership]
