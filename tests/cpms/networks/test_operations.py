"""Networks come with all that belongs to them; roles come and go, and the CMS's groups with them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError
from wagtail.models import GroupApprovalTask

from cpms.accounts.models import User
from cpms.audit.models import AuditRow
from cpms.networks.models import Centre, Membership, Network
from cpms.networks.operations import (
    CentreRefused,
    NetworkRefused,
    RoleRefused,
    add_centre,
    add_network,
    change_centre,
    change_network,
    drop_expired_rights,
    end_role,
    grant_role,
)
from tests.factories.networks import (
    CentreFactory,
    MembershipFactory,
    NetworkFactory,
    ensure_country,
    ensure_home,
    person_of,
)
from tests.factories.people import UserFactory

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
COORDINATOR = Membership.Role.COORDINATOR
CLINICIAN = Membership.Role.HEALTH_PROFESSIONAL
DESIGNER = Membership.Role.DATASET_DESIGNER
pytestmark = pytest.mark.django_db


@pytest.fixture
def eye() -> Network:
    return NetworkFactory.create(key="ERN-EYE")


@pytest.fixture
def anna() -> User:
    return UserFactory.create()


def groups(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def rights(group: Group) -> set[str]:
    return set(group.page_permissions.values_list("permission__codename", flat=True))  # type: ignore[attr-defined]


class TestAddNetwork:
    """Section, groups, review, collection."""

    def test_makes_its_part_of_the_page_tree(self, eye: Network) -> None:
        assert eye.section.slug == "ern-eye"
        assert eye.section.get_parent().specific == ensure_home()
        assert [page.slug for page in eye.section.get_children()] == ["forms"]

    def test_lets_designers_change_and_only_coordinators_publish(self, eye: Network) -> None:
        assert rights(eye.designers) == {"add_page", "change_page"}
        assert rights(eye.coordinators) == {
            "add_page",
            "change_page",
            "publish_page",
            "lock_page",
            "unlock_page",
        }

    def test_has_its_coordinators_review_forms(self, eye: Network) -> None:
        (task,) = eye.section.get_workflow().tasks.all()
        assert isinstance(task.specific, GroupApprovalTask)
        assert [*task.specific.groups.all()] == [eye.coordinators]

    def test_is_kept_in_the_audit_trail(self, eye: Network) -> None:
        row = AuditRow.objects.get(act="add_network")
        assert (row.subject_id, row.actor_kind) == ("ERN-EYE", "system")

    def test_refuses_a_key_that_is_taken_whatever_the_case(self, eye: Network) -> None:
        with pytest.raises(NetworkRefused, match="already"):
            add_network(key="ern-eye", acronym="Other", full_name="Other", by=None, now=NOW)

    def test_refuses_who_is_not_platform_administrator(self, eye: Network) -> None:
        coordinator = person_of(eye, COORDINATOR)
        with pytest.raises(NetworkRefused, match="platform administrator"):
            add_network(key="NEW", acronym="New", full_name="New", by=coordinator, now=NOW)
        assert not Group.objects.filter(name="NEW designers").exists()


class TestChangeNetwork:
    """A new name reaches the section."""

    def test_renames_the_section(self, eye: Network) -> None:
        eye.acronym = "ERN EYE"
        change_network(network=eye, by=UserFactory.create(platform_administrator=True), now=NOW)
        eye.section.refresh_from_db()
        assert eye.section.title == "ERN EYE"

    def test_refuses_a_coordinator(self, eye: Network) -> None:
        with pytest.raises(NetworkRefused):
            change_network(network=eye, by=person_of(eye, COORDINATOR), now=NOW)


class TestAddCentre:
    """Where people work."""

    @staticmethod
    def add(**values: Any) -> Centre:
        given = {"key": "charite", "name": "Charité", "city": "Berlin", "by": None, "now": NOW}
        return add_centre(country=ensure_country(), **{**given, **values})

    def test_is_for_platform_administrators_and_kept_in_the_audit_trail(self) -> None:
        by = UserFactory.create(platform_administrator=True)
        centre = self.add(by=by)
        assert (str(centre), centre.active) == ("Charité, Berlin", True)
        row = AuditRow.objects.get(act="add_centre")
        assert (row.subject_type, row.subject_id, row.actor_id) == ("centre", "charite", by.pk)

    @pytest.mark.parametrize(
        "again", [{"key": "CHARITE", "name": "Other"}, {"key": "charite-2"}], ids=["key", "name"]
    )
    def test_refuses_what_is_taken(self, again: dict[str, str]) -> None:
        self.add()
        with pytest.raises(CentreRefused, match="already a centre"):
            self.add(**again)

    def test_allows_one_name_in_two_cities(self) -> None:
        assert self.add() != self.add(key="charite-2", city="Potsdam")

    def test_refuses_a_coordinator(self, eye: Network) -> None:
        with pytest.raises(CentreRefused, match="platform administrator"):
            self.add(by=person_of(eye, COORDINATOR))
        assert not Centre.objects.exists()


class TestChangeCentre:
    """New names, and leaving."""

    def test_is_for_platform_administrators_and_kept_in_the_audit_trail(self) -> None:
        centre, by = CentreFactory.create(), UserFactory.create(platform_administrator=True)
        centre.name, centre.active = "New name", False
        change_centre(centre=centre, by=by, now=NOW)
        centre.refresh_from_db()
        assert (centre.name, centre.active) == ("New name", False)
        assert AuditRow.objects.get(act="change_centre").subject_id == centre.key

    def test_never_changes_the_key(self) -> None:
        centre, by = (
            CentreFactory.create(key="first"),
            UserFactory.create(platform_administrator=True),
        )
        centre.key = "second"
        change_centre(centre=centre, by=by, now=NOW)
        assert Centre.objects.get().key == "first"

    def test_refuses_a_coordinator(self, eye: Network) -> None:
        with pytest.raises(CentreRefused, match="platform administrator"):
            change_centre(centre=CentreFactory.create(), by=person_of(eye, COORDINATOR), now=NOW)

    def test_refuses_a_name_that_is_taken_in_the_city(self) -> None:
        first, second = CentreFactory.create(), CentreFactory.create()
        second.name = first.name
        with pytest.raises(CentreRefused, match="already a centre"):
            change_centre(
                centre=second, by=UserFactory.create(platform_administrator=True), now=NOW
            )


class TestGrantRole:
    """Giving a role."""

    @pytest.mark.parametrize(
        ("role", "expected"),
        [
            (DESIGNER, {"ERN-EYE designers"}),
            (COORDINATOR, {"ERN-EYE coordinators"}),
            (CLINICIAN, set()),
        ],
    )
    def test_opens_the_cms_to_designers_and_coordinators_only(
        self, eye: Network, anna: User, role: str, expected: set[str]
    ) -> None:
        grant_role(user=anna, network=eye, role=role, by=None, now=NOW)
        assert groups(anna) == expected
        fresh = User.objects.get(pk=anna.pk)
        assert fresh.has_perm("wagtailadmin.access_admin") is bool(expected)

    def test_leaves_other_groups_alone(self, eye: Network, anna: User) -> None:
        anna.groups.add(Group.objects.create(name="Translators"))
        grant_role(user=anna, network=eye, role=COORDINATOR, by=None, now=NOW)
        assert groups(anna) == {"Translators", "ERN-EYE coordinators"}

    def test_is_for_coordinators_of_the_network(self, eye: Network, anna: User) -> None:
        by = person_of(eye, COORDINATOR)
        membership = grant_role(user=anna, network=eye, role=CLINICIAN, by=by, now=NOW)
        assert (membership.from_date, membership.until_date) == (TODAY, None)
        row = AuditRow.objects.get(act="grant_role")
        assert row.actor_id == by.pk
        assert row.details == {
            "person": str(anna.public_id),
            "network": "ERN-EYE",
            "role": "health_professional",
        }

    @pytest.mark.parametrize("role", [CLINICIAN, DESIGNER])
    def test_is_for_no_other_role(self, eye: Network, anna: User, role: str) -> None:
        with pytest.raises(RoleRefused, match="Only a coordinator of ERN-EYE"):
            grant_role(user=anna, network=eye, role=CLINICIAN, by=person_of(eye, role), now=NOW)

    def test_is_not_for_coordinators_of_another_network(self, eye: Network, anna: User) -> None:
        by = person_of(NetworkFactory.create(), COORDINATOR)
        with pytest.raises(RoleRefused, match="Only a coordinator"):
            grant_role(user=anna, network=eye, role=CLINICIAN, by=by, now=NOW)

    def test_refuses_a_role_that_the_person_has(self, eye: Network, anna: User) -> None:
        grant_role(user=anna, network=eye, role=CLINICIAN, by=None, now=NOW)
        with pytest.raises(RoleRefused, match="already"):
            grant_role(user=anna, network=eye, role=CLINICIAN, by=None, now=NOW)

    def test_refuses_when_the_same_role_is_ahead(self, eye: Network, anna: User) -> None:
        MembershipFactory.create(user=anna, network=eye, from_date=TODAY + timedelta(days=9))
        with pytest.raises(RoleRefused, match="already"):
            grant_role(user=anna, network=eye, role=CLINICIAN, by=None, now=NOW)

    def test_gives_a_role_again_that_has_ended(self, eye: Network, anna: User) -> None:
        first = grant_role(user=anna, network=eye, role=CLINICIAN, by=None, now=NOW)
        end_role(membership=first, by=None, now=NOW)
        grant_role(user=anna, network=eye, role=CLINICIAN, by=None, now=NOW)
        assert Membership.objects.active(TODAY).filter(user=anna).count() == 1

    @pytest.mark.parametrize("until", [TODAY, TODAY - timedelta(days=1)])
    def test_refuses_an_end_that_has_come(self, eye: Network, anna: User, until: date) -> None:
        with pytest.raises(RoleRefused, match="ahead"):
            grant_role(user=anna, network=eye, role=CLINICIAN, by=None, now=NOW, until=until)

    def test_refuses_what_cannot_hold_a_role(self, eye: Network, anna: User) -> None:
        closed = UserFactory.create(closed=True)
        with pytest.raises(RoleRefused, match="closed"):
            grant_role(user=closed, network=eye, role=CLINICIAN, by=None, now=NOW)
        with pytest.raises(RoleRefused, match="ended"):
            grant_role(
                user=anna,
                network=NetworkFactory.create(ended=True),
                role=CLINICIAN,
                by=None,
                now=NOW,
            )
        with pytest.raises(RoleRefused, match="no role"):
            grant_role(user=anna, network=eye, role="king", by=None, now=NOW)

    @pytest.mark.parametrize("role", sorted(Membership.CENTRE_ROLES))
    def test_refuses_a_role_of_a_centre_without_the_centre(
        self, eye: Network, anna: User, role: str
    ) -> None:
        with pytest.raises(RoleRefused, match="say which"):
            grant_role(user=anna, network=eye, role=role, by=None, now=NOW)
        centre = CentreFactory.create()
        given = grant_role(user=anna, network=eye, role=role, centre=centre, by=None, now=NOW)
        assert given.centre == centre

    def test_refuses_a_centre_that_takes_no_part(self, eye: Network, anna: User) -> None:
        left = CentreFactory.create(left=True)
        with pytest.raises(RoleRefused, match="no part"):
            grant_role(user=anna, network=eye, role=CLINICIAN, centre=left, by=None, now=NOW)


class TestEndRole:
    """Ending a role."""

    def test_closes_the_cms_at_once(self, eye: Network, anna: User) -> None:
        membership = grant_role(user=anna, network=eye, role=COORDINATOR, by=None, now=NOW)
        end_role(membership=membership, by=None, now=NOW)
        assert groups(anna) == set()
        assert not Membership.objects.active(TODAY).exists()
        assert AuditRow.objects.filter(act="end_role").exists()

    def test_leaves_the_other_role(self, eye: Network, anna: User) -> None:
        membership = grant_role(user=anna, network=eye, role=COORDINATOR, by=None, now=NOW)
        grant_role(user=anna, network=eye, role=DESIGNER, by=None, now=NOW)
        end_role(membership=membership, by=None, now=NOW)
        assert groups(anna) == {"ERN-EYE designers"}

    def test_keeps_a_role_ahead_from_ever_counting(self, eye: Network) -> None:
        begins = TODAY + timedelta(days=9)
        membership = MembershipFactory.create(network=eye, from_date=begins)
        end_role(membership=membership, by=None, now=NOW)
        assert not Membership.objects.active(begins).exists()

    def test_refuses_twice(self, eye: Network) -> None:
        membership = MembershipFactory.create(network=eye)
        end_role(membership=membership, by=None, now=NOW)
        with pytest.raises(RoleRefused, match="already ended"):
            end_role(membership=membership, by=None, now=NOW)

    def test_is_not_for_coordinators_of_another_network(self, eye: Network) -> None:
        by = person_of(NetworkFactory.create(), COORDINATOR)
        with pytest.raises(RoleRefused, match="Only a coordinator"):
            end_role(membership=MembershipFactory.create(network=eye), by=by, now=NOW)


class TestDropExpiredRights:
    """Days pass without anybody acting."""

    def test_takes_groups_of_roles_whose_end_has_come(self, eye: Network, anna: User) -> None:
        tomorrow = TODAY + timedelta(days=1)
        grant_role(user=anna, network=eye, role=COORDINATOR, by=None, now=NOW, until=tomorrow)
        assert not drop_expired_rights(user=anna, today=TODAY)
        assert groups(anna) == {"ERN-EYE coordinators"}
        assert drop_expired_rights(user=anna, today=tomorrow)
        assert groups(anna) == set()

    def test_takes_groups_of_a_network_that_has_ended(self, eye: Network, anna: User) -> None:
        grant_role(user=anna, network=eye, role=COORDINATOR, by=None, now=NOW)
        Network.objects.update(active=False)
        assert drop_expired_rights(user=anna, today=TODAY)


class TestMembership:
    """What the database holds, whoever writes."""

    @pytest.mark.parametrize(
        ("values", "constraint"),
        [
            ({"role": "king"}, "membership_role_known"),
            ({"until_date": date(2019, 1, 1)}, "membership_ends_after_it_begins"),
        ],
    )
    def test_refuses_nonsense(self, values: dict[str, object], constraint: str) -> None:
        with pytest.raises(IntegrityError, match=constraint):
            MembershipFactory.create(**values)

    def test_refuses_one_role_twice_at_a_time(self) -> None:
        first = MembershipFactory.create(until_date=TODAY)
        MembershipFactory.create(user=first.user, network=first.network, from_date=TODAY)
        with pytest.raises(IntegrityError, match="membership_role_once_at_a_time"):
            MembershipFactory.create(
                user=first.user, network=first.network, from_date=TODAY - timedelta(days=1)
            )
