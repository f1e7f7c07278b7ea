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
    ACTING_KEY,
    NetworkRecordAccess,
    acting_as,
    centres_of,
    current_network,
    members_of,
    memberships_of,
    networks_by_need,
    networks_with_forms,
    networks_without_coordinator,
    people_with_roles,
)
from datasets import access
from datasets.models import Record
from tests.factories.cast import Cast, make_cast
from tests.factories.networks import CentreFactory, MembershipFactory, NetworkFactory, person_of
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
PROVIDER = NetworkRecordAccess()
TODAY = timezone.localdate()


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


class TestActingAs:
    """The role that was chosen, else the first."""

    def test_is_the_first_until_one_is_chosen(self) -> None:
        user = UserFactory.create()
        second = MembershipFactory.create(user=user, network=NetworkFactory.create(order=2))
        first = MembershipFactory.create(user=user, network=NetworkFactory.create(order=1))
        assert acting_as(user, {}) == first
        assert acting_as(user, {ACTING_KEY: second.pk}) == second
        assert current_network(user, {}) == first.network
        assert current_network(user, {ACTING_KEY: second.pk}) == second.network

    def test_is_one_of_several_roles_in_one_network(self) -> None:
        first = MembershipFactory.create(role="coordinator")
        second = MembershipFactory.create(user=first.user, network=first.network, role="helpdesk")
        assert acting_as(first.user, {ACTING_KEY: second.pk}) == second

    def test_is_never_one_that_is_not_the_persons(self) -> None:
        mine, other = MembershipFactory.create(), MembershipFactory.create()
        assert acting_as(mine.user, {ACTING_KEY: other.pk}) == mine
        assert acting_as(UserFactory.create(), {ACTING_KEY: other.pk}) is None
        assert current_network(UserFactory.create(), {ACTING_KEY: other.pk}) is None
        assert acting_as(AnonymousUser(), {ACTING_KEY: other.pk}) is None

    def test_is_no_role_that_has_ended(self) -> None:
        mine = MembershipFactory.create()
        ended = MembershipFactory.create(user=mine.user, has_ended=True)
        assert acting_as(mine.user, {ACTING_KEY: ended.pk}) == mine

    def test_changes_no_right(self, cast: Cast) -> None:
        """The choice is not even asked for where rights are decided: they are the union of all roles."""
        user = cast.eye.clinician
        MembershipFactory.create(user=user, network=cast.rnd.network)
        assert {each.pk for each in Record.objects.visible_to(user)} == {
            cast.eye.record.pk,
            cast.rnd.record.pk,
        }
        assert PROVIDER.may_edit(user, cast.rnd.form, None)


