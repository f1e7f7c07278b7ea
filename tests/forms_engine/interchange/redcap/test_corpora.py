"""Published dictionaries, against facts that were counted without an importer."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from forms_engine.check import check_definition
from forms_engine.definition.canonical import canonical_bytes
from forms_engine.definition.tree import fields, walk
from forms_engine.interchange import Reading, formats
from forms_engine.interchange.redcap.annotations import read_annotation
from forms_engine.interchange.redcap.expression import parse
from forms_engine.interchange.redcap.table import read_table
from forms_engine.interchange.redcap.tags import CARRIED_TAGS
from tests.shared_folder import SHARED

FOLDERS = ("rarelink", "redcapr", "redcap2omop", "redcap-uvalidate")
CORPORA = SHARED / "corpora"
RARELINK = CORPORA / "rarelink" / "rarelink_cdm_datadictionary_v2_0_7.csv"

pytestmark = pytest.mark.skipif(
    not CORPORA.is_dir(),
    reason=f"there is no {CORPORA}: set CPMS_SHARED to the folder that holds it",
)


def dictionaries() -> Iterator[Any]:
    for folder in FOLDERS:
        expected = CORPORA / folder / "expected.json"
        if expected.is_file():
            for name, facts in json.loads(expected.read_text("utf-8"))["dictionaries"].items():
                yield pytest.param(CORPORA / folder / name, facts, id=f"{folder}/{name}")


@cache
def imported(path: Path) -> Reading:
    return formats.get("redcap").read(path.read_bytes(), name=path.name)


@pytest.mark.parametrize(("path", "facts"), list(dictionaries()))
class TestEveryDictionary:
    def test_loses_no_item_silently(self, path: Path, facts: dict[str, Any]) -> None:
        reading = imported(path)
        lost = sum(loss.item_lost for loss in reading.losses)
        assert reading.items == facts["fields"]
        assert reading.items == reading.imported + lost
        assert lost == facts["calc"] + facts["by_type"].get("sql", 0)
        elements = [p for p in walk(reading.definition) if p.kind in ("field", "note")]
        assert len(elements) == reading.imported

    def test_keeps_forms_in_order(self, path: Path, facts: dict[str, Any]) -> None:
        table = read_table(path.read_bytes())
        assert dict(Counter(row.form_name for row in table.rows)) == facts["fields_per_form"]
        assert len(imported(path).definition["elements"]) == facts["forms"]

    def test_keeps_every_option(self, path: Path, facts: dict[str, Any]) -> None:
        """The facts do not count the type `select`, which is REDCap's name for a dropdown inside."""
        reading = imported(path)
        inside = {
            row.field_name for row in read_table(path.read_bytes()).rows if row.kind == "select"
        }
        counted = [p.element for p in fields(reading.definition) if p.element["key"] not in inside]
        options = [element["options"] for element in counted if "options" in element]
        reported = [loss for loss in reading.losses if loss.construct == "option"]
        assert len(options) == facts["choice_fields"]
        assert sum(map(len, options)) + len(reported) == facts["choices"]

    def test_carries_or_reports_every_rule(self, path: Path, facts: dict[str, Any]) -> None:
        reading = imported(path)
        reported = [loss for loss in reading.losses if loss.construct == "branching logic"]
        relevant = [p for p in walk(reading.definition) if "relevant" in p.element]
        assert reading.rules_total == facts["with_branching"]
        assert reading.rules_as_logic == len(relevant)
        assert reading.rules_total == reading.rules_as_logic + len(reported)
        assert all(loss.source for loss in reported)

    def test_carries_or_reports_every_action_tag(self, path: Path, facts: dict[str, Any]) -> None:
        """Tags that our questions have a property for may be carried; no other may be missing."""
        reading = imported(path)
        lost = {loss.place.split(", ")[1] for loss in reading.losses if loss.item_lost}
        reported = Counter(loss.construct for loss in reading.losses)
        found, due = Counter[str](), Counter[str]()
        for row in read_table(path.read_bytes()).rows:
            names = [tag.name for tag in read_annotation(row.field_annotation).tags]
            found.update(f"@{name}" for name in names)
            if row.field_name not in lost:
                due.update(f"action tag @{name}" for name in names if name not in CARRIED_TAGS)
        assert found == facts["action_tags"]
        assert {name: reported[name] for name in due} == due

    def test_reports_matrices(self, path: Path, facts: dict[str, Any]) -> None:
        constructs = Counter(loss.construct for loss in imported(path).losses)
        assert constructs["matrix"] == facts["matrix_groups"]

    def test_keeps_hints_and_requirements(self, path: Path, facts: dict[str, Any]) -> None:
        reading = imported(path)
        elements = [p.element for p in fields(reading.definition)]
        reported = Counter(loss.construct for loss in reading.losses)
        lost = "\n".join(loss.source for loss in reading.losses if loss.item_lost)
        hints = sum("hint" in element for element in elements)
        assert hints + reported["field note"] + lost.count("Field Note:") == facts["field_notes"]
        required = sum(element.get("required") is True for element in elements)
        given_up = sum(
            loss.construct == "required" and loss.source == "y" for loss in reading.losses
        )
        assert required + given_up + lost.count("Required Field?: y") == facts["required"]

    def test_identifiers_are_suggested_as_direct(self, path: Path, facts: dict[str, Any]) -> None:
        """Only the lower bound is a fact: names and numbers are also recognised by their labels."""
        privacy = [p.element["privacy"] for p in fields(imported(path).definition)]
        assert privacy.count("direct") >= facts["identifiers"]

    def test_is_a_sound_definition_but_for_privacy(self, path: Path, facts: dict[str, Any]) -> None:
        problems = check_definition(imported(path).definition)
        other = [p for p in problems if p.severity == "error" and p.code != "privacy_unconfirmed"]
        assert other == []

    def test_is_read_the_same_way_twice(self, path: Path, facts: dict[str, Any]) -> None:
        first, second = imported(path), imported.__wrapped__(path)
        assert canonical_bytes(first.definition) == canonical_bytes(second.definition)


