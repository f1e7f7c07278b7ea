"""Action tags, codes and other words of an annotation."""

import pytest

from forms_engine.interchange.redcap.annotations import read_annotation
from tests.forms_engine.interchange.redcap.dictionary import elements, question, read


class TestAnnotations:
    def test_values_may_be_quoted_json_or_bare(self) -> None:
        found = read_annotation(
            '@UV={"when":"[a]=\'}\'","n":{"x":1}} @UV=damm @UV = \'a b\' me@EXAMPLE.org @@X @UV'
        )
        assert [tag.value for tag in found.tags] == [
            '{"when":"[a]=\'}\'","n":{"x":1}}',
            "damm",
            "a b",
            None,
        ]
        assert found.rest == "me@EXAMPLE.org @@X"

    @pytest.mark.parametrize("text", ["@A='x", '@A="x', "@A={", "@A=", "@A = ", "@"])
    def test_broken_values_end_with_the_text(self, text: str) -> None:
        assert len(read_annotation(text).tags) <= 1

    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("SNOMED:399423000 | Admission", [("SNOMEDCT", "399423000")]),
            (
                "Variable:\nLOINC:76689-9 | Sex\nChoices:\n- SNOMED:248152002",
                [("LOINC", "76689-9")],
            ),
            ("Variable: LOINC:85353_1 | Panel", [("LOINC", "85353-1")]),
            ("LOINC:63929-4; Terminology: NCIT", [("LOINC", "63929-4")]),
            ("HPO:0034382 | Resolution", [("HP", "HP:0034382")]),
            ("HL7 FHIR:encounter.period.start | Start", [("FHIR", "encounter.period.start")]),
            ("Terminology: SNOMED", []),
            ("SNOMED: none", []),
            ("- SNOMED:248152002 | Female", []),
        ],
    )
    def test_codes_of_the_question_are_read(self, text: str, codes: list[tuple[str, str]]) -> None:
        assert [(c["system"], c["code"]) for c in read_annotation(text).codes] == codes

    def test_other_words_stay_with_the_document(self) -> None:
        reading = read(question("a", annotation="@HIDDEN Ask twice"))
        id_ = elements(reading)["a"]["id"]
        assert reading.definition["source"]["annotations"] == {id_: "Ask twice"}
