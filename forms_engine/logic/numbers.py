"""Numbers that come out the same in both languages."""

from __future__ import annotations

import decimal
import math
from collections.abc import Callable

from forms_engine.logic.values import Value, finite

_EXACT = decimal.Context(prec=400)
_TWELVE = decimal.Context(prec=12, rounding=decimal.ROUND_HALF_UP)
_NEGLIGIBLE = 1e-300
_MULTIPLIED_OUT = 100


def on_numbers(function: Callable[..., float]) -> Callable[..., float | None]:
    """Make a function total: other types, undefined results and overflows are unknown."""

    def total(*values: Value) -> float | None:
        for value in values:
            if type(value) is not float:
                return None
        try:
            return finite(function(*values))
        except (ArithmeticError, ValueError):
            return None

    return total


def round_half_away(number: float, digits: float = 0.0) -> float:
    """Round half away from zero on the shortest decimal form: 2.675 gives 2.68, as on paper.

    Raise `ValueError` unless `digits` is a whole number from 0 to 15.
    """
    if not digits.is_integer() or not 0 <= digits <= 15:
        raise ValueError("Round to 0 to 15 digits.")
    unit = decimal.Decimal((0, (1,), -int(digits)))
    exact = decimal.Decimal(repr(number))
    return float(exact.quantize(unit, rounding=decimal.ROUND_HALF_UP, context=_EXACT))


def twelve_digits(number: float) -> float:
    """Round to twelve significant digits, where the languages' libraries agree.

    What is nearly nothing is 0. Raise `OverflowError` for what is not finite.
    """
    if not math.isfinite(number):
        raise OverflowError("The result is too large.")
    if abs(number) < _NEGLIGIBLE:
        return 0.0
    return float(_TWELVE.create_decimal(decimal.Decimal(number)))


def power(base: float, exponent: float) -> float:
    """Return a power; small whole exponents are multiplied out, to the same bit everywhere."""
    if exponent.is_integer() and abs(exponent) <= _MULTIPLIED_OUT:
        whole = _multiplied(base, abs(int(exponent)))
        return twelve_digits(whole if exponent >= 0 else 1.0 / whole)
    return twelve_digits(math.pow(base, exponent))


def _multiplied(base: float, times: int) -> float:
    result, square = 1.0, base
    while times:
        if times % 2:
            result *= square
        square *= square
        times //= 2
    return result


def exponential(number: float) -> float:
    """Return e to the power of a number."""
    return twelve_digits(math.exp(number))


def logarithm(number: float, base: float | None = None) -> float:
    """Return the natural logarithm, or the one to a base."""
    natural = math.log(number)
    return twelve_digits(natural if base is None else natural / math.log(base))
