"""Patterns: what is allowed, and that it means what regular expressions mean."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_engine.logic.patterns import PatternRefused, check_pattern, compile_pattern

ATOMS = st.sampled_from(
    ["a", "b", ".", "[ab]", "[^a]", "[a-c]", "\\.", "[\\-.]", "😀", "-", "[^-]"]
)
QUANTIFIERS = st.sampled_from(["", "", "?", "*", "+", "{2}", "{1,}", "{0,2}"])
SEQUENCES = st.lists(st.builds(str.__add__, ATOMS, QUANTIFIERS), max_size=4).map("".join)
GROUPS = st.builds(
    "({}|{}){}".format, SEQUENCES, SEQUENCES, st.sampled_from(["", "?", "{1}", "*", "{2,3}"])
)
PATTERNS = st.builds("{}{}{}|{}".format, SEQUENCES, GROUPS, SEQUENCES, SEQUENCES)
TEXTS = st.text(alphabet="abc.-😀\n", max_size=6)


@given(PATTERNS, TEXTS)
def test_mean_what_regular_expressions_mean(pattern: str, text: str) -> None:
    try:
        fits = compile_pattern(pattern)
    except PatternRefused:
        return
    assert fits(text) == (re.fullmatch(pattern, text) is not None)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("\\d", "[0-9]"),
        ("\\w+", "[A-Za-z0-9_]"),
        ("\\s", "[ ]"),
        ("\\bword", "\\b"),
        ("(a)\\1", "\\1"),
        ("\\", "\\"),
        ("^a", "Leave out ^"),
        ("a$", "Leave out ^"),
        ("(?=a)", "look-ahead"),
        ("(?<!a)", "look-behind"),
        ("(?P<n>a)", "Named groups"),
        ("a*?", "Only one quantifier"),
        ("a++", "Only one quantifier"),
        ("a{2}{3}", "Only one quantifier"),
        ("(a+)+", "another quantifier"),
        ("(?:b(a{1,2}))*", "another quantifier"),
        ("*a", "repeat"),
        ("a}", "backslash"),
        ("a]", "backslash"),
        ("(a", "not closed"),
        ("a)", "not opened"),
        ("[a", "not closed"),
        ("[]", "nothing between"),
        ("[z-a]", "backwards"),
        ("[a-c-e]", "backslash"),
        ("[[a]", "backslash"),
        ("[a&&b]", "different things"),
        ("a{,2}", "{2}, {2,} or {2,5}"),
        ("a{x}", "{2}, {2,} or {2,5}"),
        ("a{3,2}", "fewer"),
        ("a{999}", "repeats too much"),
        ("a" * 501, "500"),
        ("(" * 30 + ")" * 30, "nested too deeply"),
    ],
)
def test_refuse(pattern: str, words: str) -> None:
    with pytest.raises(PatternRefused, match=re.escape(words)):
        check_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    ["[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}", "([0-9]{2} )*", "([0-9]+)?", "[-a]", ""],
)
def test_allow(pattern: str) -> None:
    check_pattern(pattern)


def test_take_no_longer_for_hostile_texts() -> None:
    fits = compile_pattern("(a|a|ab?)*(a|a)*a{0,50}b")
    began = time.perf_counter()

    assert not fits("a" * 50_000)
    assert time.perf_counter() - began < 2
