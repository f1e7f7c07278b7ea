"""Rows of a repeat as a table, where they fit one."""

from __future__ import annotations

from datasets.pdf.blocks import page_blocks
from datasets.pdf.glyphs import Printer
from datasets.pdf.typesetting import covered_characters
from forms_engine.forms.answer_view import AnswerItem


class TestBlocks:
    """Rows of a repeat as a table, where they fit one."""

    INK = Printer(covered=covered_characters())

    def row(self, number: int, **cells: str) -> AnswerItem:
        """Return a row of the repeat “Relative”."""
        items = [
            AnswerItem(
                kind="answer", label=key.title(), text=text, path=f"/relatives/r{number}/{key}"
            )
            for key, text in cells.items()
        ]
        return AnswerItem(kind="group", title=f"Relative {number}", items=items)

    def kinds(self, *items: AnswerItem) -> list[str]:
        """Return the kinds of the blocks after the page's heading."""
        return [block["kind"] for block in page_blocks("Page", items, self.INK)[1:]]

    def test_rows_make_a_table_with_gaps_where_a_question_is_hidden(self) -> None:
        rows = self.row(1, kin="Mother", age="61"), self.row(2, kin="Brother")
        _, heading, table = page_blocks("Page", rows, self.INK)
        assert (heading["text"], heading["level"]) == ("Relative", 3)
        assert table["columns"] == ["Kin", "Age"]
        assert [row["number"] for row in table["rows"]] == ["1", "2"]
        assert table["rows"][1]["cells"][1] is None

    def test_long_texts_and_many_questions_stay_groups(self) -> None:
        groups = ["heading", "answers", "heading", "answers"]
        assert self.kinds(self.row(1, kin="a" * 91), self.row(2)) == [
            "heading",
            "answers",
            "heading",
        ]
        assert self.kinds(self.row(1, kin="two\nlines"), self.row(2, kin="x")) == groups
        many = {f"k{number}": "x" for number in range(6)}
        assert self.kinds(self.row(1, **many), self.row(2, **many)) == groups

    def test_sections_of_one_row_are_no_table(self) -> None:
        first, second = self.row(1, kin="x"), self.row(1, age="3")
        assert self.kinds(first, second) == ["heading", "answers", "heading", "answers"]

    def test_sections_outside_repeats_are_no_table(self) -> None:
        item = AnswerItem(kind="answer", label="Age", text="3", path="/age")
        section = AnswerItem(kind="group", title="Section 1", items=[item])
        assert self.kinds(section, section) == ["heading", "answers", "heading", "answers"]

    def test_answers_after_a_group_stand_further_out_again(self) -> None:
        item = AnswerItem(kind="answer", label="Age", text="3", path="/age")
        section = AnswerItem(kind="group", title="Section", items=[item])
        blocks = page_blocks("Page", [section, item], self.INK)
        assert [block["depth"] for block in blocks if block["kind"] == "answers"] == [1, 0]
