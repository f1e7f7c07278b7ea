"""A page as the templates get it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from forms_engine.compile import CompiledForm
from forms_engine.draft import Draft
from forms_engine.forms.view import FieldView, PageView, RepeatView, Shown, page_view
from tests.forms_engine.build import context, document, field, option, repeat
from tests.forms_engine.forms.posting import PAGE, form

YES = {"=": [{"field": "familial"}, True]}


def view(compiled: CompiledForm, draft: Draft | None = None, **more: Any) -> PageView:
    return page_view(compiled, PAGE, Shown(draft=draft or Draft(), **more), context())


def fields(page: Any) -> Iterator[FieldView]:
    for item in getattr(page, "items", ()):
        if isinstance(item, FieldView):
            yield item
        elif isinstance(item, RepeatView):
            for row in item.rows:
                yield from fields(row)
        else:
            yield from fields(item)


def one(page: PageView, name: str) -> FieldView:
    (found,) = [each for each in fields(page) if each.name == name]
    return found


def a_repeat(page: PageView) -> RepeatView:
    (found,) = [item for item in page.items if isinstance(item, RepeatView)]
    return found


class TestField:
    """One question."""

    def test_shows_its_answer_as_it_is_typed(self) -> None:
        compiled = form(field("onsetaaa", "number", unit="a", hint={"en": "In years"}))
        shown = one(view(compiled, Draft(answers={"onsetaaa": 1.5})), "onsetaaa")
        assert (shown.text, shown.value, shown.unit_label) == ("1.5", 1.5, "a")
        assert (shown.label, shown.hint, shown.html_id) == ("Onsetaaa", "In years", "f-onsetaaa")

    def test_shows_what_could_not_be_read_instead(self) -> None:
        draft = Draft(unread={"/onsetaaa": {"": ["twelve"]}})
        page = view(form(field("onsetaaa", "number")), draft, errors={"/onsetaaa": "No number."})
        assert one(page, "onsetaaa").text == "twelve"
        assert one(page, "onsetaaa").error == "No number."

    def test_is_required_always_or_by_rule(self) -> None:
        compiled = form(
            field("familial", "boolean"),
            field("alwaysaa", required=True),
            field("sometime", required=YES),
        )
        assert one(view(compiled), "alwaysaa").required
        assert not one(view(compiled), "sometime").required
        assert one(view(compiled, Draft(answers={"familial": True})), "sometime").required

    def test_is_hidden_by_its_own_rule_or_by_what_it_stands_in(self) -> None:
        section = {
            "kind": "section",
            "id": "sectiona",
            "title": {"en": "S"},
            "relevant": YES,
            "elements": [field("innerrrr")],
        }
        compiled = form(field("familial", "boolean"), field("ownaaaaa", relevant=YES), section)
        hidden = {each.name: each.hidden for each in fields(view(compiled))}
        assert hidden == {"familial": False, "ownaaaaa": True, "innerrrr": True}
        shown = fields(view(compiled, Draft(answers={"familial": True})))
        assert not any(each.hidden for each in shown)

    def test_offers_retired_options_only_where_they_are_kept(self) -> None:
        options = [option("aaaaaaaa", "a"), option("bbbbbbbb", "b", retired=True)]
        compiled = form(field("kindaaaa", "choice", options=options))
        assert [each.code for each in one(view(compiled), "kindaaaa").options] == ["a"]
        kept = one(view(compiled, Draft(answers={"kindaaaa": "b"})), "kindaaaa").options
        assert [(each.code, each.checked) for each in kept] == [("a", False), ("b", True)]

    def test_ticks_choices_that_were_refused(self) -> None:
        options = [option("aaaaaaaa", "a"), option("bbbbbbbb", "b")]
        compiled = form(field("signsaaa", "choices", options=options, exclusive=["bbbbbbbb"]))
        draft = Draft(unread={"/signsaaa": {"": ["a", "b"]}})
        shown = one(view(compiled, draft), "signsaaa").options
        assert [(each.checked, each.exclusive) for each in shown] == [(True, False), (True, True)]

    def test_offers_reasons_for_no_answer(self) -> None:
        compiled = form(field("onsetaaa", "number", missing=["unknown"]))
        shown = one(view(compiled, Draft(missing={"/onsetaaa": "unknown"})), "onsetaaa")
        assert shown.missing_options == [("unknown", "Unknown")]
        assert shown.missing_value == "unknown"

    def test_shows_its_default_only_when_asked(self) -> None:
        compiled = form(field("reasonaa", default="Second opinion"))
        assert one(view(compiled), "reasonaa").text == ""
        assert one(view(compiled, with_defaults=True), "reasonaa").text == "Second opinion"
        given = view(compiled, Draft(answers={"reasonaa": "Mine"}), with_defaults=True)
        assert one(given, "reasonaa").text == "Mine"

    def test_that_identifies_the_patient_is_not_asked(self) -> None:
        page = view(form(field("fullname", privacy="direct")))
        assert [item.kind for item in page.items] == ["direct"]
        assert list(fields(page)) == []


class TestRepeat:
    """Rows of the same questions."""

    FORM = form(
        repeat("relative", field("kindaaaa"), repeat("variants", field("geneaaaa")))
        | {"row_title": "kindaaaa", "max": 2, "min": 1}
    )

    def test_names_its_rows(self) -> None:
        rows = [{"_id": "r7", "kindaaaa": "Aunt"}, {"_id": "r8"}]
        shown = a_repeat(view(self.FORM, Draft(answers={"relative": rows})))
        assert [(row.row_id, row.number, row.title) for row in shown.rows] == [
            ("r7", 1, "Aunt"),
            ("r8", 2, ""),
        ]
        assert [each.name for each in fields(shown.rows[0])] == ["relative.r7.kindaaaa"]
        assert shown.rows[0].scope == "relative.r7"

    def test_offers_to_add_and_to_remove_within_its_limits(self) -> None:
        def offers(count: int) -> tuple[bool, bool]:
            rows = [{"_id": f"r{number}"} for number in range(count)]
            shown = a_repeat(view(self.FORM, Draft(answers={"relative": rows})))
            return shown.can_add, shown.can_remove

        assert [offers(count) for count in range(3)] == [
            (True, False),
            (True, False),
            (False, True),
        ]

    def test_has_a_blank_row_to_copy_also_inside_its_blank_row(self) -> None:
        blank = a_repeat(view(self.FORM)).blank
        assert blank is not None
        assert [each.name for each in fields(blank)] == ["relative.__row__.kindaaaa"]
        (inner,) = [item for item in blank.items if isinstance(item, RepeatView)]
        assert inner.blank is not None
        names = [each.name for each in fields(inner.blank)]
        assert names == ["relative.__row__.variants.__row__.geneaaaa"]

    def test_marks_a_question_of_a_blank_row_required_only_if_it_always_is(self) -> None:
        compiled = form(
            repeat(
                "relative",
                field("familial", "boolean"),
                field("alwaysaa", required=True),
                field("sometime", required=YES),
            )
        )
        blank = a_repeat(view(compiled)).blank
        assert blank is not None
        required = {each.id: each.required for each in fields(blank)}
        assert required == {"familial": False, "alwaysaa": True, "sometime": False}

    def test_works_out_what_is_hidden_row_by_row(self) -> None:
        compiled = form(
            repeat("relative", field("familial", "boolean"), field("onsetaaa", relevant=YES))
        )
        rows = [{"_id": "r1", "familial": True}, {"_id": "r2", "familial": False}]
        page = view(compiled, Draft(answers={"relative": rows}))
        hidden = {each.name: each.hidden for each in fields(page)}
        assert not hidden["relative.r1.onsetaaa"]
        assert hidden["relative.r2.onsetaaa"]


def test_a_page_knows_its_place_among_the_pages() -> None:
    definition = document(field("nameaaaa"))
    second = {"kind": "page", "id": "page0002", "title": {"en": "Last"}, "elements": []}
    definition["elements"].append(second)
    page = page_view(CompiledForm(definition), "page0002", Shown(), context())
    assert (page.title, page.number, page.count) == ("Last", 2, 2)


def test_words_come_in_the_readers_language_or_in_one_that_there_is() -> None:
    compiled = form(
        field("nameaaaa") | {"label": {"en": "Name", "fr": "Nom"}},
        field("otheraaa") | {"label": {"en": "Other"}},
        languages=["en", "fr"],
    )
    page = page_view(compiled, PAGE, Shown(), context(language="fr"))
    assert [each.label for each in fields(page)] == ["Nom", "Other"]
