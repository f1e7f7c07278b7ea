from __future__ import annotations

import pytest

from cpms.patients.nicknames import FIRST, SECOND, draw_nickname, is_nickname
from cpms.patients.operations.words import folded


def test_every_drawn_nickname_is_one() -> None:
    drawn = {draw_nickname() for _ in range(200)}
    assert all(is_nickname(each) for each in drawn)
    assert len(drawn) > 150


def test_there_are_enough_for_a_large_centre() -> None:
    assert len(set(FIRST)) * len(set(SECOND)) > 9_000
    assert (len(set(FIRST)), len(set(SECOND))) == (len(FIRST), len(SECOND))


@pytest.mark.parametrize(
    "words", ["", "Blue", "Heron Blue", "Blue  Heron", "Zofia Heron", "blue heron"]
)
def test_nothing_else_is_one(words: str) -> None:
    assert not is_nickname(words)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Müller-Łoś", "mullerlos"),
        ("O’Neill", "oneill"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Ærø", "aero"),
        ("Żółć", "zolc"),
        ("Παπαδόπουλος", "παπαδοπουλοσ"),
        (" - ", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_signs(name: str, plain: str) -> None:
    assert folded(name) == plain
