"""The demo as a whole: everything that is missing.

What lies in one database is loaded in one transaction. A patient lies in two, so patients come one by one after it, and then
their panels, also one by one; a load that was interrupted goes on where it stopped.
"""

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
from cpms.demo.operations.pages import add_pages
from cpms.demo.operations.panels import add_panels
from cpms.demo.operations.patients import add_patients
from cpms.demo.operations.people import add_centres, add_people
from cpms.networks.models import Network
from datasets.operations.terminology import load_terminology
from datasets.terminology.sources import sources

PROFILES = frozenset({"demo", "test"})
SINCE = timedelta(days=200)  # when the people joined
PUBLISHED = timedelta(days=190)  # when the forms came out; the oldest patient is younger


class DemoRefused(Exception):
    """This site is not one for invented content; the text says why."""


@dataclass(frozen=True, kw_only=True)
class DemoLoaded:
    """How much was added; all zero when everything was there."""

    concepts: int
    people: int
    forms: int
    records: int
    pages: int
    patients: int
    panels: int


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
        centres = add_centres(now=now - SINCE)
        people, added = add_people(networks=networks, centres=centres, now=now - SINCE)
        forms = records = 0
        published = {}
        for shipped in content.NETWORKS:
            forms_of, new = add_forms(
                network=networks[shipped.key],
                shipped=shipped,
                people=people,
                published_at=now - PUBLISHED,
            )
            published[shipped.key] = forms_of
            forms += new
            records += add_cases(shipped=shipped, pages=forms_of, people=people, now=now)
        pages = add_pages(by=people[content.PLATFORM_ADMINISTRATOR], now=now)
    patients, enrolled = add_patients(people=people, centres=centres, now=now)
    panels = add_panels(
        patients=patients, forms=published, people=people, networks=networks, now=now
    )
    return DemoLoaded(
        concepts=sum(each.added + each.changed for each in concepts),
        people=added,
        forms=forms,
        records=records,
        pages=pages,
        patients=enrolled,
        panels=panels,
    )


def _networks() -> dict[str, Network]:
    """Return the networks by key, locked: of two starts at once, the second waits and finds everything."""
    keys = [shipped.key for shipped in content.NETWORKS]
    found = Network.objects.select_for_update(of=("self",)).select_related("section")
    return {network.key: network for network in found.filter(key__in=keys)}
