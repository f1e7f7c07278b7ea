"""What becomes of each kind of question, and of everything that stands beside it."""

from typing import Any

import pytest

from forms_engine.check import errors_of
from forms_engine.definition.tree import walk
from forms_engine.interchange import Reading
from forms_engine.interchange.redcap.prose import has_html, heading, markdown, plain
from tests.forms_engine.interchange.redcap.dictionary import element, elements, lost, question, read


def only_loss(reading: Reading) -> tuple[str, str]:
    ((construct, kept_as),) = lost(reading).items()
    return construct, kept_as


class TestTypes:
    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            (question("a"), {"type": "text"}),
            (question("a", "notes"), {"type": "long_text"}),
            (question("a", "yesno"), {"type": "boolean"}),
            (question("a", "file"), {"type": "file"}),
            (question("a", validation="integer", text_validation_min="0", text_validation_max="120"),
             {"type": "number", "integer": True, "minimum": 0, "maximum": 120}),
            (question("a", validation="number", text_validation_min="0.50"), {"type": "number", "minimum": 0.5}),
            (question("a", validation="number_2dp"), {"type": "number", "decimals": 2}),
            (question("a", validation="number_1dp_comma_decimal", text_validation_max="3,5"),
             {"type": "number", "decimals": 1, "maximum": 3.5}),
            (question("a", validation="date_dmy", text_validation_min="1900-01-31", text_validation_max="today"),
             {"type": "date", "minimum": "1900-01-31", "maximum": "today"}),
            (question("a", validation="date_mdy", text_validation_min="01/31/1900"),
             {"type": "date", "minimum": "1900-01-31"}),
            (question("a", choices="BIOPORTAL:HP"), {"type": "coded_term", "binding": {"system": "HP"}}),
            (question("a", choices="bioportal : ordo"), {"type": "coded_term", "binding": {"system": "ORPHA"}}),
        ],
    )  # fmt: skip
    def test_follow_type_and_validation(
        self, row: dict[str, str], expected: dict[str, Any]
    ) -> None:
        found = element(row)
        own = {k: v for k, v in found.items() if k not in ("kind", "id", "key", "label", "privacy")}
        assert own == expected
        assert read(row).losses == ()

    @pytest.mark.parametrize(
        ("kind", "layout"), [("radio", "radios"), ("dropdown", "select"), ("select", "select")]
    )
    def test_choices_keep_codes_labels_and_order(self, kind: str, layout: str) -> None:
        found = element(question("a", kind, choices="1, Yes, indeed | 0, No\n| x, 5 < 6"))
        assert [(o["code"], o["label"]["en"]) for o in found["options"]] == [
            ("1", "Yes, indeed"),
            ("0", "No"),
            ("x", "5 < 6"),
        ]
        assert (found["type"], found["layout"]) == ("choice", layout)

    def test_a_long_list_is_searched(self) -> None:
        found = element(question("a", "dropdown", choices="1, A | 2, B", validation="autocomplete"))
        assert found["layout"] == "search"

    def test_a_choice_without_options_becomes_text(self) -> None:
        reading = read(question("a", "radio"))
        assert elements(reading)["a"]["type"] == "text"
        assert only_loss(reading) == (
            "choice without options",
            "imported as text, because it has no options",
        )

    def test_an_option_whose_code_is_taken_is_reported(self) -> None:
        reading = read(question("a", "checkbox", choices="1, A | 1, B"))
        assert len(elements(reading)["a"]["options"]) == 1
        assert reading.losses[0].source == "1, B"

    @pytest.mark.parametrize("kind", ["calc", "sql"])
    def test_what_is_computed_is_lost_with_its_source(self, kind: str) -> None:
        reading = read(question("a", kind, label="BMI", choices="[w]/[h]^2"))
        (loss,) = reading.losses
        assert (reading.items, reading.imported, loss.item_lost) == (2, 1, True)
        assert loss.place == "line 3, a, Field Type"
        assert "Choices, Calculations, OR Slider Labels: [w]/[h]^2" in loss.source
        assert "Field Label: BMI" in loss.source

    def test_a_slider_becomes_a_number(self) -> None:
        reading = read(question("a", "slider", choices="Sad | Happy", validation="number"))
        assert elements(reading)["a"]["maximum"] == 100
        assert only_loss(reading) == ("slider", "imported as a number")
        assert reading.losses[0].source == "Sad | Happy"

    def test_a_descriptive_text_becomes_a_note(self) -> None:
        found = element(question("a", "descriptive", label="<p>See <b>this</b></p>"))
        assert found["kind"] == "note"
        assert found["text"] == {"en": "See **this**"}

    @pytest.mark.parametrize(
        ("row", "construct"),
        [
            (question("a", validation="time"), "validation"),
            (question("a", validation="email"), "validation"),
            (question("a", validation="integer", text_validation_min="[age]"), "limit"),
            (question("a", validation="date_ymd", text_validation_min="2020-13-01"), "limit"),
            (question("a", "notes", choices="?"), "choices"),
            (question("a", "file", validation="signature"), "signature"),
            (question("a", "truefalse"), "true or false"),
            (question("a", "ranking"), "field type"),
            (question("a", required_field="maybe"), "required"),
            (question("a", custom_alignment="RH"), "alignment"),
            (question("a", question_number="7b"), "question number"),
            (question("a", matrix_ranking="y"), "ranking"),
            (question("a", label="Hello [record_id]"), "piped answer"),
            (question("a", label='See <a href="https://x.org">there</a>'), "formatting"),
            (question("a", label='<img src="https://x.org/a.png">'), "picture or media"),
        ],
    )
    def test_what_is_lost_of_an_imported_question_is_reported(
        self, row: dict[str, str], construct: str
    ) -> None:
        reading = read(row)
        assert [loss.construct for loss in reading.losses] == [construct]
        assert not reading.losses[0].item_lost
        assert reading.imported == reading.items == 2
        assert {e.code for e in errors_of(reading.definition)} == {"privacy_unconfirmed"}

    def test_limits_that_exclude_every_answer_are_left_out(self) -> None:
        row = question("a", validation="integer", text_validation_min="5", text_validation_max="1")
        reading = read(row)
        assert "minimum" not in elements(reading)["a"]
        assert [loss.source for loss in reading.losses] == ["5", "1"]


