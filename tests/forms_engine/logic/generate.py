"""Makes rules and answers at random, from the signatures of the operators, so that a new operator is tried at once."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from forms_engine.logic import OPERATORS, TEXT, Operator, Type, list_of, type_named
from forms_engine.logic.signature import Parameter
from forms_engine.logic.symbols import seen_as
from forms_engine.logic.types import element_of
from tests.forms_engine.logic.cases import VECTORS, CaseSymbols

SYMBOLS = CaseSymbols(VECTORS)
SCOPES: tuple[tuple[str, ...], ...] = ((), (), ("relative",), ("relative", "test"), ("drug",))
PLAIN = tuple(
    type_named(name)
    for name in ("boolean", "number", "text", "date", "datetime", "duration", "coded", "file")
)
TEXTS = ("", "a", "b", "ab", "AB12", "straße", "😀b", "é", "e\u0301", "İx", "ΟΔΟΣ", "1", "fever")
TOKENS = ("s|1", "s|2", "http://orpha|68", "http://orpha|791", "t|1", "broken")
UNITS = ("days", "months", "years", "weeks")
MOMENTS = (
    "2026-03-01T10:00:00Z",
    "2026-03-01T11:00+01:00",
    "2026-02-28T20:00:00.5-05:00",
    "2026-03-01",
)
SPANS = ("P1D", "PT24H", "P1W", "PT1M30S", "P1M", "P")
PATTERNS = (
    "a",
    "[ab]+",
    "(?:a|b)*",
    "[^a]{1,3}",
    "[A-Z]{2}[0-9]+",
    ".*b",
    "a?b?",
    "(a|ab)(b|)",
    "\\d",
    "(",
    "(a+)+",
)


@dataclass(frozen=True, kw_only=True)
class Generator:
    """Draws from one source of chance. `wild` is how often an argument gets a type it should not have."""

    chance: random.Random
    scope: tuple[str, ...] = ()
    wild: float = 0.0

    def rule(self, kind: Type, depth: int) -> object:
        """Return a rule that gives a type, mostly."""
        if self.chance.random() < self.wild:
            kind = self.chance.choice((*PLAIN, list_of(self.chance.choice(PLAIN))))
        if depth == 0 or self.chance.random() < 0.2:
            return self.leaf(kind)
        name = self.chance.choice(CALLS.get(kind, ALIKE))
        operator = OPERATORS.get(name)
        return {name: self.arguments(operator, kind, depth - 1)}

    def arguments(self, operator: Operator, kind: Type, depth: int) -> list[object]:
        """Return arguments that fit the signature of an operator."""
        signature, arity = operator.signature, operator.arity
        most = arity.least + 2 if arity.most is None else arity.most
        count = self.chance.randint(arity.least, most)
        first_alike = count if signature.alike is None else signature.alike
        common = signature.result and self.type_for(signature.parameter(first_alike))
        return [
            self.argument(
                operator, index, (common or kind) if index >= first_alike else None, depth
            )
            for index in range(count)
        ]

    def argument(self, operator: Operator, index: int, common: Type | None, depth: int) -> object:
        """Return one argument; `common` is the type that all arguments share."""
        parameter = operator.signature.parameter(index)
        if parameter.literal:
            return self.chance.choice(WRITTEN[operator.name])
        if operator.name == "missing_reason":
            return {"field": self.chance.choice(sorted(SYMBOLS.fields))}
        kind = common or self.type_for(parameter)
        must = parameter.lists and not parameter.singles
        may = parameter.any_list or (parameter.lists and operator.signature.spread)
        if must or (may and self.chance.random() < 0.6):
            return self.rule(list_of(element_of(kind)), 0)
        return self.rule(kind, depth)

    def type_for(self, parameter: Parameter) -> Type:
        """Return a type that may stand in a place."""
        types = parameter.types or frozenset(PLAIN)
        return self.chance.choice(sorted(types, key=str))

    def leaf(self, kind: Type) -> object:
        """Return a literal, or a question seen as the type."""
        questions = [
            {"field": symbol.id}
            for symbol in SYMBOLS.fields.values()
            if seen_as(symbol, self.scope) == kind
        ]
        if kind == TEXT and self.chance.random() < 0.2:
            return {"option": self.chance.choice(sorted(SYMBOLS.options))}
        if questions and self.chance.random() < 0.7:
            return self.chance.choice(questions)
        if kind.item:
            return {"user": ["role"]} if kind.item == TEXT else None
        return None if self.chance.random() < 0.05 else self.literal(kind)

    def literal(self, kind: Type) -> object:
        """Return a value as a rule writes it."""
        if kind.name == "coded":
            return self.chance.choice(TOKENS)
        return None if kind.name == "file" else self.answer(kind)

    def answer(self, kind: Type) -> object:
        """Return an answer to a question of a type."""
        if kind.item:
            return [self.answer(kind.item) for _ in range(self.chance.randint(0, 3))]
        return ANSWERS[kind.name](self.chance)

    def frame(self, around: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return answers, some missing and some of the wrong type, with rows down to the scope."""
        frame: dict[str, Any] = {"values": {}, "missing": {}, "rows": {}}
        for symbol in SYMBOLS.fields.values():
            if symbol.repeats != around or self.chance.random() < 0.2:
                continue
            kind = symbol.type if self.chance.random() < 0.93 else self.chance.choice(PLAIN)
            frame["values"][symbol.id] = self.answer(kind)
            if self.chance.random() < 0.1:
                frame["missing"][symbol.id] = self.chance.choice(("unknown", "not_asked"))
        for repeat in self.repeats_in(around):
            least = 1 if (*around, repeat) == self.scope[: len(around) + 1] else 0
            rows = [self.frame((*around, repeat)) for _ in range(self.chance.randint(least, 3))]
            frame["rows"][repeat] = rows
        return frame

    def repeats_in(self, around: tuple[str, ...]) -> Sequence[str]:
        """Return the repeats that stand directly inside others."""
        inner = {
            symbol.repeats[len(around)]
            for symbol in SYMBOLS.fields.values()
            if symbol.repeats[: len(around)] == around and len(symbol.repeats) > len(around)
        }
        return sorted(inner)

    def way(self, frame: Mapping[str, Any]) -> list[str | int]:
        """Return the way to one of the rows that a rule of the scope may stand in."""
        way: list[str | int] = []
        for repeat in self.scope:
            index = self.chance.randrange(len(frame["rows"][repeat]))
            way += [repeat, index]
            frame = frame["rows"][repeat][index]
        return way


