"""Whose records are whose, and which network somebody works in."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from cpms.networks.models import Membership, Network
from cpms.networks.queries import (
    NETWORK_KEY,
    NetworkRecordAccess,
    current_network,
    networks_with_forms,
)
from datasets import access
from datasets.models import Record
from tests.factories.cast import Cast, make_cast
from tests.factories.networks import MembershipFactory, NetworkFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
PROVIDER = NetworkRecordAccess()


@pytest.fixture
def cast() -> Cast:
    return make_cast()


class TestNetworkRecordAccess:
    """Clinicians fill, coordinators read, designers and platform administrators do neither."""

    def test_is_what_the_platform_asks(self) -> None:
        assert isinstance(access.provider(), NetworkRecordAccess)

    @pytest.mark.parametrize(
        ("role", "sees", "fills"),
        [("clinician", True, True), ("coordinator", True, False), ("designer", False, False)],
    )
    def test_goes_by_role(self, cast: Cast, role: str, *, sees: bool, fills: bool) -> None:
        eye, user = cast.eye, getattr(cast.eye, role)
        assert [*Record.objects.visible_to(user)] == [eye.record] * sees
        assert [page.pk for page in PROVIDER.forms(user, Page.objects.all())] == (
            [page.pk for page in eye.network.section.get_descendants(inclusive=True)] * sees
        )
        assert PROVIDER.may_create(user, eye.form, None) is fills
        assert PROVIDER.may_edit(user, eye.form, None) is fills

    def test_ends_at_the_network(self, cast: Cast) -> None:
        assert not PROVIDER.may_create(cast.eye.clinician, cast.rnd.form, None)
        assert not PROVIDER.may_edit(cast.eye.clinician, cast.rnd.form, None)

    def test_is_not_for_platform_administrators_or_visitors(self, cast: Cast) -> None:
        for user in (cast.platform_administrator, AnonymousUser()):
            assert not Record.objects.visible_to(user).exists()
            assert not PROVIDER.may_create(user, cast.eye.form, None)

    def test_ends_with_the_role_and_with_the_network(self, cast: Cast) -> None:
        user = cast.eye.clinician
        Network.objects.filter(pk=cast.eye.network.pk).update(active=False)
        assert not Record.objects.visible_to(user).exists()
        Network.objects.update(active=True)
        Membership.objects.update(until_date=timezone.localdate())
        assert not Record.objects.visible_to(user).exists()
        assert not PROVIDER.may_create(user, cast.eye.form, None)

    def test_leaves_records_of_cases_to_who_is_admitted_to_the_case(self, cast: Cast) -> None:
        Record.objects.update(scope=uuid4())
        assert not Record.objects.visible_to(cast.eye.clinician).exists()
        assert not PROVIDER.may_edit(cast.eye.clinician, cast.eye.form, uuid4())

    def test_is_one_statement(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _number in range(3):
            MembershipFactory.create(user=cast.eye.clinician)
        with django_assert_num_queries(1):
            assert [*Record.objects.visible_to(cast.eye.clinician)] == [cast.eye.record]
        with django_assert_num_queries(1):
            assert PROVIDER.may_create(cast.eye.clinician, cast.eye.form, None)


class TestCurrentNetwork:
    """The one that was chosen, else the first."""

    def test_is_the_first_until_one_is_chosen(self) -> None:
        user = UserFactory.create()
        second = MembershipFactory.create(user=user, network=NetworkFactory.create(order=2)).network
        first = MembershipFactory.create(user=user, network=NetworkFactory.create(order=1)).network
        assert current_network(user, {}) == first
        assert current_network(user, {NETWORK_KEY: second.key}) == second

    def test_is_never_one_that_is_not_the_persons(self) -> None:
        mine = MembershipFactory.create()
        other = NetworkFactory.create()
        assert current_network(mine.user, {NETWORK_KEY: other.key}) == mine.network
        assert current_network(UserFactory.create(), {NETWORK_KEY: other.key}) is None


class TestNetworksWithForms:
    """What stands on the start page."""

    def test_are_ones_own_with_the_forms_one_may_see(
        self, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        user = cast.eye.clinician
        MembershipFactory.create(user=user, network=cast.rnd.network, role="dataset_designer")
        with django_assert_max_num_queries(3):
            eye, rnd = networks_with_forms(user)
        assert (eye.network, eye.roles, eye.in_cms) == (
            cast.eye.network,
            ("Health professional",),
            False,
        )
        assert [form.title for form in eye.forms] == ["ERN-EYE consultation"]
        assert (rnd.roles, rnd.forms, rnd.in_cms) == (("Dataset designer",), (), True)
