"""Rules as sentences."""

from __future__ import annotations

import pytest

from forms_engine.logic import (
    BOOLEAN,
    DATE,
    NUMBER,
    OPERATORS,
    TEXT,
    OptionSymbol,
    Symbol,
    list_of,
    sentence,
)


class LabelledSymbols:
    """Questions with labels in two languages."""

    def field(self, id: str, /) -> Symbol | None:
        """Return one of the questions."""
        return {
            "status": Symbol(
                id="status",
                type=TEXT,
                label={"en": "Disease status", "fr": "Statut"},
                key="status",
            ),
            "age": Symbol(id="age", type=NUMBER, label="Age", key="age"),
            "tested": Symbol(id="tested", type=BOOLEAN, label="Tested", key="tested"),
            "onset": Symbol(id="onset", type=DATE, label="Onset", key="onset"),
            "signs": Symbol(id="signs", type=list_of(TEXT), label="Signs", key="signs"),
        }.get(id)

    def option(self, id: str, /) -> OptionSymbol | None:
        """Return one of the options."""
        return {
            "conf": OptionSymbol(
                id="conf",
                code="1",
                label={"en": "confirmed", "fr": "confirmé"},
                field_or_set="status",
            ),
        }.get(id)


STATUS, AGE, TESTED = {"field": "status"}, {"field": "age"}, {"field": "tested"}
ONSET, SIGNS = {"field": "onset"}, {"field": "signs"}
CONFIRMED = {"=": [STATUS, {"option": "conf"}]}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            {"and": [CONFIRMED, {">=": [AGE, 18]}]},
            "Disease status is “confirmed” and Age is at least 18",
        ),
        (
            {"and": [{"or": [TESTED, CONFIRMED]}, {"<": [AGE, 2.5]}]},
            "(Tested is yes or Disease status is “confirmed”) and Age is less than 2.5",
        ),
        (
            {"or": [{"and": [TESTED, TESTED]}, TESTED]},
            "Tested is yes and Tested is yes or Tested is yes",
        ),
        ({"not": [TESTED]}, "Tested is no"),
        ({"not": [{"is_empty": [AGE]}]}, "Age has an answer"),
        ({"not": [{"has": [SIGNS, "x"]}]}, "Signs does not include “x”"),
        ({"not": [{"<": [AGE, 3]}]}, "it is not true that Age is less than 3"),
        (
            {"not": [{"and": [TESTED, TESTED]}]},
            "it is not true that (Tested is yes and Tested is yes)",
        ),
        ({"=": [TESTED, True]}, "Tested is yes"),
        ({"<": [ONSET, "2024-02-29"]}, "Onset is before 2024-02-29"),
        (
            {">=": [{"date_add": [ONSET, 2, "years"]}, {"today": []}]},
            "Onset plus 2 years is on or after today",
        ),
        ({"any_of": [SIGNS, "a", "b", "c"]}, "Signs includes “a”, “b” or “c”"),
        ({"*": [2, {"+": [AGE, 1]}]}, "2 times (Age plus 1)"),
        ({"-": [AGE, {"-": [AGE, 1]}]}, "Age minus (Age minus 1)"),
        ({"-": [{"-": [AGE, 1]}, 2]}, "Age minus 1 minus 2"),
        ({"round": [{"/": [AGE, 3]}, 1]}, "(Age divided by 3) rounded to 1 decimals"),
        ({"sum": [AGE, 1, 2]}, "the sum of Age, 1 and 2"),
        ({"if": [TESTED, "a", "b"]}, "if Tested is yes then “a”, otherwise “b”"),
        ({"matches": [STATUS, "[0-9]+"]}, "Disease status fits the pattern “[0-9]+”"),
        ({"row_number": []}, "the number of the row"),
        ({"=": [{"field": "gone"}, 1]}, "a question that is gone is 1"),
        ({"nonsense": [1]}, "“nonsense”"),
    ],
)
def test_reads(rule: object, words: str) -> None:
    assert sentence(rule, LabelledSymbols(), "en") == words


def test_names_questions_in_the_language_asked_for() -> None:
    assert sentence(CONFIRMED, LabelledSymbols(), "fr") == "Statut is “confirmé”"


@pytest.mark.parametrize("name", OPERATORS.names())
def test_every_operator_documents_itself_in_a_sentence(name: str) -> None:
    documentation = OPERATORS.get(name).documentation

    assert documentation.endswith(".")
    assert documentation[0].isupper() or documentation.startswith("e to")
