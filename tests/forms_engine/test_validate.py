"""Validation: the data contract, then relevance, then what the rules ask; every error in one pass."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_engine.compile import CompiledForm
from forms_engine.validate import accepts, submitted, validate
from tests.forms_engine.build import context, document, field, option, repeat

STATUS = field(
    "statusaa",
    "choice",
    options=[option("optionaa", "yes"), option("optionbb", "no", retired=True)],
)
IS_YES = {"=": [{"field": "statusaa"}, {"option": "optionaa"}]}


def errors(
    definition: dict[str, Any], answers: dict[str, Any], **missing: str
) -> list[tuple[str, str]]:
    reasons = {f"/{key}": reason for key, reason in missing.items()}
    form = CompiledForm(definition)
    return [(error.path, error.code) for error in validate(form, answers, reasons, context())]


class TestContract:
    def test_an_answer_of_the_wrong_type_is_named(self) -> None:
        definition = document(field("ageaaaaa", "number", minimum=0, maximum=120))
        assert errors(definition, {"ageaaaaa": "12"}) == [("/ageaaaaa", "schema")]
        [error] = validate(CompiledForm(definition), {"ageaaaaa": 130}, {}, context())
        assert error.words == "Enter a number between 0 and 120."
        assert error.element_id == "ageaaaaa"

    def test_a_question_that_the_form_does_not_have_is_named_also_in_rows(self) -> None:
        definition = document(repeat("relative", field("nameaaaa")))
        answers = {"colour": 1, "relative": [{"_id": "r1", "shoe": 2}]}
        assert errors(definition, answers) == [
            ("/colour", "unknown_question"),
            ("/relative/r1/shoe", "unknown_question"),
        ]

    def test_what_the_database_refuses_is_refused_first(self) -> None:
        assert errors(document(field("nameaaaa")), {"nameaaaa": "a\0"}) == [
            ("/nameaaaa", "not_storable")
        ]

    def test_a_retired_option_is_still_an_answer(self) -> None:
        assert errors(document(STATUS), {"statusaa": "no"}) == []

    def test_a_row_without_an_id_is_refused(self) -> None:
        assert errors(
            document(repeat("relative", field("nameaaaa"))), {"relative": [{"nameaaaa": "x"}]}
        ) == [("/relative", "schema")]


class TestRelevance:
    definition = document(
        STATUS,
        field("detailaa", required=True, relevant=IS_YES),
        field("moreaaaa", required=True, relevant={"not": [{"is_empty": [{"field": "detailaa"}]}]}),
    )

    def test_a_hidden_question_is_not_required(self) -> None:
        assert errors(self.definition, {}) == []
        assert errors(self.definition, {"statusaa": "yes"}) == [("/detailaa", "required")]

    def test_a_hidden_answer_counts_as_not_given_for_other_rules(self) -> None:
        assert errors(self.definition, {"statusaa": "yes", "detailaa": "x"}) == [
            ("/moreaaaa", "required")
        ]
        assert errors(self.definition, {"statusaa": "no", "detailaa": "x"}) == []

    def test_a_hidden_answer_is_not_handed_on_unless_it_is_kept(self) -> None:
        form = CompiledForm(self.definition)
        answers = {"statusaa": "no", "detailaa": "x"}
        assert submitted(form, answers, {"/detailaa": "unknown"}, context()) == (
            {"statusaa": "no"},
            {},
        )
        kept = document(STATUS, field("detailaa", relevant=IS_YES, on_hide="keep"))
        assert submitted(CompiledForm(kept), answers, {}, context())[0] == answers

    def test_a_hidden_group_hides_what_is_in_it_and_its_rows(self) -> None:
        group = {
            "kind": "section",
            "id": "sectiona",
            "title": {"en": "Group"},
            "relevant": IS_YES,
            "elements": [repeat("relative", field("nameaaaa", required=True), min=2)],
        }
        definition = document(STATUS, group)
        assert errors(definition, {"relative": [{"_id": "r1"}]}) == []
        assert errors(definition, {"statusaa": "yes", "relative": [{"_id": "r1"}]}) == [
            ("/relative/r1/nameaaaa", "required"),
            ("/relative", "too_few"),
        ]

    def test_rules_in_a_row_read_the_same_row(self) -> None:
        sick = field("sickaaaa", "boolean")
        since = field(
            "sinceaaa", "date", required=True, relevant={"=": [{"field": "sickaaaa"}, True]}
        )
        rows = [{"_id": "r1", "sickaaaa": False}, {"_id": "r2", "sickaaaa": True}]
        assert errors(document(repeat("relative", sick, since)), {"relative": rows}) == [
            ("/relative/r2/sinceaaa", "required")
        ]


class TestRequired:
    def test_a_reason_offered_stands_for_an_answer(self) -> None:
        definition = document(field("onsetaaa", "number", required=True, missing=["unknown"]))
        assert errors(definition, {}) == [("/onsetaaa", "required")]
        assert errors(definition, {}, onsetaaa="unknown") == []
        assert errors(definition, {}, onsetaaa="not_asked") == [("/onsetaaa", "missing_reason")]
        assert errors(definition, {"onsetaaa": 3}, onsetaaa="unknown") == [
            ("/onsetaaa", "missing_reason")
        ]

    def test_a_rule_that_is_unknown_does_not_require(self) -> None:
        definition = document(
            field("ageaaaaa", "number"),
            field("whyaaaaa", required={">": [{"field": "ageaaaaa"}, 3]}),
        )
        assert errors(definition, {}) == []
        assert errors(definition, {"ageaaaaa": 4}) == [("/whyaaaaa", "required")]


class TestConstraints:
    definition = document(
        field("startaaa", "date"),
        field(
            "endaaaaa",
            "date",
            constraints=[
                {
                    "id": "constra1",
                    "rule": {">=": [{"field": "endaaaaa"}, {"field": "startaaa"}]},
                    "message": {"en": "The end is before the start."},
                }
            ],
        ),
    )

    def test_a_broken_rule_says_its_message(self) -> None:
        answers = {"startaaa": "2026-02-01", "endaaaaa": "2026-01-01"}
        [error] = validate(CompiledForm(self.definition), answers, {}, context())
        assert (error.path, error.code) == ("/endaaaaa", "constraint")
        assert error.words == "The end is before the start."

    def test_an_unknown_rule_passes(self) -> None:
        assert errors(self.definition, {"endaaaaa": "2026-01-01"}) == []


class TestRepeats:
    def test_rows_of_two_repeats_may_have_the_same_id(self) -> None:
        def asked(name: str) -> dict[str, Any]:
            known = field(f"known{name}", "boolean")
            why = field(f"why{name}aa", required={"=": [{"field": f"known{name}"}, True]})
            return repeat(f"group{name}", known, why)

        definition = document(asked("one"), asked("two"))
        answers = {
            "groupone": [{"_id": "r1", "knownone": True}],
            "grouptwo": [{"_id": "r1", "knowntwo": False}],
        }
        assert errors(definition, answers) == [("/groupone/r1/whyoneaa", "required")]

    def test_rows_with_the_same_key_are_told_apart(self) -> None:
        definition = document(repeat("relative", field("nameaaaa"), row_key="nameaaaa", max=3))
        rows = [{"_id": f"r{number}", "nameaaaa": name} for number, name in enumerate("aba", 1)]
        assert errors(definition, {"relative": rows}) == [("/relative/r3", "row_key")]

    def test_rows_of_rows_have_paths_through_both(self) -> None:
        inner = repeat("variants", field("geneaaaa", required=True))
        definition = document(repeat("relative", inner))
        answers = {"relative": [{"_id": "r1", "variants": [{"_id": "r2"}]}]}
        assert errors(definition, answers) == [("/relative/r1/variants/r2/geneaaaa", "required")]


class TestIdentity:
    birth = field("birthaaa", "date", privacy="direct", required=True)

    def test_a_question_that_identifies_is_not_asked_and_not_taken(self) -> None:
        definition = document(self.birth, field("otheraaa"))
        assert errors(definition, {}) == []
        assert errors(definition, {"birthaaa": "2001-01-01"}) == [("/birthaaa", "unknown_question")]
        form = CompiledForm(definition)
        assert "birthaaa" not in form.schema["properties"]
        assert submitted(form, {"birthaaa": "2001-01-01"}, {}, context()) == ({}, {})


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "statusaa": st.sampled_from(["yes", "no", "maybe", 1, None]),
        "ageaaaaa": st.one_of(st.integers(-5, 200), st.floats(-5, 200), st.text(max_size=2)),
        "dayaaaaa": st.sampled_from(["2024-02-29", "2023-02-29", "20240229", "2024-2-9", 7]),
        "manyaaaa": st.lists(st.sampled_from(["yes", "no", "x"]), max_size=3),
        "relative": st.lists(
            st.fixed_dictionaries(
                {"_id": st.sampled_from(["r1", "r2", "x"])},
                optional={"nameaaaa": st.text(min_size=1, max_size=3)},
            ),
            max_size=3,
        ),
        "other": st.none(),
    },
)
MIXED = CompiledForm(
    document(
        STATUS,
        field("ageaaaaa", "number", integer=True, minimum=0, maximum=120),
        field("dayaaaaa", "date"),
        field("manyaaaa", "choices", options=[option("optioncc", "yes"), option("optiondd", "no")]),
        repeat("relative", field("nameaaaa", max_length=2), max=2),
    )
)


@settings(max_examples=300, deadline=None)
@given(ANSWERS)
def test_the_fast_validator_gives_the_verdict_of_the_reference(answers: dict[str, Any]) -> None:
    reference = jsonschema.Draft202012Validator(
        MIXED.schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    assert accepts(MIXED, answers) == reference.is_valid(answers)
    if not reference.is_valid(answers):
        given_answers = {
            key: value for key, value in answers.items() if value not in (None, [], "")
        }
        if not reference.is_valid(given_answers):
            assert validate(MIXED, given_answers, {}, context())


@pytest.mark.parametrize("count", [1, 40])
def test_every_error_is_found_in_one_pass(count: int) -> None:
    ids = [f"field{number:03}" for number in range(count)]
    definition = document(*(field(id, required=True) for id in ids))
    assert errors(definition, {}) == [(f"/{id}", "required") for id in ids]
