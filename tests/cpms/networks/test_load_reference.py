"""What every site starts with."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Page, Site, Workflow

from cpms.networks.models import Country, Network, ThematicArea
from home.pages import HomePage

pytestmark = pytest.mark.django_db


def load(*options: str) -> str:
    out = StringIO()
    call_command("load_reference", *options, stdout=out)
    return out.getvalue()


def counts() -> list[int]:
    return [
        model.objects.count() for model in (Network, ThematicArea, Country, Page, Group, Workflow)
    ]


class TestLoadReference:
    """Networks, areas, countries, sections."""

    def test_loads_24_networks_each_with_section_and_groups(self) -> None:
        assert "Networks added: 24" in load()
        assert Network.objects.count() == 24
        assert HomePage.objects.get().get_children().count() == 24 + 2
        assert [each.slug for each in HomePage.objects.get().get_children()[:2]] == [
            "news",
            "training",
        ]
        assert Site.objects.get().root_page.specific == HomePage.objects.get()
        assert Group.objects.filter(name="ERN-RND coordinators").exists()
        assert Country.objects.get(eu_code="EL").pk == "GR"

    def test_adds_nothing_the_second_time(self) -> None:
        load()
        before = counts()
        assert "Networks added: 0. Countries added: 0." in load()
        assert counts() == before

    def test_leaves_edited_content_alone(self) -> None:
        load()
        eye = Network.objects.get(key="ERN-EYE")
        Network.objects.filter(pk=eye.pk).update(full_name="Edited")
        eye.thematic_areas.all().delete()
        load()
        eye.refresh_from_db()
        assert (eye.full_name, eye.thematic_areas.count()) == ("Edited", 0)

    def test_sets_names_back_when_asked_to(self) -> None:
        load()
        Network.objects.filter(key="ERN-EYE").update(full_name="Edited", order=77)
        load("--update")
        eye = Network.objects.get(key="ERN-EYE")
        assert (eye.full_name, eye.order) == (
            "European Reference Network on rare eye diseases",
            77,
        )

    def test_says_what_the_published_lists_say(self, shared: Path) -> None:
        published = json.loads((shared / "reference" / "erns.json").read_text("utf-8"))
        load()
        assert set(Network.objects.values_list("key", "acronym", "full_name", "country")) == {
            (ern["key"], ern["acronym"], ern["full_name"], ern["country_now"]) for ern in published
        }
        assert ThematicArea.objects.count() == sum(len(e["thematic_areas"]) for e in published)
