"""What was posted becomes typed answers, and what cannot be read is kept as typed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_engine.compile import CompiledForm
from forms_engine.draft import Draft
from forms_engine.forms.reading import MOST_ROWS, read_page
from tests.forms_engine.build import context, document, field, option, repeat
from tests.forms_engine.forms.posting import Posted, form, read

NESTED = form(
    field("nameaaaa"),
    repeat("relative", field("kindaaaa"), repeat("variants", field("geneaaaa"))),
)
HOSTILE = [
    "",
    "1",
    "x1",
    "R1",
    "r",
    "r" * 33,
    "r1\n",
    "r1/r2",
    "r~1",
    "r.1",
    "__proto__",
    "__row__",
    "_id",
    "r1'\"><script>",
    "rä",
    "r\0",
]


class TestReadPage:
    """One page of a form."""

    def test_reads_typed_answers_and_leaves_empty_ones_out(self) -> None:
        typed = form(field("textaaaa"), field("numberaa", "number"), field("booleana", "boolean"))
        found = read(typed, {"textaaaa": "  a ", "numberaa": "1,5", "booleana": ""})
        assert found.answers == {"textaaaa": "a", "numberaa": 1.5}
        assert (found.missing, found.unread, found.errors) == ({}, {}, {})

    def test_reads_nothing_of_other_pages(self) -> None:
        definition = document(field("textaaaa"))
        second = {
            "kind": "page",
            "id": "page0002",
            "title": {"en": "Second"},
            "elements": [field("otheraaa"), repeat("rowsaaaa", field("innerrrr"))],
        }
        definition["elements"].append(second)
        data = {
            "textaaaa": "a",
            "otheraaa": "b",
            "rowsaaaa:rows": "r1",
            "rowsaaaa.r1.innerrrr": "c",
        }
        compiled = CompiledForm(definition)
        found = read_page(compiled, "page0002", Posted(data), context(), Draft())
        assert found.answers == {"otheraaa": "b", "rowsaaaa": [{"_id": "r1", "innerrrr": "c"}]}
        assert read(compiled, data).answers == {"textaaaa": "a"}

    def test_takes_no_answer_that_identifies_the_patient(self) -> None:
        assert read(form(field("fullname", privacy="direct")), {"fullname": "A"}).answers == {}

    def test_reads_rows_in_rows(self) -> None:
        found = read(
            NESTED,
            {
                "relative:rows": ["r2", "r1"],
                "relative.r1.kindaaaa": "Aunt",
                "relative.r2.variants:rows": ["r9"],
                "relative.r2.variants.r9.geneaaaa": "RPE65",
                "relative.r3.kindaaaa": "of no row",
            },
        )
        assert found.answers["relative"] == [
            {"_id": "r2", "variants": [{"_id": "r9", "geneaaaa": "RPE65"}]},
            {"_id": "r1", "kindaaaa": "Aunt"},
        ]

    @pytest.mark.parametrize("row", HOSTILE)
    def test_leaves_rows_out_whose_id_has_not_the_right_form(self, row: str) -> None:
        found = read(NESTED, {"relative:rows": [row, "r1"], f"relative.{row}.kindaaaa": "x"})
        assert found.answers == {"relative": [{"_id": "r1"}]}

    def test_reads_a_row_once(self) -> None:
        found = read(NESTED, {"relative:rows": ["r1", "r1"], "relative.r1.kindaaaa": "Aunt"})
        assert found.answers == {"relative": [{"_id": "r1", "kindaaaa": "Aunt"}]}

    def test_stops_at_a_thousand_rows_and_says_so(self) -> None:
        rows = [f"r{number}" for number in range(MOST_ROWS + 1)]
        found = read(NESTED, {"relative:rows": rows})
        assert len(found.answers["relative"]) == MOST_ROWS
        assert found.errors == {
            "/relative": "At most 1000 rows can be kept. The others were left out."
        }
        assert read(NESTED, {"relative:rows": rows[:-1]}).errors == {}

    @given(
        st.dictionaries(
            st.sampled_from(
                [
                    "nameaaaa",
                    "nameaaaa:code",
                    "relative",
                    "relative:rows",
                    "relative.r1",
                    "relative.r1.kindaaaa",
                    "relative.r1.variants:rows",
                    "relative.r1.variants.r1.geneaaaa",
                ]
            ),
            st.lists(st.one_of(st.text(max_size=9), st.just("r1")), max_size=3),
        )
    )
    def test_never_breaks_and_keeps_every_word_somewhere(self, data: dict[str, list[str]]) -> None:
        found = read(NESTED, data)
        kept = json.dumps([found.answers, found.unread])
        json.loads(kept.encode("utf-8"))
        assert "\\u0000" not in kept
        first = (data.get("nameaaaa") or [""])[0]
        if first.strip() and "\0" not in first:
            assert json.dumps(first.strip().replace("\r\n", "\n").replace("\r", "\n")) in kept


class TestReadOnly:
    """What may only be read keeps what it had, whatever is posted."""

    FORM = form(
        field("sourceaa", read_only=True, missing=["unknown"]),
        repeat("rowsaaaa", field("innerrrr", read_only=True), field("otheraaa")),
    )

    def test_keeps_its_answer_also_in_rows(self) -> None:
        rows = [{"_id": "r1", "innerrrr": "kept"}]
        kept = Draft(answers={"sourceaa": "ERN", "rowsaaaa": rows})
        data = {
            "sourceaa": "x",
            "rowsaaaa:rows": ["r1", "r2"],
            "rowsaaaa.r1.innerrrr": "x",
            "rowsaaaa.r2.innerrrr": "x",
            "rowsaaaa.r2.otheraaa": "new",
        }
        assert read(self.FORM, data, kept).answers == {
            "sourceaa": "ERN",
            "rowsaaaa": [{"_id": "r1", "innerrrr": "kept"}, {"_id": "r2", "otheraaa": "new"}],
        }

    def test_keeps_its_reason_and_what_could_not_be_read(self) -> None:
        kept = Draft(missing={"/sourceaa": "unknown"}, unread={"/sourceaa": {"": ["x"]}})
        found = read(self.FORM, {"sourceaa": "y", "sourceaa:missing": ""}, kept)
        assert found.draft == kept

    def test_takes_the_answer_that_the_form_gives_it(self) -> None:
        given = form(field("sourceaa", read_only=True, default="ERN"))
        assert read(given, {}).answers == {"sourceaa": "ERN"}
        assert read(given, {}, Draft(answers={"sourceaa": "old"})).answers == {"sourceaa": "old"}


class TestMissing:
    """A reason instead of an answer."""

    FORM = form(field("onsetaaa", "number", missing=["unknown"]), field("otheraaa"))

    def test_is_kept_where_it_is_offered(self) -> None:
        data = {"onsetaaa:missing": "unknown", "otheraaa:missing": "unknown"}
        found = read(self.FORM, data)
        assert found.missing == {"/onsetaaa": "unknown"}

    @pytest.mark.parametrize("reason", ["", "not_asked", "x", "\0"])
    def test_is_left_out_where_it_is_not(self, reason: str) -> None:
        found = read(self.FORM, {"onsetaaa:missing": reason})
        assert (found.missing, found.errors) == ({}, {})

    def test_beside_an_answer_is_said_and_the_answer_stays(self) -> None:
        found = read(self.FORM, {"onsetaaa": "5", "onsetaaa:missing": "unknown"})
        assert found.answers == {"onsetaaa": 5}
        assert found.missing == {}
        assert found.errors == {
            "/onsetaaa": "Give an answer or a reason for its absence, not both."
        }


class TestUnread:
    """What was typed but is no answer."""

    FORM = form(
        field("onsetaaa", "number"),
        field("signsaaa", "choices", options=[option("aaaaaaaa", "a"), option("bbbbbbbb", "b")]),
        field("diseasea", "coded_term", binding={"system": "ORPHA"}),
        repeat("rowsaaaa", field("whenaaaa", "date")),
    )

    def test_is_kept_by_part_with_its_error(self) -> None:
        data = {
            "onsetaaa": " twelve",
            "signsaaa": ["a", "z"],
            "rowsaaaa:rows": "r1",
            "rowsaaaa.r1.whenaaaa": "soon",
        }
        found = read(self.FORM, data)
        assert found.unread == {
            "/onsetaaa": {"": [" twelve"]},
            "/signsaaa": {"": ["a", "z"]},
            "/rowsaaaa/r1/whenaaaa": {"": ["soon"]},
        }
        assert set(found.errors) == set(found.unread)
        assert found.answers == {"rowsaaaa": [{"_id": "r1"}]}

    def test_comes_with_the_terms_that_resemble_it(self) -> None:
        found = read(self.FORM, {"diseasea": "e"})
        assert found.choices["/diseasea"] == (
            ("791", "Retinitis pigmentosa (791)"),
            ("65", "Leber congenital amaurosis (65)"),
        )
        assert found.unread == {"/diseasea": {"": ["e"]}}
