"""Cells of a page: comparing, merging and putting back without losing a word."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from forms_engine.compile import CompiledForm
from forms_engine.draft import Draft, cells_of, changes, merge, with_cells
from tests.forms_engine.build import document, field, repeat

FORM = CompiledForm(
    document(
        field("nameaaaa"),
        field("ageaaaaa", "number"),
        repeat("relative", field("kindaaaa"), repeat("variants", field("geneaaaa"))),
    )
)
PAGE = "page0001"

ROW_IDS = st.sampled_from(["r1", "r2", "r3"])


def some_rows(
    optional: dict[str, st.SearchStrategy[Any]],
) -> st.SearchStrategy[list[dict[str, Any]]]:
    row: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
        {"_id": ROW_IDS}, optional=optional
    )
    return st.lists(row, min_size=1, max_size=3, unique_by=lambda each: str(each["_id"]))


ROWS = some_rows(
    {
        "kindaaaa": st.text("ab", min_size=1, max_size=2),
        "variants": some_rows({"geneaaaa": st.text("xy", min_size=1, max_size=1)}),
    }
)
ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "nameaaaa": st.text("ab", min_size=1, max_size=2),
    "ageaaaaa": st.integers(0, 3),
    "relative": ROWS,
}
DRAFTS = st.builds(
    lambda answers, missing, unread: Draft(answers=answers, missing=missing, unread=unread),
    st.fixed_dictionaries({}, optional=ANSWERS),
    st.dictionaries(st.sampled_from(["/nameaaaa"]), st.sampled_from(["unknown"])),
    st.dictionaries(st.sampled_from(["/ageaaaaa"]), st.just({"": ["x"]})),
)


def cells(draft: Draft) -> Any:
    return cells_of(FORM, PAGE, draft)


@given(DRAFTS, DRAFTS)
def test_cells_put_back_give_the_draft(draft: Draft, other: Draft) -> None:
    assert with_cells(FORM, PAGE, other, cells(draft)) == draft


@given(DRAFTS, DRAFTS)
def test_a_save_alone_is_the_save(base: Draft, mine: Draft) -> None:
    merged = merge(cells(base), cells(base), cells(mine))
    assert merged.clashes == ()
    kept = with_cells(FORM, PAGE, Draft(), merged.cells)
    for row in mine.answers.get("relative", ()):
        assert row["_id"] in [each["_id"] for each in kept.answers["relative"]]
    assert kept.answers.get("nameaaaa") == mine.answers.get("nameaaaa")


@settings(max_examples=300)
@given(DRAFTS, DRAFTS, DRAFTS)
def test_no_word_is_lost(base: Draft, theirs: Draft, mine: Draft) -> None:
    """Whatever either typed anew is in the result, or is named as a clash."""
    before, their_cells, my_cells = cells(base), cells(theirs), cells(mine)
    merged = merge(before, their_cells, my_cells)
    for path, (_, after) in changes(before, their_cells).items():
        if after is not None and "rows" not in after:
            assert merged.cells.get(path) == after
    for path, (_, after) in changes(before, my_cells).items():
        if after is not None and "rows" not in after:
            assert merged.cells.get(path) == after or path in merged.clashes


def test_two_people_at_different_questions_are_merged() -> None:
    base, theirs = Draft(answers={}), Draft(answers={"nameaaaa": "A"})
    merged = merge(cells(base), cells(theirs), cells(Draft(answers={"ageaaaaa": 3})))
    assert merged.clashes == ()
    assert with_cells(FORM, PAGE, base, merged.cells).answers == {"nameaaaa": "A", "ageaaaaa": 3}


def test_two_people_at_the_same_question_clash_unless_they_agree() -> None:
    base = Draft(answers={"nameaaaa": "A"})
    theirs, mine = Draft(answers={"nameaaaa": "B"}), Draft(answers={"nameaaaa": "C"})
    assert merge(cells(base), cells(theirs), cells(mine)).clashes == ("/nameaaaa",)
    assert merge(cells(base), cells(theirs), cells(theirs)).clashes == ()


def test_rows_added_by_both_are_both_kept() -> None:
    base = Draft(answers={})
    theirs = Draft(answers={"relative": [{"_id": "r1", "kindaaaa": "a"}]})
    mine = Draft(answers={"relative": [{"_id": "r2", "kindaaaa": "b"}]})
    merged = merge(cells(base), cells(theirs), cells(mine))
    rows = with_cells(FORM, PAGE, base, merged.cells).answers["relative"]
    assert [row["_id"] for row in rows] == ["r1", "r2"]


def test_a_row_that_i_removed_stays_when_they_wrote_in_it() -> None:
    base = Draft(answers={"relative": [{"_id": "r1", "kindaaaa": "a"}, {"_id": "r2"}]})
    theirs = Draft(answers={"relative": [{"_id": "r1", "kindaaaa": "b"}, {"_id": "r2"}]})
    merged = merge(cells(base), cells(theirs), cells(Draft(answers={})))
    rows = with_cells(FORM, PAGE, base, merged.cells).answers["relative"]
    assert rows == [{"_id": "r1", "kindaaaa": "b"}]