class TestTexts:
    def test_label_help_and_hint(self) -> None:
        found = element(
            question(
                "a", label="<div><p>Age?</p><p>In <i>years</i>.</p></div>", field_note="R&amp;D"
            )
        )
        assert (found["label"], found["help"], found["hint"]) == (
            {"en": "Age?"},
            {"en": "In years."},
            {"en": "R&D"},
        )

    def test_a_question_without_a_label_is_named_by_its_key(self) -> None:
        assert element(question("past_history", label=""))["label"] == {"en": "Past history"}

    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("a <b>b</b><br>c", "a b c"),
            ("under 5 < 6 years", "under 5 < 6 years"),
            ("&lt;5 &amp; more", "<5 & more"),
            ("<script>alert(1)</script>safe", "safe"),
        ],
    )
    def test_plain_text(self, source: str, expected: str) -> None:
        assert plain(source) == expected

    def test_markdown_has_no_html_and_no_unsafe_links(self) -> None:
        text = markdown(
            '<p>A &lt;script&gt; <a href="javascript:x">j</a> <a href="https://x.org/a(b)">w</a>'
            '<img src="https://x.org/i.png"><iframe src="x"></iframe></p>'
        )
        assert "](javascript" not in text
        assert "[w](https://x.org/a%28b%29)" in text
        assert "i.png" not in text
        assert "\\<script>" in text

    def test_an_xml_declaration_is_left_out(self) -> None:
        assert markdown('<?xml version="1.0"?><p>x</p>') == "x"

    @pytest.mark.parametrize("hostile", ["<div>" * 5000 + "x", "<p>" + "x" * 40_000, "<" * 9000])
    def test_hostile_html_is_read_in_time(self, hostile: str) -> None:
        assert not has_html(markdown(hostile).replace("\\<", ""))

    def test_a_long_heading_is_cut_and_kept_as_introduction(self) -> None:
        found = heading("word " * 60)
        assert len(found.title) <= 100
        assert found.title.endswith("word…")
        assert found.introduction.count("word") == 60

    def test_a_short_heading_leaves_the_rest_as_introduction(self) -> None:
        found = heading("<h3>History</h3><ul><li>ask <b>all</b></li></ul>")
        assert (found.title, found.introduction) == ("History", "- ask **all**")


