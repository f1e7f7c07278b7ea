"""The check of rules: what it says, and that nothing goes wrong with a rule that passes."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_engine.logic import (
    BOOLEAN,
    CODED,
    DATE,
    NUMBER,
    TEXT,
    Context,
    Frame,
    OptionSymbol,
    RuleRefused,
    Symbol,
    Type,
    Value,
    check_rule,
    compile_rule,
    list_of,
    sentence,
)
from forms_engine.logic.values import Coded
from tests.forms_engine.logic.cases import VECTORS, context_from, frame_from, row_at
from tests.forms_engine.logic.generate import PLAIN, SCOPES, SYMBOLS, Generator

CONTEXT = context_from(VECTORS["context"])
CLASSES: dict[str, type] = {
    "boolean": bool,
    "number": float,
    "text": str,
    "date": date,
    "coded": Coded,
    "list": tuple,
}


class FewSymbols:
    """Some questions with labels."""

    def field(self, id: str, /) -> Symbol | None:
        """Return one of the questions."""
        return {
            "age": Symbol(id="age", type=NUMBER, label={"en": "Age", "fr": "Âge"}, key="age"),
            "sex": Symbol(id="sex", type=TEXT, label="Sex", key="sex"),
            "onset": Symbol(id="onset", type=DATE, label="Onset", key="onset"),
            "term": Symbol(id="term", type=CODED, label="Diagnosis", key="term"),
            "signs": Symbol(id="signs", type=list_of(TEXT), label="Signs", key="signs"),
            "relage": Symbol(
                id="relage", type=NUMBER, label="Age of relative", key="age", repeats=("rel",)
            ),
        }.get(id)

    def option(self, id: str, /) -> OptionSymbol | None:
        """Return one of the options."""
        return {
            "male": OptionSymbol(id="male", code="1", label="male", field_or_set="sex"),
            "shared": OptionSymbol(id="shared", code="1", label="yes", field_or_set="yes_no"),
        }.get(id)


def problems(rule: object, **more: Any) -> list[tuple[str, str, str]]:
    found = check_rule(rule, FewSymbols(), **{"expected": BOOLEAN, **more})
    return [(each.code, each.path, each.words) for each in found]


@pytest.mark.parametrize(
    ("rule", "code", "path", "words"),
    [
        ({"summ": [1]}, "unknown_operator", "", "“sum”"),
        ({"not": [True, False]}, "wrong_arity", "", "takes 1 argument, not 2"),
        ({"not": True}, "wrong_arity", "", "in a list"),
        ({"field": ["age"]}, "wrong_arity", "", "without a list"),
        ({"and": [{"field": "gone"}]}, "dangling_field", "/and/0", "no longer"),
        ({"=": [{"field": "sex"}, {"option": "gone"}]}, "dangling_option", "/=/1", "no longer"),
        ({"<": [{"field": "sex"}, 3]}, "type_mismatch", "/</0", "The question “Sex” is a text"),
        ({"=": [{"field": "age"}, "3"]}, "type_mismatch", "/=/1", "“Age” is a number"),
        ({"<": [{"field": "relage"}, 3]}, "type_mismatch", "/</0", "sum, its count"),
        ({"=": [{"length": [{"field": "age"}]}, 1]}, "type_mismatch", "/=/0/length/0", "a text or"),
        ({"has": [{"field": "sex"}, "1"]}, "type_mismatch", "/has/0", "a list of answers"),
        ({"=": [{"field": "onset"}, "2023-02-29"]}, "literal_refused", "/=/1", "not a date"),
        ({"=": [{"field": "term"}, "791"]}, "literal_refused", "/=/1", "not a coded term"),
        ({"is_a": [{"field": "term"}, "791"]}, "literal_refused", "/is_a/1", "terminology and"),
        ({"matches": [{"field": "sex"}, "\\d"]}, "literal_refused", "/matches/1", "[0-9]"),
        ({"=": [{"field": "age"}, None]}, "compared_with_nothing", "/=/1", "never true"),
        ({"=": [{"field": "sex"}, ""]}, "compared_with_nothing", "/=/1", "an answer"),
        ({"has": [{"field": "signs"}, {"option": "male"}]}, "foreign_option", "/has/1", "“Sex”"),
        ({"=": [{"row_number": []}, 1]}, "outside_repeat", "/=/0", "inside a repeat"),
        ({"field": "age"}, "wrong_result", "", "yes or no"),
        ({"and": [True], "or": [True]}, "not_a_rule", "", "one operator"),
        ([True], "not_a_rule", "", "one operator"),
        ({"and": [True] * 500}, "too_large", "", "500"),
    ],
)
def test_says(rule: object, code: str, path: str, words: str) -> None:
    ((found_code, found_path, found_words),) = problems(rule)

    assert (found_code, found_path) == (code, path)
    assert words in found_words


def test_refuses_depth_without_recursing_into_it() -> None:
    rule: object = True
    for _ in range(10_000):
        rule = {"not": [rule]}

    assert [code for code, _, _ in problems(rule)] == ["too_large"]


@pytest.mark.parametrize(
    "rule",
    [
        {"=": [{"field": "sex"}, {"option": "male"}]},
        {"=": [{"field": "sex"}, {"option": "shared"}]},
        {"=": [{"field": "term"}, "http://www.orpha.net|791"]},
        {">": [{"sum": [{"field": "relage"}]}, 3]},
        {"<": [{"min": [{"field": "onset"}, "2024-02-29"]}, {"today": []}]},
        {"is_empty": [{"field": "signs"}]},
        None,
    ],
)
def test_accepts(rule: object) -> None:
    assert problems(rule) == []


def test_sees_one_value_in_the_same_row() -> None:
    rule = {"<": [{"field": "relage"}, {"field": "age"}]}

    assert problems(rule, scope=("rel",)) == []


def test_names_questions_in_the_language_asked_for() -> None:
    ((_, _, words),) = problems({"and": [{"field": "age"}]}, language="fr")

    assert "“Âge”" in words


@settings(deadline=None, max_examples=2000)
@given(st.integers(0, 2**32), st.sampled_from(SCOPES), st.sampled_from(PLAIN[:4]))
def test_what_passes_gives_its_type_and_never_raises(
    seed: int, scope: tuple[str, ...], expected: Type
) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance for tests
    generator = Generator(chance=chance, scope=scope, wild=0.02)
    rule = generator.rule(expected, chance.randint(1, 4))
    if check_rule(rule, SYMBOLS, scope=scope, expected=expected):
        return
    evaluate = compile_rule(rule, SYMBOLS, scope=scope)
    sent = generator.frame()

    for frame in (row_at(frame_from(sent), generator.way(sent)), Frame()):
        assert _is(evaluate(frame, CONTEXT), expected)
        assert _is(evaluate(frame, Context(today="not a day")), expected)
    assert sentence(rule, SYMBOLS, "en")


def test_most_generated_rules_pass() -> None:
    passed = 0
    for number in range(300):
        chance = random.Random(number)  # noqa: S311 - chance for tests
        rule = Generator(chance=chance).rule(BOOLEAN, 3)
        passed += not check_rule(rule, SYMBOLS, expected=BOOLEAN)

    assert passed > 100


@settings(deadline=None, max_examples=300)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["and", "field", "=", "matches", "x"]), inner, max_size=2
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_judged_without_an_error(rule: object) -> None:
    found = check_rule(rule, SYMBOLS, expected=None)

    assert isinstance(sentence(rule, SYMBOLS, "en"), str)
    try:
        compile_rule(rule, SYMBOLS)(Frame(), CONTEXT)
    except RuleRefused:
        assert found


def _is(value: Value, kind: Type) -> bool:
    return value is None or type(value) is CLASSES[kind.name]
