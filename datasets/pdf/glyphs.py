"""Texts made printable: one character without a glyph, and the archive standard refuses the whole document."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MARK = "□"
BREAK = "\u200b"  # a place where a line may end; nothing is drawn
LONGEST_WORD = 32
PIECE = 12
LONGEST_TITLE = 500
MOST_ACCENTS = 8

_LINE_ENDS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
# They draw nothing themselves; the letters and pictures that they join are marked where they have no glyph.
_DRAW_NOTHING = re.compile("[\u00ad\u200c\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
# Lines end at spaces, and after a slash or a hyphen before a letter. A run that offers no end makes one line of any length.
_WORD = re.compile(rf"(?:[^ \n{BREAK}/-]|[/-](?![^\W\d_]))+")
# Compatibility forms that read the same: ℃, full-width digits, em spaces. Never superscripts: 10⁵ is not 105.
_SAME_READING = ("<compat>", "<wide>", "<narrow>", "<square>")


@dataclass(kw_only=True)
class Printer:
    """Makes the texts of one document printable; `marked` tells whether a character had to be replaced by the mark.

    `covered` holds the code points that have a glyph in every style of the document.
    """

    covered: frozenset[int]
    marked: bool = False

    def text(self, text: str, *, longest_word: int = LONGEST_WORD) -> str:
        """Return the text in covered characters and line feeds, with places to break in words that are too long."""
        composed = unicodedata.normalize("NFC", self._without_piles(text))
        plain = _LINE_ENDS.sub("\n", composed).replace("\t", " ")
        drawn = "".join(self._character(each) for each in _DRAW_NOTHING.sub("", plain))
        return _WORD.sub(
            lambda word: word[0] if len(word[0]) <= longest_word else _with_breaks(word[0]), drawn
        )

    def line(self, text: str, *, longest_word: int = LONGEST_WORD) -> str:
        """Return the text on one line."""
        return " ".join(self.text(text, longest_word=longest_word).split())

    def title(self, text: str) -> str:
        """Return the text on one line, cut where it is too long for an entry in the document's outline."""
        whole = self.line(text)
        return whole if len(whole) <= LONGEST_TITLE else f"{whole[:LONGEST_TITLE]}…"

    def _without_piles(self, text: str) -> str:
        """Leave out accents above the eighth of a letter, with a mark.

        A pile is one string in the file, which the archive standard limits, and sorting a long one takes seconds.
        """
        if text.isascii():
            return text
        written, accents = [], 0
        for character in text:
            accents = accents + 1 if unicodedata.combining(character) else 0
            if accents <= MOST_ACCENTS:
                written.append(character)
            elif accents == MOST_ACCENTS + 1:
                written.append(MARK)
                self.marked = True
        return "".join(written)

    def _character(self, character: str) -> str:
        if character == "\n" or ord(character) in self.covered:
            return character
        same = _read_the_same(character)
        if same and all(ord(each) in self.covered for each in same):
            return same
        self.marked = True
        return MARK


def _read_the_same(character: str) -> str:
    if unicodedata.decomposition(character).startswith(_SAME_READING):
        return unicodedata.normalize("NFKC", character)
    return ""


def _with_breaks(word: str) -> str:
    """Offer a break after each piece, never between a letter and the accents that stand on it."""
    written, length = [], 0
    for character in word:
        if length >= PIECE and not unicodedata.combining(character):
            written.append(BREAK)
            length = 0
        written.append(character)
        length += 1
    return "".join(written)
