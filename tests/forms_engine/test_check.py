"""What is wrong with a definition is found before it is published, with its place."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from forms_engine.check import check_definition, errors_of
from tests.forms_engine.build import document, field, option, repeat

STATUS = field(
    "statusaa",
    "choice",
    options=[option("optionaa", "yes"), option("optionbb", "no")],
    required=True,
)
AGE = field("ageaaaaa", "number", relevant={"=": [{"field": "statusaa"}, {"option": "optionaa"}]})


def found(definition: Any) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in check_definition(definition)]


def changed(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**copy.deepcopy(element), **more}


def test_a_sound_form_has_no_problems() -> None:
    assert check_definition(document(STATUS, AGE, repeat("relative", field("nameaaaa")))) == []


@pytest.mark.parametrize(
    ("definition", "code", "path", "words"),
    [
        ([], "wrong_type", "", "This must be an object"),
        (document(STATUS, colour=1), "unknown_key", "/colour", "“colour” is not a known key here."),
        (
            document(changed(STATUS, lable={})),
            "unknown_key",
            "/elements/0/elements/0/lable",
            "Did you mean “label”?",
        ),
        (
            document(changed(AGE, minimum="0")),
            "wrong_type",
            "/elements/0/elements/0/minimum",
            "must be a number",
        ),
        (
            document(changed(AGE, type="numbr")),
            "wrong_value",
            "/elements/0/elements/0/type",
            "“numbr” is not a known field type",
        ),
        (
            document({"kind": "matrix", "id": "matrixaa"}),
            "not_supported",
            "/elements/0/elements/0/kind",
            "not supported yet",
        ),
        (
            document(changed(STATUS, id="x")),
            "wrong_value",
            "/elements/0/elements/0/id",
            "eight lower-case letters",
        ),
        (
            document(changed(STATUS, key="1x")),
            "wrong_value",
            "/elements/0/elements/0/key",
            "a letter first",
        ),
        (
            document(changed(STATUS, required="yes")),
            "wrong_type",
            "/elements/0/elements/0/required",
            "true, false or a rule",
        ),
        (
            document(STATUS, field("statusaa", key="other")),
            "duplicate_id",
            "/elements/0/elements/1/id",
            "is used twice",
        ),
        (
            document(STATUS, changed(field("otheraaa"), key="statusaa")),
            "duplicate_key",
            "/elements/0/elements/0/key",
            "Two questions have the key",
        ),
        (
            document(AGE),
            "dangling_field",
            "/elements/0/elements/0/relevant/=/0",
            "no longer in the form",
        ),
        (
            document(STATUS, changed(AGE, relevant={">": [{"field": "ageaaaaa"}, 3]})),
            "cycle",
            "/elements/0/elements/1/relevant",
            "shown depending on each other",
        ),
        (
            document(STATUS, changed(AGE, relevant={">": [{"field": "statusaa"}, 3]})),
            None,
            "/elements/0/elements/1/relevant",
            "",
        ),
        (
            document(STATUS, changed(AGE, relevant={"gt": [1, 2]})),
            "unknown_operator",
            "/elements/0/elements/1/relevant",
            "gt",
        ),
        (
            document(changed(AGE, relevant={"=": [1, 1]}, minimum=5, maximum=1)),
            "wrong_value",
            "/elements/0/elements/0/minimum",
            "above the largest",
        ),
        (
            document(changed(AGE, relevant={"=": [1, 1]}, default="x")),
            "wrong_type",
            "/elements/0/elements/0/default",
            "no answer to this question",
        ),
        (
            document(field("choiceaa", "choice", options=[])),
            "wrong_value",
            "/elements/0/elements/0/options",
            "at least one option",
        ),
        (
            document(field("choiceaa", "choice", option_set="setaaaaa")),
            "dangling_reference",
            "/elements/0/elements/0/option_set",
            "no shared option set",
        ),
        (
            document(
                field(
                    "choiceaa",
                    "choice",
                    options=[
                        option("optionaa", "a", replaced_by="optionzz"),
                        option("optionbb", "b"),
                    ],
                )
            ),
            "dangling_reference",
            "/elements/0/elements/0/options/0/replaced_by",
            "not in the list",
        ),
        (
            document(repeat("relative", field("nameaaaa"), row_key="statusaa")),
            "dangling_reference",
            "/elements/0/elements/0/row_key",
            "not in the repeat",
        ),
        (
            document(repeat("relative", field("nameaaaa"), min=3, max=1)),
            "wrong_value",
            "/elements/0/elements/0/min",
            "more than the most",
        ),
        (
            document(field("patternn", pattern="(a")),
            "wrong_value",
            "/elements/0/elements/0/pattern",
            "",
        ),
        (document(field("textaaaa"), elements=[]), "empty", "/elements", "Add a first page"),
    ],
)
def test_each_fault_is_named_at_its_place(
    definition: Any, code: str | None, path: str, words: str
) -> None:
    problems = [problem for problem in check_definition(definition) if problem.severity == "error"]
    assert path in [problem.path for problem in problems] or any(
        problem.path.startswith(path) for problem in problems if code is None
    )
    here = [problem for problem in problems if problem.path == path or code is None]
    assert code is None or code in [problem.code for problem in here]
    assert any(words in problem.words for problem in here)


class TestPrivacy:
    def test_there_is_no_default(self) -> None:
        unclassified = field("nameaaaa")
        del unclassified["privacy"]
        assert found(document(unclassified)) == [
            ("privacy_missing", "/elements/0/elements/0/privacy")
        ]

    def test_a_suggested_class_wants_confirmation(self) -> None:
        definition = document(field("nameaaaa"), source={"unconfirmed_privacy": ["nameaaaa"]})
        assert found(definition) == [("privacy_unconfirmed", "/elements/0/elements/0/privacy")]

    def test_a_rule_cannot_read_the_identity(self) -> None:
        birth = field("birthaaa", "date", privacy="direct")
        late = field("lateaaaa", relevant={"is_empty": [{"field": "birthaaa"}]})
        assert ("direct_in_rule", "/elements/0/elements/1/relevant") in found(document(birth, late))


class TestCycles:
    def test_a_question_cannot_be_shown_depending_on_one_that_stands_in_a_group_shown_depending_on_it(
        self,
    ) -> None:
        inner = field("inneraaa", "boolean")
        group = {
            "kind": "section",
            "id": "sectiona",
            "title": {"en": "Group"},
            "relevant": {"=": [{"field": "outeraaa"}, True]},
            "elements": [inner],
        }
        outer = field("outeraaa", "boolean", relevant={"=": [{"field": "inneraaa"}, True]})
        assert [code for code, _ in found(document(outer, group))] == ["cycle"]


def test_says_that_a_hidden_answer_is_not_deleted_yet() -> None:
    [problem] = check_definition(document(field("nameaaaa", on_hide="clear")))
    assert (problem.code, problem.severity) == ("not_supported", "warning")
    assert problem.path == "/elements/0/elements/0/on_hide"


def test_a_missing_translation_is_a_warning() -> None:
    definition = document(field("nameaaaa"), languages=["en", "fr"])
    assert errors_of(definition) == []
    assert {problem.code for problem in check_definition(definition)} == {"not_translated"}
