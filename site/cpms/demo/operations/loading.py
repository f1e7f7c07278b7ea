"""The demo as a whole: everything that is missing, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connections, transaction

from cpms.audit.operations import collect
from cpms.database.profile import profile_of
from cpms.demo import content
from cpms.demo.operations.cases import add_cases
from cpms.demo.operations.forms import add_forms
from cpms.demo.operations.people import add_people
from cpms.networks.models import Network
from datasets.operations.terminology import load_terminology
from datasets.terminology.sources import sources

PROFILES = frozenset({"demo", "test"})
SINCE = timedelta(days=28)  # when the people joined
PUBLISHED = timedelta(days=21)  # when the forms came out; the oldest record is younger


class DemoRefused(Exception):
    """This site is not one for invented content; the text says why."""


@dataclass(frozen=True, kw_only=True)
class DemoLoaded:
    """How much was added; all zero when everything was there."""

    concepts: int
    people: int
    forms: int
    records: int


def refuse_other_profiles() -> None:
    """Raise `DemoRefused` unless the site and its database are there for demonstration or tests.

    A database says itself what it is for: settings can point at the wrong one.
    """
    if settings.PROFILE not in PROFILES:
        raise DemoRefused(
            f"Invented content is not for a site with the profile {settings.PROFILE}."
        )
    found = profile_of(connections["default"])
    if found is not None and found not in PROFILES:
        raise DemoRefused(f"Invented content is not for a database with the profile {found}.")


def load_demo(*, now: datetime) -> DemoLoaded:
    """Add what is missing and leave alone what is there, also when it was edited. The networks are there already.

    Raise `DemoRefused`.
    """
    refuse_other_profiles()
    with transaction.atomic(), collect():
        concepts = load_terminology(source=sources.get("starter"), now=now)
        networks = _networks()
        people, added = add_people(networks=networks, now=now - SINCE)
        forms = records = 0
        for shipped in content.NETWORKS:
            pages, new = add_forms(
                network=networks[shipped.key],
                shipped=shipped,
                people=people,
                published_at=now - PUBLISHED,
            )
            forms += new
            records += add_cases(shipped=shipped, pages=pages, people=people, now=now)
    return DemoLoaded(
        concepts=sum(each.added + each.changed for each in concepts),
        people=added,
        forms=forms,
        records=records,
    )


def _networks() -> dict[str, Network]:
    """Return the networks by key, locked: of two starts at once, the second waits and finds everything."""
    keys = [shipped.key for shipped in content.NETWORKS]
    found = Network.objects.select_for_update(of=("self",)).select_related("section")
    return {network.key: network for network in found.filter(key__in=keys)}
