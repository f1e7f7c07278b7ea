"""What the templates of questions write: names, ids, descriptions, and text that stays text."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forms_engine.compile import CompiledForm
from forms_engine.context import FormContext
from forms_engine.draft import Draft
from forms_engine.fields import field_types
from forms_engine.forms.answer_view import AnswerItem
from forms_engine.forms.render import render_answers, render_page
from forms_engine.forms.view import Shown, page_view

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
HOSTILE = '<script>alert("x")</script>'
OPTIONS = [
    {"id": "optionaa", "code": "a", "label": {"en": "A"}},
    {"id": "optionbb", "code": "b", "label": {"en": HOSTILE}},
]
PROPERTIES: dict[str, dict[str, Any]] = {
    "choice": {"options": OPTIONS},
    "choices": {"options": OPTIONS, "exclusive": ["optionbb"]},
    "coded_term": {"binding": {"system": "ORPHA"}},
    "long_text": {"max_length": 100},
    "number": {"unit": "a", "unit_label": {"en": "years"}},
}
ANSWERS: dict[str, Any] = {
    "boolean": False,
    "choice": "b",
    "choices": ["a"],
    "coded_term": {"system": "ORPHA", "code": "791", "label": "Retinitis pigmentosa"},
    "date": "2026-11-22",
    "file": {"upload": "u-1", "name": "letter.pdf"},
    "long_text": "words",
    "number": 12,
    "text": "words",
}


def field(type: str, **more: Any) -> dict[str, Any]:
    """Return a question of a type."""
    base = {"kind": "field", "id": "question", "key": "asked", "type": type, "privacy": "none"}
    return {**base, "label": {"en": "What?"}, **PROPERTIES.get(type, {}), **more}


def rendered(*elements: Mapping[str, Any], draft: Draft | None = None, **shown: Any) -> str:
    """Return a page with these elements."""
    form = CompiledForm(
        {
            "format": "cpms-form/1",
            "key": "form",
            "languages": ["en"],
            "title": {"en": "Form"},
            "elements": [
                {
                    "kind": "page",
                    "id": "pageaaaa",
                    "title": {"en": "Page"},
                    "elements": list(elements),
                }
            ],
        }
    )
    context = FormContext(today=date(2026, 11, 22))
    return render_page(
        TEMPLATES,
        page_view(form, "pageaaaa", Shown(draft=draft or Draft(), **shown), context),
    )


def ids(html: str) -> list[str]:
    """Return the ids outside templates of rows."""
    return re.findall(r'\sid="([^"]+)"', re.sub(r"<template>.*?</template>", "", html, flags=re.S))


@pytest.mark.parametrize("type", field_types.names())
class TestEveryType:
    """Every kind of question."""

    def test_stands_in_its_wrapper_under_its_name(self, type: str) -> None:
        html = rendered(field(type))
        assert '<div data-element="question" data-scope="">' in html
        assert f'data-type="{type}" data-name="asked"' in html
        assert 'name="asked"' in html

    def test_is_where_links_to_errors_lead_and_says_what_is_wrong(self, type: str) -> None:
        html = rendered(field(type, hint={"en": "Hint"}), errors={"/asked": "Wrong."})
        assert "f-asked" in ids(html)
        assert re.search(r'id="f-asked-error">.*?Wrong\.</p>', html, re.S)
        described = re.search(r'aria-describedby="([^"]*)"', html)
        assert described is not None
        assert described[1].split()[:2] == ["f-asked-hint", "f-asked-error"]
        assert set(described[1].split()) <= set(ids(html))

    def test_gives_every_id_once(self, type: str) -> None:
        found = ids(rendered(field(type, missing=["unknown"]), errors={"/asked": "Wrong."}))
        assert len(found) == len(set(found))

    def test_keeps_what_people_wrote_as_text(self, type: str) -> None:
        words = {"en": HOSTILE}
        html = rendered(
            field(type, label=words, hint=words, help=words, missing=["unknown"]),
            draft=Draft(unread={"/asked": {"": [HOSTILE]}}),
            errors={"/asked": HOSTILE},
        )
        assert "<script>" not in html

    def test_offers_reasons_for_a_missing_answer(self, type: str) -> None:
        html = rendered(
            field(type, missing=["unknown"]), draft=Draft(missing={"/asked": "unknown"})
        )
        assert 'name="asked:missing"' in html
        assert '<option value="unknown" selected>' in html

    def test_takes_no_answer_when_it_may_only_be_read(self, type: str) -> None:
        html = rendered(field(type, read_only=True), draft=Draft(answers={"asked": ANSWERS[type]}))
        inputs = re.findall(r"<(?:input|select|textarea)[^>]*>", html)
        assert inputs
        assert all('type="hidden"' in each for each in inputs)

    def test_marks_what_is_optional(self, type: str) -> None:
        assert '<span class="cpms-optional" data-optional>' in rendered(field(type))
        assert '<span class="cpms-optional" data-optional hidden>' in rendered(
            field(type, required=True)
        )


class TestAnswersInTheirInputs:
    """What was answered stands there again."""

    def test_radio(self) -> None:
        html = rendered(field("boolean"), draft=Draft(answers={"asked": False}))
        assert re.search(r'value="false" checked', html)
        assert not re.search(r'value="true" checked', html)

    def test_term_with_its_code(self) -> None:
        html = rendered(field("coded_term"), draft=Draft(answers={"asked": ANSWERS["coded_term"]}))
        assert 'name="asked" value="Retinitis pigmentosa"' in html
        assert 'name="asked:code" value="791"' in html

    def test_terms_on_offer_leave_the_words_in_the_box(self) -> None:
        """Who saves again without a choice has lost nothing."""
        html = rendered(
            field("coded_term"),
            draft=Draft(unread={"/asked": {"": ["retinitis"]}}),
            errors={"/asked": "Choose."},
            choices={"/asked": [("791", "Retinitis pigmentosa"), ("886", "Usher")]},
        )
        assert len(re.findall(r'type="radio"[^>]*name="asked:choice"', html)) == 2
        assert 'type="hidden" name="asked:code"' not in html
        assert 'name="asked" value="retinitis"' in html
        assert 'for="f-asked-other"' in html
        assert "retinitis" in html
        found = ids(html)
        assert len(found) == len(set(found))
        assert set(re.findall(r'<label[^>]* for="([^"]+)"', html)) <= set(found)

    def test_a_text_that_is_no_date_stays_readable(self) -> None:
        html = rendered(
            field("date"),
            draft=Draft(unread={"/asked": {"": ["2026-13-01"]}}),
            errors={"/asked": "Enter a real date."},
        )
        assert re.search(r'type="text"[^>]*value="2026-13-01"', html)

    def test_a_kept_file(self) -> None:
        html = rendered(field("file"), draft=Draft(answers={"asked": ANSWERS["file"]}))
        assert "letter.pdf" in html
        assert 'name="asked:upload" value="u-1"' in html
        assert 'name="asked:remove"' in html


class TestChoiceLayout:
    """Few options are radios, more a select, many a search."""

    @pytest.mark.parametrize(
        ("count", "expected"), [(7, 'type="radio"'), (8, "<select"), (21, "<cpms-search-select")]
    )
    def test_follows_the_number_of_options(self, count: int, expected: str) -> None:
        options = [
            {"id": f"option{n:02d}", "code": f"c{n}", "label": {"en": f"Option {n}"}}
            for n in range(count)
        ]
        layouts = ['type="radio"', "<select", "<cpms-search-select"]
        found = [each for each in layouts if each in rendered(field("choice", options=options))]
        assert found[-1] == expected

    def test_marks_the_option_that_excludes_others(self) -> None:
        html = rendered(field("choices"))
        assert re.search(r'value="b" data-exclusive', html)
        assert not re.search(r'value="a" data-exclusive', html)


class TestElements:
    """What holds questions."""

    @pytest.mark.parametrize("layout", ["list", "cards", "table"])
    def test_a_repeat_has_its_rows_and_a_blank_one(self, layout: str) -> None:
        repeat = {
            "kind": "repeat",
            "id": "repeataa",
            "key": "kin",
            "title": {"en": "Relatives"},
            "layout": layout,
            "elements": [field("text")],
        }
        html = rendered(repeat, draft=Draft(answers={"kin": [{"_id": "r1a", "asked": "x"}]}))
        rows, _, blank = html.partition("<template>")
        assert 'name="kin:rows" value="r1a"' in rows
        assert 'name="kin.r1a.asked" value="x"' in rows
        assert 'data-scope="kin.r1a"' in rows
        assert 'value="remove:kin.r1a"' in rows
        assert 'name="kin:rows" value="__row__"' in blank
        assert 'name="kin.__row__.asked"' in blank
        assert 'name="action" value="add:kin"' in html
        assert ("<table>" in html) == (layout == "table")

    def test_a_row_shares_twelve_columns(self) -> None:
        fields = [field("text", id=f"field{n:03d}", key=f"k{n}") for n in range(3)]
        fields[0]["width"] = 6
        html = rendered({"kind": "row", "id": "rowaaaaa", "elements": fields})
        assert re.findall(r'class="cpms-w-(\d+)"', html) == ["6", "4", "4"]

    def test_hides_what_is_not_relevant(self) -> None:
        rule = {"=": [{"field": "question"}, "yes"]}
        other = {**field("text"), "id": "otherone", "key": "other", "relevant": rule}
        html = rendered(field("text"), other)
        assert '<div data-element="otherone" data-scope="" hidden>' in html

    def test_says_where_the_patient_is_identified(self) -> None:
        html = rendered(field("text", privacy="direct"))
        assert "cpms-direct" in html
        assert "<input" not in html


class TestAnswers:
    """Answers to read."""

    def test_nest_and_keep_their_lists_whole(self) -> None:
        inner = AnswerItem(
            kind="group",
            title="Eyes",
            level=3,
            items=[AnswerItem(kind="answer", label="Right", text=HOSTILE)],
        )
        first = AnswerItem(kind="answer", label="Age", text="12 years")
        last = AnswerItem(kind="answer", label="Sex", missing="Not recorded")
        html = render_answers(TEMPLATES, [first, inner, last])
        assert html.count("<dl") == html.count("</dl>") == 3
        assert "<script>" not in html
        assert re.search(r"<h3>Eyes</h3><dl", html)
        assert re.search(r"<dt>Sex</dt><dd><em[^>]*>Not recorded</em>", html)

    def test_nothing_is_nothing(self) -> None:
        assert render_answers(TEMPLATES, []).strip() == ""
