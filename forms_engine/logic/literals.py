"""What a text written in a rule stands for: text, or a date or coded term where one is wanted.

There is no coercion of answers. A date has no literal of its own in JSON, so its place decides,
before anything is evaluated.
"""

from __future__ import annotations

from collections.abc import Sequence

from forms_engine.logic.operator import OPERATORS, Operator
from forms_engine.logic.symbols import Symbols
from forms_engine.logic.tree import arguments_of, call_of
from forms_engine.logic.types import CODED, WRITTEN_AS_TEXT, Type, element_of
from forms_engine.logic.values import Value, read_coded_text, read_number, reader_of


def literal_type(
    operator: Operator, index: int, arguments: Sequence[object], symbols: Symbols
) -> Type | None:
    """Return the type that a text written here stands for; None if it is a text."""
    signature = operator.signature
    if read_as := signature.parameter(index).read_as:
        return read_as
    if signature.alike is None or index < signature.alike:
        return None
    return _first_special(arguments[signature.alike :], symbols)


def read_literal(rule: object, read_as: Type | None) -> Value:
    """Return the value of a literal; unknown when it does not read as the type of its place."""
    if isinstance(rule, str):
        if read_as is None:
            return rule
        return read_coded_text(rule) if read_as == CODED else reader_of(read_as)(rule)
    return rule if isinstance(rule, bool) else read_number(rule)


def _first_special(rules: Sequence[object], symbols: Symbols) -> Type | None:
    return next((kind for each in rules if (kind := _special(each, symbols))), None)


def _special(rule: object, symbols: Symbols) -> Type | None:
    """Return the type of a rule if it is one that is written as text."""
    name, given = call_of(rule) or ("", None)
    if name not in OPERATORS:
        return None
    if name == "field":
        symbol = symbols.field(given) if isinstance(given, str) else None
        kind = element_of(symbol.type) if symbol else None
    else:
        operator = OPERATORS.get(name)
        kind = operator.signature.result
        if kind is None and operator.signature.alike is not None:
            arguments = arguments_of(operator, given) or ()
            return _first_special(arguments[operator.signature.alike :], symbols)
    return kind if kind in WRITTEN_AS_TEXT else None
