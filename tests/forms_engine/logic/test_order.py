"""The order of evaluation."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_engine.logic import Cycle, evaluation_order, option_references, references

IDS = st.sampled_from("abcdef")


def test_puts_each_after_what_it_depends_on() -> None:
    assert evaluation_order({"bmi": ["weight", "metres"], "metres": ["height"]}) == (
        "metres",
        "bmi",
    )


def test_names_the_circle() -> None:
    with pytest.raises(Cycle, match="a → b → c → a") as caught:
        evaluation_order({"x": ["a"], "a": ["b"], "b": ["c"], "c": ["a"]})

    assert caught.value.path == ("a", "b", "c")


def test_a_rule_that_reads_itself_is_a_circle() -> None:
    with pytest.raises(Cycle) as caught:
        evaluation_order({"a": ["a"]})

    assert caught.value.path == ("a",)


@given(st.dictionaries(IDS, st.sets(IDS)))
def test_holds_for_any_graph(dependencies: dict[str, set[str]]) -> None:
    try:
        order = evaluation_order(dependencies)
    except Cycle as circle:
        ring = (*circle.path, circle.path[0])
        assert all(after in dependencies[each] for each, after in pairwise(ring))
        return
    assert sorted(order) == sorted(dependencies)
    for at, each in enumerate(order):
        assert dependencies[each] & set(dependencies) <= set(order[:at])


def test_references_are_found_at_any_depth() -> None:
    rule = {
        "and": [
            {"=": [{"field": "a"}, {"option": "o"}]},
            {"not": [{"missing_reason": [{"field": "b"}]}]},
        ]
    }

    assert references(rule) == {"a", "b"}
    assert option_references(rule) == {"o"}
