"""Pages as HTML: every kind of question, with labels that lead to their inputs, and with nothing that runs."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from forms_engine.answers import situation
from forms_engine.compile import CompiledForm
from forms_engine.draft import Draft
from forms_engine.fields import field_types
from forms_engine.forms.answer_view import answer_items
from forms_engine.forms.prose import prose
from forms_engine.forms.render import render_answers, render_page
from forms_engine.forms.view import Shown, page_view
from tests.forms_engine.build import context, field, option, repeat
from tests.forms_engine.forms.posting import PAGE, form, read

TEMPLATES = Path(__file__).parents[3] / "templates"
EVIL = '<script>alert("1")</script>\'"&{{ 7*7 }}'
WORDS = {"en": EVIL}
OPTIONS = [
    option("aaaaaaaa", "a") | {"label": WORDS},
    option("bbbbbbbb", "b") | {"label": WORDS},
]
FILE = {
    "upload": "0b0e7d6e-5c4f-4f0e-9f37-0f1d2c3b4a59",
    "name": EVIL,
    "media_type": "application/pdf",
    "size": 1200,
    "sha256": "a" * 64,
}
QUESTIONS: dict[str, tuple[dict[str, Any], Any]] = {
    "text": ({}, EVIL),
    "long_text": ({"max_length": 90}, f"</textarea>{EVIL}"),
    "number": ({"unit": "kg", "unit_label": WORDS, "minimum": 0}, 12.5),
    "boolean": ({}, True),
    "choice": ({"options": OPTIONS}, "a"),
    "choices": ({"options": OPTIONS, "exclusive": ["bbbbbbbb"]}, ["a"]),
    "date": ({}, "2026-01-05"),
    "coded_term": (
        {"binding": {"system": "ORPHA"}},
        {"system": "ORPHA", "code": "1", "label": EVIL},
    ),
    "file": ({"accept": ["application/pdf"]}, FILE),
}
LAYOUTS = ("radios", "select", "search")


class Page(HTMLParser):
    """What stands in a page: elements with their attributes, and which of them were opened and closed."""

    VOID = frozenset({"input", "br", "img", "hr", "rect", "path"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Every element is closed by its own end."""
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def all(self, attribute: str, *tags: str) -> list[str]:
        """Return the values of an attribute, over some elements or all."""
        return [
            attributes[attribute]
            for tag, attributes in self.elements
            if attribute in attributes and (not tags or tag in tags)
        ]


def question(type: str, id: str = "question", **more: Any) -> dict[str, Any]:
    properties, _ = QUESTIONS[type]
    words = {"label": WORDS, "hint": WORDS, "help": WORDS}
    return field(id, type, **{"missing": ["unknown"], **properties, **words, **more})


def one_of_each() -> list[dict[str, Any]]:
    return [question(type, f"each{number:04}") for number, type in enumerate(QUESTIONS)]


def rendered(compiled: CompiledForm, draft: Draft | None = None, **more: Any) -> str:
    shown = Shown(draft=draft or Draft(), urls={"coded_term": "/terms/"}, **more)
    return str(render_page(TEMPLATES, page_view(compiled, PAGE, shown, context())))


def assert_sound(html: str) -> Page:
    """Ids are unique, labels and descriptions lead somewhere, and nothing of the form's words has become markup."""
    page = Page(html)
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    named = [name for value in page.all("aria-describedby") for name in value.split()]
    named += [name for value in page.all("aria-labelledby") for name in value.split()]
    assert set(page.all("for", "label")) | set(named) <= set(ids)
    assert "script" not in {tag for tag, _ in page.elements}
    assert not [name for _, attributes in page.elements for name in attributes if name[:2] == "on"]
    assert "style" not in {name for _, attributes in page.elements for name in attributes}
    return page


def test_every_type_is_tried() -> None:
    assert set(QUESTIONS) == set(field_types.names())


@pytest.mark.parametrize("type", QUESTIONS)
class TestQuestion:
    """Each kind of question."""

    def test_is_sound_empty(self, type: str) -> None:
        page = assert_sound(rendered(form(question(type))))
        assert "question" in page.all("name")
        assert "question:missing" in page.all("name", "select")

    def test_is_sound_with_an_answer_an_error_and_a_reason(self, type: str) -> None:
        _, answer = QUESTIONS[type]
        draft = Draft(answers={"question": answer}, missing={"/question": "unknown"})
        page = assert_sound(rendered(form(question(type)), draft, errors={"/question": EVIL}))
        assert "f-question" in page.all("id")
        assert "f-question-error" in page.all("id")

    def test_is_sound_with_what_could_not_be_read(self, type: str) -> None:
        draft = Draft(unread={"/question": {"": [EVIL]}})
        offer = {"/question": [("1", EVIL), ("2", EVIL)]}
        choices = offer if type == "coded_term" else {}
        html = rendered(form(question(type)), draft, errors={"/question": EVIL}, choices=choices)
        assert_sound(html)

    def test_is_sound_to_read_only(self, type: str) -> None:
        _, answer = QUESTIONS[type]
        for draft in (Draft(answers={"question": answer}), Draft()):
            html = rendered(form(question(type, read_only=True, missing=[])), draft)
            page = assert_sound(html)
            kinds = {attributes.get("type") for tag, attributes in page.elements if tag == "input"}
            assert kinds <= {"hidden"}

    def test_is_sound_in_rows_and_in_a_table(self, type: str) -> None:
        _, answer = QUESTIONS[type]
        rows = [{"_id": f"r{number}", "question": answer} for number in range(2)]
        for layout in ("list", "table", "cards"):
            element = repeat("rowsaaaa", question(type), layout=layout) | {"title": WORDS}
            html = rendered(form(element), Draft(answers={"rowsaaaa": rows}))
            names = assert_sound(html).all("name")
            for row in ("r0", "r1", "__row__"):
                assert any(name.startswith(f"rowsaaaa.{row}.question") for name in names)