def case(seed: str, *, wild: float) -> dict[str, Any]:
    """Return one case, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - chance for tests
    generator = Generator(chance=chance, scope=chance.choice(SCOPES), wild=wild)
    frame = generator.frame()
    return {
        "rule": generator.rule(chance.choice(PLAIN[:4]), chance.randint(1, 5)),
        "scope": list(generator.scope),
        "frame": frame,
        "at": generator.way(frame),
    }


def _number(chance: random.Random) -> float:
    return chance.choice(
        (
            lambda: chance.randint(-5, 20),
            lambda: chance.randint(-50, 50) / 2,
            lambda: round(chance.uniform(-10, 10), 3),
            lambda: chance.uniform(-1e6, 1e6),
            lambda: chance.choice((0, -0.0, 1e308, -1e308, 1e-300, 2.675, 1.005, 123456.5, 2**53)),
        )
    )()


def _date(chance: random.Random) -> str:
    if chance.random() < 0.3:
        return chance.choice(("2024-02-29", "1900-02-29", "0001-01-01", "9999-12-31", "2026-03-01"))
    return (date(1990, 1, 1) + timedelta(days=chance.randint(0, 15000))).isoformat()


def _coded(chance: random.Random) -> dict[str, str]:
    if chance.random() < 0.15:
        return {"text": "rare"}
    system, _, code = chance.choice(TOKENS).rpartition("|")
    return {"system": system, "code": code, "label": chance.choice("xy")}


ANSWERS: Mapping[str, Callable[[random.Random], object]] = {
    "boolean": lambda chance: chance.random() < 0.5,
    "number": _number,
    "text": lambda chance: chance.choice(TEXTS),
    "date": _date,
    "datetime": lambda chance: chance.choice(MOMENTS),
    "duration": lambda chance: chance.choice(SPANS),
    "coded": _coded,
    "file": lambda chance: {"upload": chance.choice(("u1", "u2"))},
}
WRITTEN: Mapping[str, Sequence[str]] = {
    "user": ("role",),
    "patient": ("age", "sex"),
    "date_difference": UNITS,
    "date_add": UNITS,
    "matches": PATTERNS,
    "is_a": TOKENS,
}
ALIKE = tuple(
    name
    for name, operator in OPERATORS.items()
    if operator.signature.result is None and operator.signature.alike is not None
)
CALLS: dict[Type, tuple[str, ...]] = {}
for _name, _operator in OPERATORS.items():
    _result = _operator.signature.result
    if _result is not None and not _operator.bare:
        CALLS[_result] = (*CALLS.get(_result, ALIKE), _name)