class TestStructure:
    def test_forms_are_pages_and_heads_are_sections(self) -> None:
        definition = read(
            question("a", section_header="First"),
            question("b"),
            question("c", section_header="Second"),
            question("d", form_name="later_visit"),
        ).definition
        found = [
            (p.kind, p.element.get("title", {}).get("en") or p.element["key"], len(p.parents))
            for p in walk(definition)
        ]
        assert found == [
            ("page", "Visit", 0),
            ("field", "record_id", 1),
            ("section", "First", 1),
            ("field", "a", 2),
            ("field", "b", 2),
            ("section", "Second", 1),
            ("field", "c", 2),
            ("page", "Later visit", 0),
            ("field", "d", 1),
        ]

    def test_a_matrix_is_a_section_of_its_own(self) -> None:
        matrix = {"choices": "1, A", "matrix_group_name": "mood_scale"}
        reading = read(
            question("a", "radio", **matrix), question("b", "radio", **matrix), question("c")
        )
        (page,) = reading.definition["elements"]
        assert [e.get("key") for e in page["elements"]] == ["record_id", None, "c"]
        assert page["elements"][1]["title"] == {"en": "Mood scale"}
        assert [e["key"] for e in page["elements"][1]["elements"]] == ["a", "b"]
        assert only_loss(reading) == ("matrix", "imported as questions of one section")

    def test_the_head_of_a_matrix_names_its_section(self) -> None:
        matrix = {"choices": "1, A", "matrix_group_name": "m", "section_header": "Mood"}
        (page,) = read(question("a", "radio", **matrix)).definition["elements"]
        assert page["elements"][1]["title"] == {"en": "Mood"}
        assert [e["key"] for e in page["elements"][1]["elements"]] == ["a"]

    def test_ids_do_not_change_when_a_question_moves_or_changes(self) -> None:
        before = element(question("a", "radio", choices="1, A | 2, B"))
        after = element(question("z"), question("a", "checkbox", choices="2, C", form_name="other"))
        assert before["id"] == after["id"]
        assert before["options"][1]["id"] == after["options"][0]["id"]

    def test_rows_without_a_field_name_are_reported(self) -> None:
        reading = read(question("", label="Lonely"))
        assert reading.items == 1
        assert "Field Label: Lonely" in reading.losses[0].source


class TestTags:
    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            (question("a", annotation="@HIDDEN"), {"show_in": ["pdf", "summary"]}),
            (question("a", annotation="@HIDDEN @HIDDEN-PDF"), {"show_in": ["summary"]}),
            (question("a", annotation="@READONLY"), {"read_only": True}),
            (question("a", annotation="@DEFAULT='x y'"), {"default": "x y"}),
            (question("a", validation="integer", annotation='@DEFAULT = "5"'), {"default": 5}),
            (question("a", "yesno", annotation="@DEFAULT='0'"), {"default": False}),
            (question("a", "radio", choices="1, A", annotation="@DEFAULT='1'"), {"default": "1"}),
            (question("a", "checkbox", choices="1, A|2, B", annotation="@DEFAULT='2,1'"),
             {"default": ["1", "2"]}),
            (question("a", "checkbox", choices="1, A|2, B", annotation="@MAXCHECKED=1"), {"max_chosen": 1}),
            (question("a", "notes", annotation="@CHARLIMIT=200"), {"max_length": 200}),
            (question("a", annotation="@PLACEHOLDER='Such as 12'"), {"placeholder": {"en": "Such as 12"}}),
        ],
    )  # fmt: skip
    def test_become_properties(self, row: dict[str, str], expected: dict[str, Any]) -> None:
        reading = read(row)
        found = elements(reading)["a"]
        assert {name: found[name] for name in expected} == expected
        assert reading.losses == ()
        assert {e.code for e in errors_of(reading.definition)} == {"privacy_unconfirmed"}

    def test_none_of_the_above_excludes_the_others(self) -> None:
        found = element(
            question("a", "checkbox", choices="1, A | N, None", annotation="@NONEOFTHEABOVE='N'")
        )
        assert found["exclusive"] == [found["options"][1]["id"]]

    def test_a_hidden_choice_is_retired(self) -> None:
        found = element(
            question("a", "radio", choices="1, A | 2, B | 3, C", annotation="@HIDECHOICE='1,3'")
        )
        assert [o.get("retired", False) for o in found["options"]] == [True, False, True]

    @pytest.mark.parametrize(
        "row",
        [
            question("a", annotation="@NOW"),
            question("a", annotation="@DEFAULT='[other]'"),
            question("a", annotation="@DEFAULT"),
            question("a", validation="integer", annotation="@DEFAULT='1.5'"),
            question("a", "radio", choices="1, A", annotation="@DEFAULT='2'"),
            question("a", "radio", choices="1, A", annotation="@HIDECHOICE='1'"),
            question("a", "radio", choices="1, A", annotation="@NONEOFTHEABOVE='1'"),
            question("a", "yesno", annotation="@CHARLIMIT=5"),
            question("a", "descriptive", annotation="@HIDDEN"),
            question("a", annotation='@IF([x]="1", @READONLY, "")'),
        ],
    )
    def test_that_have_no_property_are_reported(self, row: dict[str, str]) -> None:
        reading = read(row)
        tag = row["field_annotation"].split("=")[0].split("(")[0]
        assert f"action tag {tag}" in lost(reading)
        assert {e.code for e in errors_of(reading.definition)} == {"privacy_unconfirmed"}

    def test_a_hidden_question_is_not_required(self) -> None:
        reading = read(question("a", annotation="@HIDDEN", required_field="y"))
        assert "required" not in elements(reading)["a"]
        assert only_loss(reading) == ("required", "imported as not required, because it is hidden")