@pytest.mark.parametrize("type", sorted({*QUESTIONS} - {"file", "coded_term", "long_text"}))
def test_a_page_that_is_sent_as_it_was_shown_changes_nothing(type: str) -> None:
    _, answer = QUESTIONS[type]
    compiled = form(question(type))
    page = Page(rendered(compiled, Draft(answers={"question": answer})))
    sent = [
        attributes["value"]
        for tag, attributes in page.elements
        if tag == "input"
        and attributes.get("name") == "question"
        and (attributes["type"] not in ("radio", "checkbox") or "checked" in attributes)
    ]
    assert read(compiled, {"question": sent}).answers == {"question": answer}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_of_a_choice_is_sound(layout: str) -> None:
    for answers in ({}, {"question": "a"}):
        assert_sound(rendered(form(question("choice", layout=layout)), Draft(answers=answers)))


def test_everything_on_one_page_is_sound() -> None:
    elements = one_of_each()
    note = {"kind": "note", "id": "noteaaaa", "text": WORDS}
    row = {"kind": "row", "id": "rowaaaaa", "elements": elements[:3]}
    inner = {
        "kind": "section",
        "id": "sectiona",
        "title": WORDS,
        "introduction": WORDS,
        "elements": [
            row,
            repeat("outeraaa", field("aaaaaaa1"), repeat("inneraaa", field("aaaaaaa2"))),
        ],
    }
    folded = {**inner, "id": "sectionb", "collapsible": True, "elements": elements[3:]}
    direct = field("fullname", privacy="direct", label=WORDS)
    compiled = form(note, inner, folded, direct)
    rows = [{"_id": "r1", "inneraaa": [{"_id": "r1"}, {"_id": "r2"}]}, {"_id": "r2"}]
    assert_sound(rendered(compiled, Draft(answers={"outeraaa": rows})))


def test_what_is_not_relevant_is_hidden_and_there() -> None:
    compiled = form(field("innerrrr", relevant={"=": [1, 2]}))
    (wrapper,) = [
        attributes
        for _, attributes in Page(rendered(compiled)).elements
        if attributes.get("data-element") == "innerrrr"
    ]
    assert "hidden" in wrapper
    assert wrapper["data-scope"] == ""


class TestProse:
    """Formatted texts of forms."""

    def test_is_formatted(self) -> None:
        assert prose("a **b**\n\n- c") == "<p>a <strong>b</strong></p>\n<ul>\n<li>c</li>\n</ul>\n"
        assert prose("") == ""

    @pytest.mark.parametrize(
        "text",
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "![x](https://example.org/x.png)",
            "[x](javascript:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "[x](vbscript:x)",
            "<javascript:alert(1)>",
            "&#x3C;script>",
        ],
    )
    def test_holds_nothing_that_runs_or_loads(self, text: str) -> None:
        page = Page(prose(text))
        assert {tag for tag, _ in page.elements} <= {"p", "a"}
        assert not [url for url in page.all("href") if not url.startswith("http")]


class TestAnswers:
    """Answers to read."""

    FORM = form(
        *one_of_each(),
        repeat("relative", field("kindaaaa"), field("hiddenaa", relevant={"=": [1, 2]})),
        field("printaaa", show_in=["pdf"]),
        field("fullname", privacy="direct"),
    )

    def items(self, draft: Draft, **more: Any) -> Any:
        return answer_items(self.FORM, PAGE, draft, context(), **more)

    def test_are_sound_whatever_was_answered(self) -> None:
        answers = {item.key: QUESTIONS[item.type.name][1] for item in self.FORM.root.fields[:9]}
        rows = [{"_id": "r1", "kindaaaa": EVIL}]
        items = self.items(Draft(answers={**answers, "relative": rows}))
        page = Page(str(render_answers(TEMPLATES, items)))
        assert {tag for tag, _ in page.elements} <= {"dl", "div", "dt", "dd", "em", "h3", "h4"}

    def test_show_every_question_that_is_asked_answered_or_not(self) -> None:
        items = self.items(Draft(answers={"relative": [{"_id": "r1"}]}))
        assert {item.missing for item in items if item.kind == "answer"} == {"Not answered"}
        (group,) = [item for item in items if item.kind == "group"]
        assert (group.title, [item.label for item in group.items]) == ("Relative 1", ["Kindaaaa"])
        assert "Fullname" not in {item.label for item in items}

    def test_show_a_reason_and_that_there_are_no_rows(self) -> None:
        items = self.items(Draft(missing={"/each0002": "unknown"}))
        missing = {item.label: item.missing for item in items}
        assert missing["Relative"] == "None"
        assert "Unknown" in {item.missing for item in items}

    def test_show_what_belongs_on_the_screen_or_in_print(self) -> None:
        assert "Printaaa" not in {item.label for item in self.items(Draft())}
        printed = self.items(Draft(), show_in="pdf")
        assert "Printaaa" in {item.label for item in printed}

    def test_are_none_of_a_hidden_page(self) -> None:
        definition = dict(self.FORM.definition)
        page = {**definition["elements"][0], "relevant": {"=": [1, 2]}}
        compiled = CompiledForm({**definition, "elements": [page]})
        assert situation(compiled, {}, {}, context()).is_hidden(PAGE, ())
        assert answer_items(compiled, PAGE, Draft(), context()) == []