class TestMembershipsOf:
    """What the switch offers."""

    def test_are_ones_own_that_count_today_network_by_network(self) -> None:
        user = UserFactory.create()
        last = MembershipFactory.create(user=user, network=NetworkFactory.create(order=2))
        middle = MembershipFactory.create(
            user=user, network=NetworkFactory.create(order=1), role="coordinator"
        )
        first = MembershipFactory.create(user=user, network=middle.network)
        MembershipFactory.create(user=user, has_ended=True)
        MembershipFactory.create(user=user, ahead=True)
        MembershipFactory.create(user=user, network=NetworkFactory.create(ended=True))
        MembershipFactory.create()
        assert [*memberships_of(user, TODAY)] == [first, middle, last]

    def test_are_none_of_a_closed_account(self) -> None:
        held = MembershipFactory.create(user=UserFactory.create(closed=True))
        assert not memberships_of(held.user, TODAY).exists()
        assert not memberships_of(AnonymousUser(), TODAY).exists()

    def test_come_with_network_and_centre_in_one_statement(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(1):
            shown = [
                (each.network.acronym, str(each.centre))
                for each in memberships_of(cast.eye.clinician, TODAY)
            ]
        assert shown == [("ERN-EYE", str(cast.eye.centre))]


class TestCentresOf:
    """Where somebody works."""

    def test_are_active_ones_of_roles_that_count(self) -> None:
        user, mine, left = (
            UserFactory.create(),
            CentreFactory.create(),
            CentreFactory.create(left=True),
        )
        for role in ("helpdesk", "researcher"):
            MembershipFactory.create(user=user, centre=mine, role=role)
        MembershipFactory.create(user=user, centre=left)
        MembershipFactory.create(user=user, centre=CentreFactory.create(), has_ended=True)
        MembershipFactory.create(user=user, centre=CentreFactory.create(), ahead=True)
        MembershipFactory.create(user=user, centre=None)
        MembershipFactory.create(centre=CentreFactory.create())
        assert [*centres_of(user, today=TODAY)] == [mine]

    def test_are_none_of_who_has_no_account_open(self) -> None:
        closed = UserFactory.create(closed=True)
        MembershipFactory.create(user=closed, centre=CentreFactory.create())
        assert not centres_of(closed, today=TODAY).exists()
        assert not centres_of(AnonymousUser(), today=TODAY).exists()


class TestPeopleWithRoles:
    """Whom a list of colleagues offers."""

    def test_are_active_people_by_name_each_once(self) -> None:
        network = NetworkFactory.create()
        zoe = person_of(network, "dispatcher", last_name="Adler", first_name="Zoe")
        bea = person_of(network, "coordinator", last_name="Adler", first_name="Bea")
        MembershipFactory.create(user=bea, network=network, role="dispatcher")
        person_of(network, "researcher")
        person_of(network, "dispatcher", closed=True)
        person_of(NetworkFactory.create(), "dispatcher")
        MembershipFactory.create(network=network, role="dispatcher", has_ended=True)
        found = people_with_roles(network, "dispatcher", "coordinator", today=TODAY)
        assert [*found] == [bea, zoe]


class TestMembersOf:
    """The rows of the members page."""

    def test_are_what_counts_or_will_by_name(self, cast: Cast) -> None:
        network, by = cast.eye.network, cast.eye.coordinator
        ahead = MembershipFactory.create(network=network, ahead=True, user__last_name="Aaa")
        over = MembershipFactory.create(network=network, has_ended=True)
        found = [*members_of(network, by, today=TODAY)]
        assert found[0] == ahead
        assert over not in found
        assert len(found) == len(Membership.Role) + 2
        assert [*members_of(network, by, today=TODAY, ended=True)] == [over]

    def test_are_filtered_by_role_and_by_words_of_the_name(self, cast: Cast) -> None:
        network, by = cast.eye.network, cast.eye.coordinator
        mine = MembershipFactory.create(
            network=network, user__first_name="Hélène", user__last_name="De Vries"
        )
        assert [*members_of(network, by, today=TODAY, words="vries hél")] == [mine]
        assert not members_of(network, by, today=TODAY, words="vries anna").exists()
        assert not members_of(network, by, today=TODAY, words="vries", role="helpdesk").exists()

    def test_are_for_nobody_else(self, cast: Cast) -> None:
        network = cast.eye.network
        assert not members_of(network, cast.rnd.coordinator, today=TODAY).exists()
        own = members_of(network, cast.eye.helpdesk, today=TODAY)
        assert [each.user for each in own] == [cast.eye.helpdesk]


class TestNetworksByNeed:
    """Where platform administrators are waited for."""

    def test_begin_with_those_without_a_coordinator(self, cast: Cast) -> None:
        without = NetworkFactory.create(order=9)
        person_of(without, "helpdesk")
        person_of(without, "coordinator", closed=True)
        MembershipFactory.create(network=without, role="coordinator", has_ended=True)
        ended = NetworkFactory.create(ended=True)
        found = [*networks_by_need(today=TODAY)]
        assert found[0] == without
        assert found[-1] == ended
        counts = [(each.coordinator_count, each.member_count) for each in found]  # type: ignore[attr-defined]
        people = len(Membership.Role) + 1
        assert counts == [(0, 1), (1, people), (1, people), (0, 0)]
        assert [*networks_without_coordinator(today=TODAY)] == [without]


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

    def test_begin_with_the_one_acted_in(self, cast: Cast) -> None:
        user = cast.eye.clinician
        MembershipFactory.create(user=user, network=cast.rnd.network, role="coordinator")
        rnd, eye = networks_with_forms(user, first=cast.rnd.network)
        assert (rnd.network, rnd.has_members_page) == (cast.rnd.network, True)
        assert (eye.network, eye.has_members_page) == (cast.eye.network, False)
