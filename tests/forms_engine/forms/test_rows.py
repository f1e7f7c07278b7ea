"""Adding and removing rows on the server."""

from __future__ import annotations

import pytest

from forms_engine.forms.reading import PageInput
from forms_engine.forms.rows import change_rows
from tests.forms_engine.build import field, option, repeat
from tests.forms_engine.forms.posting import PAGE, form

FORM = form(
    field("nameaaaa"),
    field("signsaaa", "choices", options=[option("aaaaaaaa", "a")]),
    repeat("relative", field("kindaaaa"), repeat("variants", field("geneaaaa"))),
)


def typed() -> PageInput:
    return PageInput(
        answers={
            "signsaaa": ["a"],
            "relative": [{"_id": "r1", "variants": [{"_id": "r1"}]}, {"_id": "r11"}],
        },
        missing={"/relative/r1/kindaaaa": "unknown", "/relative/r11/kindaaaa": "unknown"},
        unread={"/relative/r1/variants/r1/geneaaaa": {"": ["x"]}},
        errors={"/relative/r1/kindaaaa": "No.", "/nameaaaa": "No."},
        choices={"/relative/r1/kindaaaa": (("1", "A"),)},
    )


def test_a_row_is_added_at_the_end() -> None:
    page = typed()
    change_rows(FORM, PAGE, page, "add:relative")
    *before, added = page.answers["relative"]
    assert [row["_id"] for row in before] == ["r1", "r11"]
    assert list(added) == ["_id"]
    assert added["_id"] not in ("r1", "r11")


def test_the_first_row_is_added_inside_a_row() -> None:
    page = typed()
    change_rows(FORM, PAGE, page, "add:relative.r11.variants")
    (added,) = page.answers["relative"][1]["variants"]
    assert list(added) == ["_id"]


def test_a_row_is_removed_with_all_that_belongs_to_it_and_no_other() -> None:
    page = typed()
    change_rows(FORM, PAGE, page, "remove:relative.r1")
    assert page.answers["relative"] == [{"_id": "r11"}]
    assert page.missing == {"/relative/r11/kindaaaa": "unknown"}
    assert (page.unread, page.errors, page.choices) == ({}, {"/nameaaaa": "No."}, {})


def test_a_row_inside_a_row_is_removed() -> None:
    page = typed()
    change_rows(FORM, PAGE, page, "remove:relative.r1.variants.r1")
    assert page.answers["relative"][0]["variants"] == []
    assert page.unread == {}


@pytest.mark.parametrize(
    "action",
    [
        "",
        "save",
        "add",
        "add:",
        "add:nothing",
        "add:nameaaaa",
        "add:signsaaa",
        "add:signsaaa.a.x",
        "add:relative.r1",
        "add:relative.r9.variants",
        "add:relative.r1.kindaaaa",
        "remove:relative",
        "remove:relative.r9",
        "remove:signsaaa.a",
        "remove:nameaaaa.r1",
        "remove:relative.r1.variants.r9",
        "remove:relative.r1.kindaaaa.r1",
        "add:_id",
        "add:relative.r1._id",
    ],
)
def test_anything_else_changes_nothing(action: str) -> None:
    page = typed()
    change_rows(FORM, PAGE, page, action)
    assert page == typed()


def test_nothing_is_changed_on_another_page() -> None:
    page = typed()
    change_rows(FORM, "page0002", page, "add:relative")
    assert page == typed()