class TestRareLink:
    def test_comes_over_whole(self) -> None:
        reading = imported(RARELINK)
        elements = [p.element for p in fields(reading.definition)]
        assert (reading.items, reading.imported) == (108, 108)
        assert (reading.rules_total, reading.rules_as_logic) == (34, 34)
        assert sum(len(element.get("options", ())) for element in elements) == 277
        assert sum(element["type"] == "coded_term" for element in elements) == 31

    def test_binds_terms_and_codes(self) -> None:
        elements = {p.element["key"]: p.element for p in fields(imported(RARELINK).definition)}
        assert elements["snomedct_8116006"]["binding"] == {"system": "HP"}
        assert elements["loinc_76689_9"]["codes"] == [{"system": "LOINC", "code": "76689-9"}]
        female = elements["loinc_76689_9"]["options"][0]
        assert female["code"] == "snomedct_248152002"
        assert female["coding"] == {"system": "SNOMEDCT", "code": "248152002"}

    def test_titles_are_short_and_introductions_have_no_html(self) -> None:
        for place in walk(imported(RARELINK).definition):
            if place.kind in ("page", "section"):
                assert 0 < len(place.element["title"]["en"]) <= 100
                words = place.element["title"]["en"] + str(place.element.get("introduction", ""))
                assert re.search(r"</?[a-z]", words) is None

    def test_suggests_privacy_for_every_question(self) -> None:
        definition = imported(RARELINK).definition
        elements = {p.element["key"]: p.element for p in fields(definition)}
        assert definition["source"]["unconfirmed_privacy"] == [e["id"] for e in elements.values()]
        assert elements["record_id"]["privacy"] == "direct"
        assert elements["snomedct_422549004"]["privacy"] == "quasi"  # a pseudonym
        assert elements["snomedct_184099003"]["privacy"] == "direct"  # a date of birth
        assert elements["loinc_54124_3"]["privacy"] == "quasi"  # that of a relative
        assert elements["snomedct_398299004"]["privacy"] == "quasi"  # a date of death
        assert elements["snomedct_723663001"]["privacy"] == "sensitive"


class TestOldAndNewVersion:
    def test_a_question_that_stays_keeps_its_id(self) -> None:
        folder = CORPORA / "redcap2omop" / "ccc19"
        old, new = (
            {p.element["key"]: p.id for p in fields(imported(folder / name).definition)}
            for name in ("CCC19_DataDictionary.csv", "CCC19_DataDictionary_new.csv")
        )
        both = old.keys() & new.keys()
        assert len(both) > 300
        assert {key: old[key] for key in both} == {key: new[key] for key in both}


class TestArc:
    def test_its_rules_are_all_understood(self) -> None:
        """ARC is no dictionary of REDCap's, but writes its rules alike."""
        path = CORPORA / "isaric-arc" / "versions" / "ARC_v1.5.0.csv"
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rules = {row["Skip Logic"] for row in csv.DictReader(lines)} - {""}
        assert len(rules) > 400
        for rule in rules:
            parse(rule)
