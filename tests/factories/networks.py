"""Networks and roles in them."""

# factory_boy types its factories but not what stands in them.
# mypy: disable-error-code="no-untyped-call, attr-defined"
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import factory
from django.utils import timezone
from wagtail.models import Page, Site

from cpms.accounts.models import User
from cpms.networks.models import Centre, Country, Membership, Network
from cpms.networks.operations import add_network
from home.pages import HomePage
from tests.factories.people import UserFactory

LONG_AGO = date(2020, 1, 1)


def ensure_home() -> Any:
    """Return the landing page, made when it is missing."""
    home = HomePage.objects.first()
    if home is None:
        home = Page.get_first_root_node().add_child(
            instance=HomePage(title="CPMS", slug="landing", introduction="Advice.")
        )
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
        )
    return home


class NetworkFactory(factory.django.DjangoModelFactory[Network]):
    """An active network with its section, groups, review and collection."""

    class Meta:
        model = Network
        skip_postgeneration_save = True

    key = factory.Sequence(lambda number: f"ERN-{number}")
    acronym = factory.LazyAttribute(lambda network: network.key)
    full_name = factory.LazyAttribute(lambda network: f"European Reference Network {network.key}")

    @classmethod
    def _create(cls, model_class: type[Network], *args: Any, **kwargs: Any) -> Network:
        ensure_home()
        active = kwargs.pop("active", True)
        network = add_network(by=None, now=datetime(2026, 1, 5, 9, tzinfo=UTC), **kwargs)
        if not active:
            network.active = False
            network.save()
        return network

    class Params:
        ended = factory.Trait(active=False)


def ensure_country() -> Country:
    """Return Poland, made when it is missing."""
    poland = {"alpha3": "POL", "name": "Poland", "group": Country.Group.EU, "eu_code": "PL"}
    country, _ = Country.objects.get_or_create(alpha2="PL", defaults=poland)
    return country


class CentreFactory(factory.django.DjangoModelFactory[Centre]):
    """An active hospital in Poland."""

    class Meta:
        model = Centre

    key = factory.Sequence(lambda number: f"hospital-{number}")
    name = factory.Sequence(lambda number: f"Hospital {number}")
    city = "Warsaw"
    country = factory.LazyFunction(ensure_country)

    class Params:
        left = factory.Trait(active=False)


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    """A role that counts today. Without groups in the CMS: those come from `grant_role`."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    network = factory.SubFactory(NetworkFactory)
    role = Membership.Role.HEALTH_PROFESSIONAL
    from_date = LONG_AGO

    class Params:
        ahead = factory.Trait(
            from_date=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=1))
        )
        has_ended = factory.Trait(until_date=factory.LazyFunction(timezone.localdate))
        ends_tomorrow = factory.Trait(
            until_date=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=1))
        )


def person_of(network: Network, role: str, **values: Any) -> User:
    """Return a new person with a role in the network."""
    user = UserFactory.create(**values)
    MembershipFactory.create(user=user, network=network, role=role)
    return user
