"""The shared cases notice the faults that twin evaluators are known to have."""

from __future__ import annotations

import dataclasses
import decimal
from collections.abc import Callable

import pytest

from forms_engine.logic import OPERATORS, Operator, Value
from forms_engine.logic.numbers import on_numbers
from forms_engine.logic.operator import on_values
from tests.forms_engine.logic.cases import VECTORS, CaseSymbols, answer_case, same

SYMBOLS = CaseSymbols(VECTORS)


def _mod_with_the_sign_of_the_divisor(left: float, right: float) -> float:
    return left % right


def _round_half_even(number: float, digits: float = 0.0) -> float:
    unit = decimal.Decimal((0, (1,), -int(digits)))
    exact = decimal.Decimal(repr(number))
    rounded = exact.quantize(unit, decimal.ROUND_HALF_EVEN, decimal.Context(prec=400))
    return float(rounded)


def _length_in_utf16(value: Value) -> Value:
    if isinstance(value, str):
        return float(len(value.encode("utf-16-le")) // 2)
    return float(len(value)) if isinstance(value, tuple) else None


def _two_valued_or(*values: Value) -> Value:
    return any(value is True for value in values)


MUTANTS: dict[str, Callable[..., Value]] = {
    "mod": on_numbers(_mod_with_the_sign_of_the_divisor),
    "round": on_numbers(_round_half_even),
    "length": _length_in_utf16,
    "or": _two_valued_or,
}


def _wrong_cases() -> list[str]:
    return [
        case["name"]
        for case in VECTORS["cases"]
        if not same(answer_case(case, SYMBOLS, VECTORS["context"]), case["expect"])
    ]


@pytest.mark.parametrize("name", MUTANTS)
def test_notice_a_fault(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = OPERATORS.get
    faulty = dataclasses.replace(sound(name), compile=on_values(MUTANTS[name]))

    def get(wanted: str) -> Operator:
        return faulty if wanted == name else sound(wanted)

    assert _wrong_cases() == []
    monkeypatch.setattr(OPERATORS, "get", get)
    assert _wrong_cases() != []
