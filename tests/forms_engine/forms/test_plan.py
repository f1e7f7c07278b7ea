"""What the browser gets to work out by itself what is shown and required."""

from __future__ import annotations

from typing import Any

from forms_engine.compile import CompiledForm
from forms_engine.draft import Draft
from forms_engine.forms.plan import page_plan
from tests.forms_engine.build import context, document, field, option, repeat
from tests.forms_engine.forms.posting import PAGE, form

YES = {"=": [{"field": "familial"}, True]}


def two_pages() -> CompiledForm:
    definition = document(
        field("reasonaa", relevant=YES),
        repeat(
            "relative",
            field("kindaaaa", required={"=": [{"field": "kindofit"}, {"option": "optionaa"}]}),
        ),
    )
    definition["elements"].append(
        {
            "kind": "page",
            "id": "page0002",
            "title": {"en": "Second"},
            "elements": [
                field("familial", "boolean"),
                field("secretaa"),
                field("kindofit", "choice", options=[option("optionaa", "a")]),
            ],
        }
    )
    return CompiledForm(definition)


def plan(compiled: CompiledForm, draft: Draft | None = None) -> dict[str, Any]:
    return page_plan(compiled, PAGE, draft or Draft(), context())


class TestPagePlan:
    """All that rules of the page need, and nothing else of the record."""

    def test_holds_the_rules_of_the_page_with_where_they_stand(self) -> None:
        elements = {each["id"]: each for each in plan(two_pages())["elements"]}
        assert set(elements) == {PAGE, "reasonaa", "relative", "kindaaaa"}
        assert elements["reasonaa"] == {
            "id": "reasonaa",
            "scope": [],
            "parent": PAGE,
            "relevant": YES,
            "required": False,
            "on_hide": "exclude",
        }
        assert elements["kindaaaa"]["scope"] == ["relative"]
        assert elements["kindaaaa"]["parent"] == "relative"

    def test_names_questions_options_and_repeats_that_are_read(self) -> None:
        symbols = plan(two_pages())["symbols"]
        assert set(symbols["fields"]) == {"reasonaa", "kindaaaa", "familial", "kindofit"}
        assert symbols["fields"]["kindaaaa"]["repeats"] == ["relative"]
        assert symbols["options"] == {"optionaa": "a"}
        assert symbols["repeats"] == {"relative": {"key": "relative"}}

    def test_holds_answers_of_other_pages_only_where_rules_read_them(self) -> None:
        draft = Draft(answers={"familial": True, "secretaa": "x", "reasonaa": "here"})
        assert plan(two_pages(), draft)["answers"] == {"familial": True}

    def test_leaves_hidden_answers_of_other_pages_out(self) -> None:
        definition = two_pages().definition
        second: Any = definition["elements"][1]
        second["elements"][0]["relevant"] = {"=": [{"field": "secretaa"}, "open"]}
        compiled = CompiledForm(definition)
        closed = Draft(answers={"familial": True, "secretaa": "closed"})
        opened = Draft(answers={"familial": True, "secretaa": "open"})
        assert plan(compiled, closed)["answers"] == {}
        assert plan(compiled, opened)["answers"] == {"familial": True}

    def test_says_the_day_and_who_reads(self) -> None:
        compiled = form(field("reasonaa"))
        found = page_plan(compiled, PAGE, Draft(), context(user_roles=("lead",), step="open"))
        assert found["context"] == {"today": "2026-11-22", "step": "open", "user_roles": ["lead"]}

    def test_knows_nothing_of_what_identifies_the_patient(self) -> None:
        found = plan(form(field("fullname", privacy="direct"), field("reasonaa")))
        assert "fullname" not in str(found)

    def test_lists_elements_in_the_order_in_which_they_are_worked_out(self) -> None:
        compiled = form(
            field("lastaaaa", relevant={"=": [{"field": "midaaaaa"}, "x"]}),
            field("midaaaaa", relevant=YES),
            field("familial", "boolean"),
        )
        order = [each["id"] for each in plan(compiled)["elements"]]
        assert order.index("familial") < order.index("midaaaaa") < order.index("lastaaaa")
