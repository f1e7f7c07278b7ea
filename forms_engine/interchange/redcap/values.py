"""The sides of a comparison: answers, literals, sums and functions as rules with a type."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from forms_engine.interchange.base import JSON
from forms_engine.interchange.redcap.expression import Call, Literal, Node, Operation, Reference
from forms_engine.interchange.redcap.names import Known, Names, NotCarried, number_in

_TYPES = {
    "number": "number",
    "text": "text",
    "long_text": "text",
    "choice": "text",
    "date": "date",
    "boolean": "boolean",
}
_WORDS = {"number": "a number", "text": "a text", "date": "a date", "boolean": "yes or no"}
_ARITHMETIC = {"+": "+", "-": "-", "*": "*", "/": "/", "^": "power"}
_DAYS = {"d": 1.0, "M": 30.44, "y": 365.2425}
"""REDCap counts days and divides: its months and years are not those of the calendar."""


class NeverEqual(Exception):
    """A literal is of a kind that no answer to the question can be."""


@dataclass(frozen=True, kw_only=True)
class Value:
    """A rule and the type of what it yields. `field` is set if it only reads an answer."""

    type: str
    rule: JSON
    field: Known | None = None

    @property
    def words(self) -> str:
        """The type for messages."""
        return _WORDS[self.type]


class Values:
    """Turns expressions into rules. `condition` turns those that are true or false."""

    def __init__(self, names: Names, condition: Callable[[Node], JSON]) -> None:
        self._names = names
        self._condition = condition

    def of(self, node: Node, wanted: str | None = None) -> Value:
        """Return a rule for the node; `wanted` is the type that a literal is to be read as.

        Raise `NotCarried`, and `NeverEqual` for a literal that is not of the wanted type.
        """
        if isinstance(node, Literal):
            return literal(node, wanted)
        if isinstance(node, Reference):
            return self._answer(node)
        if isinstance(node, Call):
            return self._call(node)
        return self._operation(node)

    def number(self, node: Node) -> JSON:
        """Return the rule of a number. Raise `NotCarried` for anything else."""
        try:
            value = self.of(node, "number")
        except NeverEqual:
            raise NotCarried("it reckons with a text") from None
        if value.type != "number":
            codes = value.field is not None and value.field.type == "choice"
            raise NotCarried(
                "it reckons with the codes of options"
                if codes
                else f"it reckons with {value.words}"
            )
        return value.rule

    def _answer(self, node: Reference) -> Value:
        known = self._names.find(node)
        if node.code is not None:
            return Value(type="number", rule={"if": [ticked(known, node), 1, 0]})
        if known.type not in _TYPES:
            raise NotCarried(
                f"it compares “{node.name}” as a whole, of which only parts can be asked"
            )
        return Value(type=_TYPES[known.type], rule=known.rule, field=known)

    def _operation(self, node: Operation) -> Value:
        if node.operator == "negative":
            return Value(type="number", rule={"-": [self.number(node.operands[0])]})
        if node.operator not in _ARITHMETIC:
            raise NotCarried("it compares the result of a comparison")
        operands = [self.number(operand) for operand in node.operands]
        return Value(type="number", rule={_ARITHMETIC[node.operator]: operands})

    def _call(self, node: Call) -> Value:
        if node.name in _NUMERIC:
            operator, least, most = _NUMERIC[node.name]
            _count(node, least, most)
            numbers = [self.number(argument) for argument in node.arguments]
            return Value(type="number", rule={operator: numbers})
        method = _FUNCTIONS.get(node.name)
        if method is None:
            raise NotCarried(f"it uses the function “{node.name}”")
        return method(self, node)

    def _if(self, node: Call) -> Value:
        _count(node, 3, 3)
        first = self.of(node.arguments[1])
        second = self.of(node.arguments[2], first.type)
        if first.type != second.type:
            raise NotCarried(f"it yields {first.words} or {second.words}")
        condition = self._condition(node.arguments[0])
        return Value(type=first.type, rule={"if": [condition, first.rule, second.rule]})

    def _round(self, node: Call) -> Value:
        _count(node, 1, 2)
        numbers = [self.number(argument) for argument in node.arguments]
        return Value(type="number", rule={"round": [*numbers, 0][:2]})

    def _round_one_way(self, node: Call) -> Value:
        _count(node, 1, 2)
        operator = "floor" if node.name == "rounddown" else "ceil"
        number, *digits = [self.number(argument) for argument in node.arguments]
        if not digits or digits[0] == 0:
            return Value(type="number", rule={operator: [number]})
        if not isinstance(digits[0], int) or not 0 < digits[0] <= 10:
            raise NotCarried("it rounds to a number of places that is not fixed")
        factor = 10 ** digits[0]
        return Value(type="number", rule={"/": [{operator: [{"*": [number, factor]}]}, factor]})

    def _date_difference(self, node: Call) -> Value:
        """Read `datediff(from, to, unit, format, signed)`: without a `true` the sign is dropped."""
        _count(node, 3, 5)
        unit = node.arguments[2]
        if not isinstance(unit, Literal) or unit.value not in _DAYS:
            raise NotCarried("it counts the time between two dates in hours or minutes")
        days: JSON = {"date_difference": [*map(self._date, node.arguments[:2]), "days"]}
        if not any(
            isinstance(extra, Literal) and extra.value is True for extra in node.arguments[3:]
        ):
            days = {"abs": [days]}
        divisor = _DAYS[str(unit.value)]
        return Value(type="number", rule=days if divisor == 1 else {"/": [days, divisor]})

    def _date(self, node: Node) -> JSON:
        try:
            value = self.of(node, "date")
        except NeverEqual:
            raise NotCarried("it uses a text as a date") from None
        if value.type != "date":
            raise NotCarried(f"it uses {value.words} as a date")
        return value.rule

    def _text(self, node: Call) -> Value:
        _count(node, 1, 50)
        values = [self.of(argument, "text") for argument in node.arguments]
        if any(value.type != "text" for value in values):
            raise NotCarried(f"it uses “{node.name}” on something else than texts")
        operator, kind = _TEXTUAL[node.name]
        return Value(type=kind, rule={operator: [value.rule for value in values]})


def literal(node: Literal, wanted: str | None) -> Value:
    """Return a literal as the wanted type, as REDCap would compare it. Raise `NeverEqual`."""
    value = node.value
    if isinstance(value, bool):
        return Value(type="boolean", rule=value)
    if wanted == "text":
        return Value(type="text", rule=value if isinstance(value, str) else str(plain(value)))
    if wanted == "date":
        return _date_literal(str(value))
    number = number_in(value) if isinstance(value, str) else value
    if number is not None and abs(number) < 2**53:
        return Value(type="number", rule=plain(number))
    if wanted is not None:
        raise NeverEqual
    return Value(type="text", rule=str(value))


def _date_literal(text: str) -> Value:
    if text.lower() == "today":
        return Value(type="date", rule={"today": []})
    try:
        return Value(type="date", rule=datetime.date.fromisoformat(text).isoformat())
    except ValueError:
        raise NeverEqual from None


def ticked(known: Known, node: Reference) -> JSON:
    """Return the rule that is true when an option of a checkbox is ticked. Raise `NotCarried`."""
    if known.type != "choices":
        raise NotCarried(f"it asks for an option of “{node.name}”, which is no checkbox")
    option = known.option_rule(node.code or "")
    if option is None:
        raise NotCarried(f"it asks for an option of “{node.name}” that does not exist")
    return {"has": [known.rule, option]}


def plain(number: float) -> int | float:
    """Return a whole number as an integer, which is how JSON writes it."""
    return int(number) if float(number).is_integer() else number


def _count(node: Call, least: int, most: int) -> None:
    if not least <= len(node.arguments) <= most:
        raise NotCarried(f"it uses “{node.name}” with {len(node.arguments)} values")


_NUMERIC = {
    "abs": ("abs", 1, 1),
    "sqrt": ("sqrt", 1, 1),
    "exponential": ("exp", 1, 1),
    "log": ("log", 1, 2),
    "mod": ("mod", 2, 2),
    "sum": ("sum", 1, 200),
    "mean": ("mean", 1, 200),
    "min": ("min", 1, 200),
    "max": ("max", 1, 200),
}
_TEXTUAL = {
    "length": ("length", "number"),
    "upper": ("upper", "text"),
    "lower": ("lower", "text"),
    "concat": ("concat", "text"),
}
_FUNCTIONS: dict[str, Callable[[Values, Call], Value]] = {
    "if": Values._if,
    "round": Values._round,
    "rounddown": Values._round_one_way,
    "roundup": Values._round_one_way,
    "datediff": Values._date_difference,
    **dict.fromkeys(_TEXTUAL, Values._text),
}
