"""Loading and finding concepts."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cpms.audit.models import AuditRow
from datasets.models import Concept
from datasets.operations.terminology import Loaded, SourceRefused, load_terminology
from datasets.terminology.search import DatabaseTerminology
from datasets.terminology.sources import ConceptRow, TerminologySource, sources

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ROD_CONE = ConceptRow(
    system="HP",
    version="1",
    code="HP:0000510",
    label="Rod-cone dystrophy",
    synonyms=("Retinitis pigmentosa",),
    parents=("HP:0000556",),
)
USHER = ConceptRow(system="ORPHA", version="1", code="886", label="Usher syndrome")


@dataclass(frozen=True, kw_only=True)
class Rows:
    """A source of rows that a test has made."""

    rows: Iterable[ConceptRow]
    name: str = "rows"
    label: str = "Rows"
    version: str = "1"
    attribution: tuple[str, ...] = ()

    def concepts(self) -> Iterable[ConceptRow]:
        return self.rows


def published(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


@pytest.mark.django_db
class TestLoadTerminology:
    def test_keeps_everything_and_the_words_to_search_in(self) -> None:
        assert load_terminology(source=Rows(rows=[ROD_CONE]), now=NOW) == [
            Loaded(system="HP", concepts=1, added=1, changed=0)
        ]
        concept = Concept.objects.get()
        assert concept.words == "hp:0000510\nrod-cone dystrophy\nretinitis pigmentosa"
        assert concept.synonyms == ["Retinitis pigmentosa"]
        assert concept.parents == ["HP:0000556"]

    def test_changes_nothing_the_second_time(self) -> None:
        load_terminology(source=Rows(rows=[ROD_CONE, USHER]), now=NOW)
        before = list(Concept.objects.values())
        again = load_terminology(source=Rows(rows=[ROD_CONE, USHER]), now=NOW)
        assert [(each.added, each.changed) for each in again] == [(0, 0), (0, 0)]
        assert list(Concept.objects.values()) == before
        assert AuditRow.objects.filter(act="load_terminology").count() == 1

    def test_brings_known_concepts_up_to_date_and_keeps_others(self) -> None:
        load_terminology(source=Rows(rows=[ROD_CONE, USHER]), now=NOW)
        newer = replace(ROD_CONE, version="2", retired=True, replaced_by="HP:0000556")
        assert load_terminology(source=Rows(rows=[newer]), now=NOW) == [
            Loaded(system="HP", concepts=1, added=0, changed=1)
        ]
        concept = Concept.objects.get(code="HP:0000510")
        assert (concept.version, concept.retired, concept.replaced_by) == ("2", True, "HP:0000556")
        assert Concept.objects.filter(code="886").exists()

    @pytest.mark.parametrize(
        ("rows", "words"),
        [
            ([USHER, USHER], "ORPHA 886 stands in the source 2 times"),
            ([ROD_CONE, replace(USHER, label=" ")], "ORPHA 886 has no label"),
            ([ROD_CONE, replace(USHER, label="x" * 1001)], "label of ORPHA 886 is too long"),
            ([replace(USHER, synonyms=("x" * 1001,))], "synonym of ORPHA 886 is too long"),
        ],
    )
    def test_refuses_what_is_no_concept_before_it_writes(
        self, rows: list[ConceptRow], words: str
    ) -> None:
        with pytest.raises(SourceRefused, match=words):
            load_terminology(source=Rows(rows=rows), now=NOW)
        assert not Concept.objects.exists()

    def test_asks_little(self, django_assert_max_num_queries: type) -> None:
        with django_assert_max_num_queries(10):
            load_terminology(source=sources.get("starter"), now=NOW)


@pytest.mark.django_db
class TestCommand:
    def test_prints_a_table_with_the_attribution(self) -> None:
        out = StringIO()
        call_command("load_terminology", "starter", stdout=out)
        lines = out.getvalue().splitlines()
        assert lines[0].split() == ["System", "Concepts", "Added", "Changed"]
        assert any(line.split()[:1] == ["ORPHA"] for line in lines)
        assert any("http://www.human-phenotype-ontology.org" in line for line in lines)
        assert "Orphanet nomenclature, © INSERM, CC BY 4.0." in lines

    def test_prints_json(self) -> None:
        out = StringIO()
        call_command("load_terminology", "starter", "--json", stdout=out)
        report = json.loads(out.getvalue())
        assert sum(each["added"] for each in report["systems"]) == Concept.objects.count() > 0

    def test_lists_the_sources(self) -> None:
        out = StringIO()
        call_command("load_terminology", "--json", stdout=out)
        assert "starter" in {each["name"] for each in json.loads(out.getvalue())}

    def test_names_the_known_sources_for_an_unknown_one(self) -> None:
        with pytest.raises(CommandError, match="Did you mean “starter”"):
            call_command("load_terminology", "startr")


class TestEverySource:
    @pytest.mark.parametrize("name", sources.names())
    def test_yields_rows_that_load(self, name: str) -> None:
        source: TerminologySource = sources.get(name)
        rows = list(source.concepts())
        assert source.name == name
        assert source.label
        assert source.version
        assert len({(row.system, row.code) for row in rows}) == len(rows) > 0

    def test_starter_restates_the_published_terms(self, shared: Path) -> None:
        rows = {(row.system, row.code): row for row in sources.get("starter").concepts()}
        folder = shared / "terminology"
        terms = {row["id"]: row for row in published(folder / "hpo_2025-01-16.tsv.gz")}
        diseases = {row["orpha"]: row for row in published(folder / "ordo_disorders.tsv.gz")}
        compared = 0
        for (system, code), row in rows.items():
            if system == "HP":
                term = terms[code]
                assert (row.label, term["obsolete"]) == (term["name"], "")
                assert set(row.parents) == set(filter(None, term["parents"].split("|")))
                assert set(row.synonyms) <= set(term["synonyms"].split("|"))
                compared += 1
            elif system == "ORPHA":
                label = diseases[f"ORPHA:{code}"]["label"]
                assert row.label == label.replace("√∂", "ö")  # a letter that the file has lost
                compared += 1
        assert compared > 200

    def test_starter_holds_what_lies_above_its_phenotypes(self) -> None:
        rows = [row for row in sources.get("starter").concepts() if row.system == "HP"]
        codes = {row.code for row in rows}
        assert {parent for row in rows for parent in row.parents} <= codes

    def test_starter_gives_diseases_to_imported_dictionaries(self) -> None:
        rows = {(row.system, row.code): row for row in sources.get("starter").concepts()}
        assert rows["ORPHA", "791"].label == rows["ORDO", "Orphanet_791"].label


@pytest.mark.django_db
class TestSearchInStarter:
    @pytest.mark.parametrize(
        ("system", "text", "code"),
        [
            ("ORPHA", "stargardt", "827"),
            ("ORPHA", "791", "791"),
            ("ORPHA", "LHON", "104"),
            ("HP", "night blindness", "HP:0000662"),
            ("HGNC", "abca4", "HGNC:34"),
            ("ORPHA", "huntingtn", "399"),
        ],
    )
    def test_finds_by_label_code_synonym_and_in_spite_of_a_slip(
        self, system: str, text: str, code: str
    ) -> None:
        load_terminology(source=sources.get("starter"), now=NOW)
        assert DatabaseTerminology().search(system, text)[0].code == code
