"""The cases that both languages have to answer alike."""

from __future__ import annotations

from typing import Any

import pytest

from forms_engine.logic import OPERATORS
from tests.forms_engine.logic.cases import VECTORS, CaseSymbols, answer_case, same

SYMBOLS = CaseSymbols(VECTORS)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_answers(case: dict[str, Any]) -> None:
    answer = answer_case(case, SYMBOLS, VECTORS["context"])

    assert same(answer, case["expect"]), f"{answer!r} instead of {case['expect']!r}"


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case["name"] for case in VECTORS["cases"]]

    assert len(set(names)) == len(names)
    assert len(names) >= 200


def test_every_operator_has_a_case() -> None:
    written = str([case["rule"] for case in VECTORS["cases"]])

    assert set(OPERATORS.names()) == set(VECTORS["operators"])
    assert [name for name in OPERATORS.names() if f"'{name}':" not in written] == []
