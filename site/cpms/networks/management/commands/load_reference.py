"""The networks, their thematic areas, the countries, and the part of the page tree that they need."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from cpms.networks.models import Country, Network
from cpms.networks.operations import add_area, add_network
from home.operations import add_places
from home.pages import HomePage, NetworkSectionPage

REFERENCE = files("cpms.networks") / "reference"


class Command(BaseCommand):
    """Load what every site starts with. Running it again adds what is missing and leaves edited content alone."""

    help = (
        "Loads the 24 European Reference Networks, their thematic areas and the countries, and makes the landing page "
        "with its places for news and training, "
        "and each network's section. Adds only what is missing; --update also sets names back to the delivered ones."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --update."""
        parser.add_argument(
            "--update", action="store_true", help="set the names of networks and countries back"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything or nothing."""
        add_places(home=_ensure_home())
        countries = sum(
            _load_country(entry, update=options["update"]) for entry in _read("countries")
        )
        now = timezone.now()
        added = sum(
            _load_network(entry, order=order, update=options["update"], now=now)
            for order, entry in enumerate(_read("networks"), start=1)
        )
        if options["verbosity"]:
            self.stdout.write(f"Networks added: {added}. Countries added: {countries}.")


def _read(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads((REFERENCE / f"{name}.json").read_text("utf-8"))
    return entries


def _ensure_home() -> Any:
    home = HomePage.objects.first()
    if home is not None:
        return home
    root = Page.get_first_root_node()
    # Wagtail's migrations leave a plain page that welcomes developers; it holds the slug and the site.
    Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()
    root = Page.objects.get(pk=root.pk)
    home = root.add_child(
        instance=HomePage(
            title="CPMS",
            slug="home",
            introduction="Experts of the European Reference Networks advise on patients with rare diseases.",
        )
    )
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": home, "site_name": "CPMS"},
    )
    return home


def _load_country(entry: dict[str, Any], *, update: bool) -> bool:
    values = {name: entry[name] for name in ("alpha3", "name", "group", "eu_code")}
    country, created = Country.objects.get_or_create(alpha2=entry["alpha2"], defaults=values)
    if update and not created:
        Country.objects.filter(pk=country.pk).update(**values)
    return created


def _load_network(entry: dict[str, Any], *, order: int, update: bool, now: datetime) -> bool:
    network = Network.objects.filter(key=entry["key"]).first()
    if network is not None:
        if update:
            _set_names_back(network, entry)
        return False
    network = add_network(
        key=entry["key"],
        acronym=entry["acronym"],
        full_name=entry["full_name"],
        coordinating_centre=entry["centre"],
        country=Country.objects.get(pk=entry["country"]),
        order=order,
        by=None,
        now=now,
    )
    for number, area in enumerate(entry["areas"], start=1):
        add_area(network=network, name=area["name"], order=number, is_confirmed=area["confirmed"])
    return True


def _set_names_back(network: Network, entry: dict[str, Any]) -> None:
    names = {"acronym": entry["acronym"], "full_name": entry["full_name"]}
    Network.objects.filter(pk=network.pk).update(**names)
    NetworkSectionPage.objects.filter(pk=network.section_id).update(
        title=entry["acronym"], draft_title=entry["acronym"], full_name=entry["full_name"]
    )
