"""The contract that every field type keeps: a new file is tried here without a line being added."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_engine.check.schema import _CONTROLS
from forms_engine.fields import AnswerRefused, FieldType, Question, RawInput, field_types
from forms_engine.logic import type_named
from tests.forms_engine.build import context, field

EXAMPLES = [
    pytest.param(field_type, properties, right, wrong, id=f"{name}-{number}")
    for name, field_type in field_types.items()
    for number, (properties, right, wrong) in enumerate(field_type.examples)
]
FORBIDDEN = {"multipleOf"}
FORBIDDEN_FORMATS = {"time", "date-time", "duration"}


def question(field_type: FieldType, properties: Any) -> Question:
    element = field("question", field_type.name, **properties)
    return Question(element=element, options=element.get("options", ()))


def keywords(schema: Any) -> set[tuple[str, str]]:
    found = set()
    if isinstance(schema, dict):
        for key, value in schema.items():
            found.add((key, value if isinstance(value, str) else ""))
            found |= keywords(value)
    elif isinstance(schema, list):
        for each in schema:
            found |= keywords(each)
    return found


@pytest.mark.parametrize(
    "field_type", [each for _, each in field_types.items()], ids=lambda each: each.name
)
class TestFieldType:
    def test_says_what_it_is(self, field_type: FieldType) -> None:
        assert field_type.label
        assert field_type.description.endswith(".")
        assert field_type.group
        assert field_type.examples, "a field type brings its own examples"
        assert type_named(field_type.value_type)

    def test_has_properties_that_the_designer_can_edit(self, field_type: FieldType) -> None:
        for prop in field_type.properties:
            assert prop.label
            assert prop.control == "select" or prop.control in _CONTROLS
            assert (prop.control == "select") == bool(prop.choices)

    def test_takes_nothing_as_no_answer(self, field_type: FieldType) -> None:
        properties = field_type.examples[0][0]
        raw = RawInput(parts={})
        assert field_type.clean(raw, question(field_type, properties), context()) is None
        assert field_type.is_empty(None)


@pytest.mark.parametrize(("field_type", "properties", "right", "wrong"), EXAMPLES)
class TestAnswers:
    def test_the_schema_takes_the_right_and_refuses_the_wrong(
        self, field_type: FieldType, properties: Any, right: Any, wrong: Any
    ) -> None:
        asked = question(field_type, properties)
        schema = field_type.schema(asked)
        jsonschema.Draft202012Validator.check_schema(schema)
        checker = jsonschema.Draft202012Validator(
            schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
        )
        fast = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
        for answer in (right, wrong):
            assert checker.is_valid(answer) == fast.is_valid(answer)
        assert checker.is_valid(right)
        refused = not checker.is_valid(wrong) or field_type.refusals(wrong, asked, context())
        assert refused

    def test_the_schema_uses_only_what_validators_agree_on(
        self, field_type: FieldType, properties: Any, right: Any, wrong: Any
    ) -> None:
        found = keywords(field_type.schema(question(field_type, properties)))
        assert not {key for key, _ in found} & FORBIDDEN
        assert not {value for key, value in found if key == "format"} & FORBIDDEN_FORMATS
        for pattern in (value for key, value in found if key == "pattern"):
            assert not any(part in pattern for part in ("\\d", "\\w", "\\s", "$"))

    def test_an_answer_can_be_read_and_written_as_json(
        self, field_type: FieldType, properties: Any, right: Any, wrong: Any
    ) -> None:
        asked = question(field_type, properties)
        assert json.loads(json.dumps(right)) == right
        assert isinstance(field_type.text(right, asked), str)
        assert field_type.text(right, asked)
        assert isinstance(field_type.input_text(right, asked), str)
        assert not field_type.is_empty(right)


@pytest.mark.parametrize(
    "field_type", [each for _, each in field_types.items()], ids=lambda each: each.name
)
@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(st.text(max_size=30), max_size=3), part=st.sampled_from(["", "code", "upload"])
)
def test_whatever_is_typed_is_an_answer_of_the_schema_or_is_refused_in_words(
    field_type: FieldType, texts: list[str], part: str
) -> None:
    for properties, _, _ in field_type.examples:
        asked = question(field_type, properties)
        try:
            answer = field_type.clean(RawInput(parts={part: texts}), asked, context())
        except AnswerRefused as refusal:
            assert str(refusal)
            continue
        if not field_type.is_empty(answer):
            assert jsonschema_rs.is_valid(field_type.schema(asked), answer, validate_formats=True)


class TestNumber:
    @pytest.mark.parametrize(
        ("typed", "answer"),
        [
            ("3", 3),
            ("3,5", 3.5),
            (" 3.50 ", 3.5),
            ("−2", -2),
            (".5", 0.5),
            ("1 000", 1000),
            ("1e3", None),
            ("1.000,5", None),
        ],
    )
    def test_reads_points_and_commas_and_refuses_what_could_mean_two_things(
        self, typed: str, answer: float | None
    ) -> None:
        asked = Question(element=field("n", "number"))
        raw = RawInput(parts={"": [typed]})
        if answer is None:
            with pytest.raises(AnswerRefused, match="Enter a number"):
                field_types.get("number").clean(raw, asked, context())
        else:
            assert field_types.get("number").clean(raw, asked, context()) == answer

    def test_counts_decimals_on_the_shortest_form(self) -> None:
        asked = Question(element=field("n", "number", decimals=1))
        number = field_types.get("number")
        assert number.refusals(0.1, asked, context()) == []
        assert number.refusals(0.12, asked, context()) == ["Enter at most 1 decimal places."]

    def test_writes_small_numbers_without_exponent(self) -> None:
        asked = Question(element=field("n", "number", unit="mg"))
        assert field_types.get("number").text(0.0000005, asked) == "0.0000005 mg"


class TestDate:
    def test_today_is_the_day_of_the_request(self) -> None:
        asked = Question(element=field("d", "date", maximum="today"))
        date = field_types.get("date")
        assert date.clean(RawInput(parts={"": ["22.11.2026"]}), asked, context()) == "2026-11-22"
        with pytest.raises(AnswerRefused, match="22 Nov 2026 or earlier"):
            date.clean(RawInput(parts={"": ["2026-11-23"]}), asked, context())

    @pytest.mark.parametrize("typed", ["2023-02-29", "31.4.2020", "00.01.2020", "2020-13-01"])
    def test_refuses_days_that_are_not_in_the_calendar(self, typed: str) -> None:
        asked = Question(element=field("d", "date"))
        with pytest.raises(AnswerRefused, match="no such day"):
            field_types.get("date").clean(RawInput(parts={"": [typed]}), asked, context())


class TestCodedTerm:
    asked = Question(element=field("t", "coded_term", binding={"system": "ORPHA"}))

    def clean(self, **parts: str) -> Any:
        raw = RawInput(parts={name.replace("text", ""): [value] for name, value in parts.items()})
        return field_types.get("coded_term").clean(raw, self.asked, context())

    def test_takes_the_code_that_the_search_chose(self) -> None:
        answer = self.clean(text="Retinitis pigmentosa", code="791")
        assert answer == {"system": "ORPHA", "code": "791", "label": "Retinitis pigmentosa"}

    def test_a_code_left_over_from_another_term_does_not_win_over_the_words(self) -> None:
        assert self.clean(text="Leber congenital amaurosis", code="791")["code"] == "65"

    def test_one_of_the_terms_on_offer_wins_over_the_words_that_it_was_offered_for(self) -> None:
        assert self.clean(text="e", choice="65")["code"] == "65"
        with pytest.raises(AnswerRefused):
            self.clean(text="e", choice="none such")

    def test_offers_what_resembles_ambiguous_words(self) -> None:
        with pytest.raises(AnswerRefused) as refusal:
            self.clean(text="e")
        assert ("791", "Retinitis pigmentosa (791)") in refusal.value.choices

    def test_a_retired_term_is_read_but_not_offered(self) -> None:
        stored = {"system": "ORPHA", "code": "827", "label": "Stargardt disease"}
        term = field_types.get("coded_term")
        assert term.refusals(stored, self.asked, context()) == []
        with pytest.raises(AnswerRefused, match="was not found"):
            self.clean(text="Stargardt")


class TestChoices:
    def test_an_exclusive_option_stands_alone(self) -> None:
        options = [
            {"id": "optionaa", "code": "none", "label": {"en": "None of these"}},
            {"id": "optionbb", "code": "x", "label": {"en": "X"}},
        ]
        element = field("c", "choices", options=options, exclusive=["optionaa"])
        asked = Question(element=element, options=options)
        with pytest.raises(AnswerRefused, match="“None of these” cannot be chosen together"):
            field_types.get("choices").clean(RawInput(parts={"": ["none", "x"]}), asked, context())

    def test_the_order_is_the_forms(self) -> None:
        options = [
            {"id": "optionaa", "code": "a", "label": {"en": "A"}},
            {"id": "optionbb", "code": "b", "label": {"en": "B"}},
        ]
        asked = Question(element=field("c", "choices", options=options), options=options)
        raw = RawInput(parts={"": ["b", "a"]})
        assert field_types.get("choices").clean(raw, asked, context()) == ["a", "b"]
