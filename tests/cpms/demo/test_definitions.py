"""The forms that the demo ships."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cpms.demo import content
from datasets.models import ConsultationFormPage
from datasets.terminology.sources import sources
from forms_engine.check import check_definition
from forms_engine.definition.tree import fields, walk

FORMS = {form.definition: (form, network) for network in content.NETWORKS for form in network.forms}
DEFINITIONS = {name: content.definition(form, network) for name, (form, network) in FORMS.items()}
CONSULTATIONS = ("ern-eye-consultation", "ern-rnd-consultation")
WITHOUT_IDENTITY = ("assessment", "outcome")
WORDS = (
    "label",
    "title",
    "text",
    "introduction",
    "hint",
    "help",
    "message",
    "placeholder",
    "unit_label",
)


def texts(node: Any, name: str = "") -> Iterator[dict[str, str]]:
    if isinstance(node, dict):
        if name in WORDS:
            yield node
        for key, value in node.items():
            yield from texts(value, key)
    elif isinstance(node, list):
        for item in node:
            yield from texts(item)


@pytest.mark.parametrize("name", FORMS)
class TestEveryDefinition:
    def test_has_no_problem(self, name: str) -> None:
        assert check_definition(DEFINITIONS[name]) == []

    def test_says_everything_in_all_its_languages(self, name: str) -> None:
        definition = DEFINITIONS[name]
        found = list(texts(definition))
        assert len(found) > 30
        for text in found:
            assert set(text) == set(definition["languages"])
            assert all(words.strip() for words in text.values())

    def test_binds_to_terminologies_that_come_along(self, name: str) -> None:
        systems = {row.system for row in sources.get("starter").concepts()}
        bound = {
            place.element["binding"]["system"]
            for place in fields(DEFINITIONS[name])
            if place.element["type"] == "coded_term"
        }
        assert bound
        assert bound <= systems

    def test_leaves_name_and_date_of_birth_to_the_identity_record(self, name: str) -> None:
        identifying = {
            place.element["key"]: place.element["privacy"]
            for place in fields(DEFINITIONS[name])
            if place.element["key"] in ("patient_name", "date_of_birth")
        }
        assert bool(identifying) == (name not in WITHOUT_IDENTITY)
        assert set(identifying.values()) <= {"direct"}


class TestNetworks:
    @pytest.mark.parametrize("network", content.NETWORKS, ids=lambda network: network.key)
    def test_have_one_form_of_each_purpose_under_keys_of_their_own(
        self, network: content.Network
    ) -> None:
        purposes = {form.purpose: content.definition(form, network) for form in network.forms}
        own = [document["key"] for purpose, document in purposes.items() if purpose]
        assert set(purposes) - {None} == set(ConsultationFormPage.Purpose.values)
        assert all(key.startswith(f"{network.key.lower()}.") for key in own)


class TestConsultation:
    @pytest.mark.parametrize("name", CONSULTATIONS)
    def test_asks_at_most_ten_answers_of_everybody(self, name: str) -> None:
        always = [
            place
            for place in fields(DEFINITIONS[name])
            if place.element.get("required") is True
            and not any("relevant" in each for each in (place.element, *place.parents))
            and all(each.get("min", 0) for each in place.parents if each["kind"] == "repeat")
            and not (_optional_repeat(place.parents))
        ]
        assert 5 <= len(always) <= 10

    @pytest.mark.parametrize("name", CONSULTATIONS)
    def test_shows_what_a_form_can_do(self, name: str) -> None:
        elements = [place.element for place in walk(DEFINITIONS[name])]
        options = [option for element in elements for option in element.get("options", ())]
        assert {"page", "section", "row", "repeat", "note", "field"} == {
            element["kind"] for element in elements
        }
        assert {"list", "table"} <= {element.get("layout") for element in elements}
        assert any(isinstance(element.get("required"), dict) for element in elements)
        for name_of_property in ("relevant", "constraints", "missing", "unit", "help", "exclusive"):
            assert any(name_of_property in element for element in elements), name_of_property
        assert any(option.get("retired") for option in options)

    def test_has_one_base_for_both_networks(self) -> None:
        eye, rnd = (
            {place.id: place.element.get("key") for place in walk(DEFINITIONS[name])}
            for name in CONSULTATIONS
        )
        shared = eye.keys() & rnd.keys()
        assert len(shared) >= 80
        assert all(eye[id] == rnd[id] for id in shared)
        assert eye.keys() - rnd.keys()
        assert rnd.keys() - eye.keys()

    def test_has_a_key_for_each_network(self) -> None:
        keys = {DEFINITIONS[name]["key"] for name in CONSULTATIONS}
        assert keys == {"ern-eye.consultation", "ern-rnd.consultation"}


def _optional_repeat(parents: tuple[Any, ...]) -> bool:
    return any(each["kind"] == "repeat" and not each.get("min") for each in parents)


class TestErdri:
    """Against the published list of the elements."""

    @pytest.fixture
    def elements(self, shared: Path) -> list[dict[str, Any]]:
        path = shared / "reference" / "erdri_cds.json"
        found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["elements"]
        return found

    def test_has_every_element_in_its_group(self, elements: list[dict[str, Any]]) -> None:
        groups = {
            place.element["title"]["en"]: str(place.element)
            for place in walk(DEFINITIONS["erdri-cds"])
            if place.kind == "section"
        }
        assert len(groups) == 8
        assert len(elements) == 16
        for element in elements:
            no = element["no"]
            inside = groups[element["group"]]
            assert f"'code': '{no}'" in inside or f"**{no} " in inside, no

    def test_offers_the_published_options(self, elements: list[dict[str, Any]]) -> None:
        asked = {
            _number(place.element): place.element
            for place in reversed([*fields(DEFINITIONS["erdri-cds"])])
        }
        compared = 0
        for element in elements:
            if element["type"] in ("choice", "choice_or_date"):
                options = asked[element["no"]]["options"]
                published = [(each["code"], each["concept"]) for each in element["options"]]
                assert [(each["code"], _concept(each)) for each in options] == published
                compared += 1
        assert compared == 4

    def test_shows_what_depends_on_another_element(self) -> None:
        asked = {place.element["key"]: place.element for place in fields(DEFINITIONS["erdri-cds"])}
        dead = next(each["id"] for each in asked["status"]["options"] if each["code"] == "dead")
        assert asked["date_of_death"]["relevant"] == {
            "=": [{"field": asked["status"]["id"]}, {"option": dead}]
        }
        assert asked["biobank"]["relevant"] == {"=": [{"field": asked["sample"]["id"]}, True]}

    def test_takes_consents_from_the_consent_record(self) -> None:
        numbers = {_number(place.element) for place in fields(DEFINITIONS["erdri-cds"])}
        assert not numbers & {"7.1", "7.2"}


def _number(element: Any) -> str:
    codes = [each["code"] for each in element.get("codes", ()) if each["system"] == "ERDRI-CDS"]
    return codes[0] if codes else ""


def _concept(option: dict[str, Any]) -> str:
    system, code = option["coding"]["system"], option["coding"]["code"]
    return code if ":" in code else f"{system}:{code}"
