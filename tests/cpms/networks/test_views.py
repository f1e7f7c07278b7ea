"""Members and their roles, all networks, and the role to act in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cpms.accounts.models import User
from cpms.networks.models import Membership, Network
from tests.factories.cast import Cast, make_cast
from tests.factories.networks import CentreFactory, MembershipFactory, NetworkFactory, person_of
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
STATEMENTS_OF_THE_MEMBERS_PAGE = 11


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def members_page(network: Network) -> str:
    return f"/networks/{network.key}/members/"


def end_page(membership: Membership) -> str:
    return f"{members_page(membership.network)}{membership.pk}/end/"


class TestMembers:
    """The list."""

    def test_shows_who_has_which_role_where_and_since_when(self, cast: Cast) -> None:
        eye = cast.eye
        MembershipFactory.create(network=eye.network, ends_tomorrow=True, user__last_name="Zzz")
        page = client_of(eye.coordinator).get(members_page(eye.network)).content.decode()
        assert page.count("End this role") == len(Membership.Role) + 2
        for words in ("Dr A. Zzz", str(eye.other_centre), f"{TODAY:%-d %b %Y}", "1 Jan 2020"):
            assert words in page
        assert cast.rnd.clinician.email not in page

    def test_is_filtered_by_role_and_name(self, cast: Cast) -> None:
        client, address = client_of(cast.eye.coordinator), members_page(cast.eye.network)
        shown = client.get(address, {"role": "health_professional"}).context["page"].object_list
        assert {each.user for each in shown} == {cast.eye.clinician, cast.eye.clinician_elsewhere}
        name = cast.eye.clinician.last_name
        answer = client.get(address, {"role": "health_professional", "q": name})
        assert [each.user for each in answer.context["page"]] == [cast.eye.clinician]
        assert f"?role=helpdesk&amp;q={name}" in answer.content.decode()
        assert "Nobody fits" in client.get(address, {"q": "nobody"}).content.decode()
        assert len(client.get(address, {"role": "king"}).context["page"]) == 9

    def test_shows_ended_roles_apart(self, cast: Cast) -> None:
        over = MembershipFactory.create(network=cast.eye.network, has_ended=True)
        client, address = client_of(cast.eye.coordinator), members_page(cast.eye.network)
        answer = client.get(address, {"role": "ended"})
        assert [each.pk for each in answer.context["page"]] == [over.pk]
        assert "End this role" not in answer.content.decode()
        assert over.user.email not in client.get(address).content.decode()

    def test_has_pages_and_as_many_statements_however_many_members(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        client, address = client_of(cast.eye.coordinator), members_page(cast.eye.network)
        with django_assert_num_queries(STATEMENTS_OF_THE_MEMBERS_PAGE):
            client.get(address)
        for _number in range(20):
            MembershipFactory.create(network=cast.eye.network, centre=CentreFactory.create())
        with django_assert_num_queries(STATEMENTS_OF_THE_MEMBERS_PAGE):
            first = client.get(address)
        assert len(first.context["page"]) == 25
        assert len(client.get(address, {"page": 2}).context["page"]) == 4

    def test_leads_no_further_than_one_network(self, cast: Cast) -> None:
        client = client_of(cast.eye.coordinator)
        assert client.get(members_page(cast.rnd.network)).status_code == 404


class TestGiveRole:
    """The form under the list."""

    def test_finds_the_person_by_user_name_or_address_whatever_the_case(self, cast: Cast) -> None:
        client, network = client_of(cast.eye.coordinator), cast.eye.network
        anna, bert = UserFactory.create(), UserFactory.create()
        for words in (anna.username.upper(), bert.email.title()):
            values = {"person": f" {words} ", "role": "helpdesk"}
            answer = client.post(members_page(network), values, follow=True)
            assert "now has the role “Helpdesk”" in answer.content.decode()
        held = Membership.objects.filter(network=network, role="helpdesk", from_date=TODAY)
        assert {each.user for each in held} == {anna, bert}

    def test_counts_the_last_day(self, cast: Cast) -> None:
        anna, centre = UserFactory.create(), cast.eye.other_centre
        values = {
            "person": anna.username,
            "role": "health_professional",
            "centre": centre.pk,
            "last_day": TODAY.isoformat(),
        }
        client_of(cast.eye.coordinator).post(members_page(cast.eye.network), values)
        held = Membership.objects.get(user=anna)
        assert (held.centre, held.last_day) == (centre, TODAY)
        assert held.until_date == TODAY + timedelta(days=1)

    @pytest.mark.parametrize("words", ["person", "", "nobody@example.org", "%", "example.org"])
    def test_finds_nobody_by_a_part(self, cast: Cast, words: str) -> None:
        before = Membership.objects.count()
        values = {"person": words, "role": "helpdesk"}
        answer = client_of(cast.eye.coordinator).post(members_page(cast.eye.network), values)
        assert answer.status_code == 422
        assert 'href="#id_person"' in answer.content.decode()
        assert Membership.objects.count() == before

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"role": "data_protection_officer"}, "belongs to a centre"),
            ({"role": "helpdesk", "last_day": "2020-01-01"}, "must lie ahead"),
            ({"role": "helpdesk", "last_day": "9999-12-31"}, "too far away"),
            ({"role": "king"}, "king is not one of the available choices"),
            ({"role": ""}, "Say which role the person gets"),
            ({"role": "helpdesk", "person": ""}, "Say who gets the role"),
        ],
    )
    def test_says_in_words_why_not(self, cast: Cast, values: dict[str, str], words: str) -> None:
        anna = UserFactory.create()
        answer = client_of(cast.eye.coordinator).post(
            members_page(cast.eye.network), {"person": anna.username, **values}
        )
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "The role was not given" in page
        assert page.count(words) == 2  # in the summary and at the form
        assert not Membership.objects.filter(user=anna).exists()

    def test_refuses_what_the_person_has_already(self, cast: Cast) -> None:
        values = {"person": cast.eye.clinician.username, "role": "health_professional"}
        answer = client_of(cast.eye.coordinator).post(members_page(cast.eye.network), values)
        assert "already has this role" in answer.content.decode()

    def test_offers_active_centres_only(self, cast: Cast) -> None:
        left = CentreFactory.create(left=True)
        page = client_of(cast.eye.coordinator).get(members_page(cast.eye.network)).content.decode()
        assert f"{cast.rnd.centre} (Poland)" in page
        assert str(left) not in page

    def test_appoints_the_first_coordinator(self, cast: Cast) -> None:
        network, anna = NetworkFactory.create(), UserFactory.create()
        client_of(cast.platform_administrator).post(
            members_page(network), {"person": anna.email, "role": "coordinator"}
        )
        assert client_of(anna).get(members_page(network)).status_code == 200

    def test_is_not_there_for_a_network_that_has_ended(self, cast: Cast) -> None:
        network = NetworkFactory.create(ended=True)
        client = client_of(cast.platform_administrator)
        assert "This network has ended" in client.get(members_page(network)).content.decode()
        values = {"person": UserFactory.create().username, "role": "helpdesk"}
        assert client.post(members_page(network), values).status_code == 422


class TestEndRole:
    """A page of its own before it happens."""

    def test_says_what_will_happen_to_whom_and_changes_nothing(self, cast: Cast) -> None:
        held = Membership.objects.get(user=cast.eye.clinician)
        page = client_of(cast.eye.coordinator).get(end_page(held)).content.decode()
        assert f"End the role “Health professional” of {cast.eye.clinician}" in page
        assert "your own role" not in page
        assert "no coordinator" not in page
        held.refresh_from_db()
        assert held.until_date is None

    def test_ends_it_and_says_so(self, cast: Cast) -> None:
        held = Membership.objects.get(user=cast.eye.clinician)
        answer = client_of(cast.eye.coordinator).post(end_page(held), follow=True)
        assert "no longer has the role" in answer.content.decode()
        held.refresh_from_db()
        assert held.until_date == TODAY

    def test_says_that_it_has_ended_already(self, cast: Cast) -> None:
        held = MembershipFactory.create(network=cast.eye.network, has_ended=True)
        answer = client_of(cast.eye.coordinator).post(end_page(held), follow=True)
        assert "already ended" in answer.content.decode()

    def test_warns_of_ones_own_and_of_the_last_coordinator(self, cast: Cast) -> None:
        user = cast.eye.coordinator
        held = Membership.objects.get(user=user)
        client = client_of(user)
        page = client.get(end_page(held)).content.decode()
        assert "your own role" in page
        assert "will have no coordinator" in page
        person_of(cast.eye.network, "coordinator")
        assert "will have no coordinator" not in client.get(end_page(held)).content.decode()
        assert client.post(end_page(held))["Location"] == "/"
        assert client.get(members_page(cast.eye.network)).status_code == 404

    def test_finds_no_role_of_another_network(self, cast: Cast) -> None:
        theirs = Membership.objects.get(user=cast.rnd.clinician)
        client = client_of(cast.eye.coordinator)
        assert client.post(end_page(theirs)).status_code == 404
        here = f"{members_page(cast.eye.network)}{theirs.pk}/end/"
        assert client.post(here).status_code == 404
        theirs.refresh_from_db()
        assert theirs.until_date is None


class TestNetworkList:
    """Where first coordinators are appointed."""

    def test_marks_those_without_a_coordinator_and_leads_to_their_members(self, cast: Cast) -> None:
        without = NetworkFactory.create(order=9)
        page = client_of(cast.platform_administrator).get("/networks/").content.decode()
        assert page.count("No coordinator") == 1
        assert page.index(without.acronym) < page.index("ERN-EYE")
        assert f'href="{members_page(without)}#give"' in page

    def test_is_as_many_statements_however_many_networks(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = client_of(cast.platform_administrator)
        for _round in range(2):
            with django_assert_num_queries(6):
                client.get("/networks/")
            NetworkFactory.create()


class TestStartPage:
    """The ways that lead here."""

    def test_leads_coordinators_to_the_members_of_their_networks(self, cast: Cast) -> None:
        address = members_page(cast.eye.network)
        assert address in client_of(cast.eye.coordinator).get("/").content.decode()
        assert address not in client_of(cast.eye.helpdesk).get("/").content.decode()

    def test_tells_platform_administrators_who_waits_for_a_coordinator(self, cast: Cast) -> None:
        client = client_of(cast.platform_administrator)
        assert "Every network has a coordinator" in client.get("/").content.decode()
        without = [NetworkFactory.create() for _number in range(9)]
        page = client.get("/").content.decode()
        assert "9 networks wait for you" in page
        assert members_page(without[0]) in page
        assert members_page(without[8]) not in page
        assert (
            "without a coordinator" not in client_of(cast.eye.coordinator).get("/").content.decode()
        )


class TestAct:
    """One's own roles only, and only what comes first."""

    def test_is_remembered(self, client: Client) -> None:
        first = MembershipFactory.create(network__order=1)
        second = MembershipFactory.create(user=first.user, role="coordinator", network__order=2)
        client.force_login(first.user)
        assert "as Health professional" in client.get("/").content.decode()
        client.post(f"/memberships/{second.pk}/act/")
        answer = client.get("/")
        assert answer.context["acting"] == second
        assert answer.context["network"] == second.network
        assert list(answer.context["networks"]) == [first.network, second.network]
        page = answer.content.decode()
        assert "as ERN coordinator" in page
        networks = page[page.index("Your networks and forms") :]
        assert networks.index(second.network.full_name) < networks.index(first.network.full_name)

    def test_is_not_for_a_role_that_is_not_ones_own_or_has_ended(self, client: Client) -> None:
        mine = MembershipFactory.create()
        client.force_login(mine.user)
        over = MembershipFactory.create(user=mine.user, has_ended=True)
        for other in (over, MembershipFactory.create()):
            assert client.post(f"/memberships/{other.pk}/act/").status_code == 404
        assert client.get("/").context["acting"] == mine

    def test_is_no_choice_with_one_role_or_none(self, cast: Cast) -> None:
        page = client_of(cast.eye.helpdesk).get("/").content.decode()
        assert "as Helpdesk" in page
        assert "/act/" not in page
        page = client_of(cast.platform_administrator).get("/").content.decode()
        assert "Platform administrator" in page

    def test_changes_no_right(self, cast: Cast) -> None:
        user = cast.eye.coordinator
        other = MembershipFactory.create(user=user, network=cast.rnd.network, role="helpdesk")
        client = client_of(user)
        client.post(f"/memberships/{other.pk}/act/")
        assert client.get(members_page(cast.eye.network)).status_code == 200
        assert client.get(members_page(cast.rnd.network)).status_code == 403
