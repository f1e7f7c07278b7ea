"""Characters as they are printed."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.pdf.glyphs import BREAK, MARK, MOST_ACCENTS, Printer
from datasets.pdf.typesetting import covered_characters


def few_accents(text: str) -> bool:
    """Tell whether no letter has more accents than are printed."""
    return "\u0301" * (MOST_ACCENTS + 1) not in text


class TestPrinter:
    """Characters as they are printed."""

    COVERED = frozenset(map(ord, "abcdé°C□-/ 0123456789\u200b\u0301"))

    @pytest.mark.parametrize(
        ("text", "printed", "marked"),
        [
            ("abc", "abc", False),
            ("e\u0301", "é", False),
            ("5 ℃", "5 °C", False),
            ("\uff11\uff12", "12", False),
            ("1\u20030", "1 0", False),
            ("10⁵", f"10{MARK}", True),
            ("2⅓", f"2{MARK}", True),
            ("a\r\nb\u2028c", "a\nb\nc", False),
            ("a\u200db\ufe0f", "ab", False),
            ("ab\x00", f"ab{MARK}", True),
            ("b" + "\u0301" * 10, "b" + "\u0301" * 8 + MARK, True),
        ],
    )
    def test_reads_the_same_or_is_marked(self, text: str, printed: str, *, marked: bool) -> None:
        ink = Printer(covered=self.COVERED)
        assert ink.text(text) == printed
        assert ink.marked is marked

    @given(text=st.text())
    def test_prints_covered_characters_only(self, text: str) -> None:
        covered = covered_characters()
        printed = Printer(covered=covered).text(text)
        assert all(each == "\n" or ord(each) in covered for each in printed)

    @given(text=st.text(alphabet="ab1-/ \u0301", max_size=200).filter(few_accents))
    def test_offers_a_break_in_every_long_word_and_changes_nothing_else(self, text: str) -> None:
        covered = covered_characters()
        printed = Printer(covered=covered).text(text)
        assert printed.replace(BREAK, "") == unicodedata.normalize("NFC", text)
        words = re.split(rf"[ {BREAK}]|(?<=[/-])(?=[a-z])", printed)
        assert all(
            len([each for each in word if not unicodedata.combining(each)]) <= 32 for word in words
        )
