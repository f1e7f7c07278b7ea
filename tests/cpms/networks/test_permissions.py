"""Who may do what in a network and at a centre."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cpms.networks.permissions import can_keep_centres, can_manage_members, works_at
from tests.factories.cast import Cast, make_cast
from tests.factories.networks import CentreFactory, MembershipFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def cast() -> Cast:
    return make_cast()


class TestWorksAt:
    """The centre decides, and the role where one is asked for."""

    def test_goes_by_centre(self, cast: Cast) -> None:
        eye = cast.eye
        assert works_at(eye.clinician, eye.centre, today=TODAY)
        assert not works_at(eye.clinician, eye.other_centre, today=TODAY)
        assert works_at(eye.clinician_elsewhere, eye.other_centre, today=TODAY)

    def test_goes_by_role_where_one_is_asked_for(self, cast: Cast) -> None:
        eye = cast.eye
        roles = ("health_professional", "dispatcher")
        assert works_at(eye.dispatcher, eye.centre, *roles, today=TODAY)
        assert not works_at(eye.helpdesk, eye.centre, *roles, today=TODAY)

    def test_ends_with_the_role_and_the_account(self) -> None:
        centre = CentreFactory.create()
        over = MembershipFactory.create(centre=centre, has_ended=True)
        closed = MembershipFactory.create(centre=centre, user=UserFactory.create(closed=True))
        for user in (over.user, closed.user, AnonymousUser()):
            assert not works_at(user, centre, today=TODAY)

    def test_goes_on_where_the_centre_takes_no_part_any_more(self) -> None:
        """It enrols nobody, but its patients are still its own."""
        left = CentreFactory.create(left=True)
        held = MembershipFactory.create(centre=left)
        assert works_at(held.user, left, today=TODAY)


class TestPlatform:
    def test_keeps_centres_alone(self, cast: Cast) -> None:
        assert can_keep_centres(cast.platform_administrator)
        for user in (cast.eye.coordinator, cast.eye.centre_administrator, AnonymousUser()):
            assert not can_keep_centres(user)

    def test_manages_members_everywhere_and_coordinators_in_their_network(self, cast: Cast) -> None:
        eye, rnd = cast.eye.network, cast.rnd.network
        assert can_manage_members(cast.platform_administrator, rnd, today=TODAY)
        assert can_manage_members(cast.eye.coordinator, eye, today=TODAY)
        assert not can_manage_members(cast.eye.coordinator, rnd, today=TODAY)
        assert not can_manage_members(cast.eye.centre_administrator, eye, today=TODAY)
