"""Branching logic to our rules, with REDCap's meaning of an empty answer.

REDCap compares texts and knows no unknown: an empty answer equals `''`, differs from everything
else, and is neither smaller nor larger than anything. Our comparisons with an empty answer are
unknown, which hides a question as "no" does, so only two places need more words: "differs from",
and whatever stands under a `not`.

| REDCap | ours |
|---|---|
| `[choice] = '1'` | `{"=": [field, option]}` |
| `[choice] <> '1'` | `{"or": [{"is_empty": [field]}, {"!=": [field, option]}]}` |
| `[choice] >= 3` | `{"in": [field, the options whose codes are such numbers]}` |
| `[checkbox(3)] = '1'`, `<> '0'` | `{"has": [field, option]}` |
| `[checkbox(3)] = '0'`, `<> '1'`, `= ''` | `{"or": [it is empty, {"not": [{"has": …}]}]}` |
| `[yesno] = '1'` | `{"=": [field, true]}` |
| `[any] = ''`, `<> ''` | `{"is_empty": [field]}`, `{"not": [{"is_empty": [field]}]}` |
| `[number] > '5'` | `{">": [field, 5]}` |
| `[a] = [b]` | `{"coalesce": [{"=": [a, b]}, both are empty]}` |
| `[a] <> [b]` | `{"coalesce": [{"!=": [a, b]}, {"not": [both are empty]}]}` |
| a sum or a function `<>` x | `{"coalesce": [{"!=": […]}, true]}` |
| `datediff(a, b, 'y')` | days between them, without sign, divided by 365.2425 (months: 30.44) |
| under `not` | each comparison as `{"coalesce": [comparison, false]}` |
| a part that can never be true | left out, and reported |

Not carried over: other events and instances, smart variables, questions that were not imported or
are never asked, codes of options used as numbers, functions that have no operator here, and rules
that depend on themselves.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from forms_engine.interchange.base import JSON
from forms_engine.interchange.redcap.expression import (
    Call,
    Literal,
    Node,
    Operation,
    Reference,
    SyntaxRefused,
    parse,
)
from forms_engine.interchange.redcap.names import Known, Names, NotCarried, number_in
from forms_engine.interchange.redcap.values import NeverEqual, Value, Values, literal, ticked
from forms_engine.logic.check import DEEPEST, MOST_NODES
from forms_engine.logic.tree import measure

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_MIRRORED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_EMPTINESS = frozenset({"isblankormissingcode", "isblankornull", "isblank"})


@dataclass(frozen=True, kw_only=True)
class Translation:
    """The rule, and the comparisons in it that no answer can decide."""

    rule: dict[str, JSON]
    pointless: tuple[str, ...]


def translate(source: str, names: Names) -> Translation:
    """Return the rule under which the question is shown. Raise `NotCarried`."""
    branching = _Branching(names)
    try:
        rule = branching.condition(parse(source))
    except SyntaxRefused as refusal:
        raise NotCarried(str(refusal)) from None
    if not isinstance(rule, dict):
        raise NotCarried("it is always true" if rule else "it can never be true")
    nodes, depth = measure(rule)
    if nodes > MOST_NODES or depth > DEEPEST:
        raise NotCarried("it has too many parts")
    return Translation(rule=rule, pointless=tuple(branching.pointless))


class _Branching:
    def __init__(self, names: Names) -> None:
        self.pointless: list[str] = []
        self._names = names
        self._values = Values(names, self.condition)

    def condition(self, node: Node, *, exact: bool = False) -> JSON:
        """Return the rule of something true or false; if `exact`, one that is never unknown."""
        if isinstance(node, Operation):
            return self._operation(node, exact=exact)
        if isinstance(node, Literal):
            return node.value not in (False, 0, "", "0")
        if isinstance(node, Call) and node.name in _EMPTINESS and len(node.arguments) == 1:
            return self._blank(node.arguments[0], "=")
        if isinstance(node, Reference) and self._is_yes_or_no(node):
            one = Literal(value="1")
            return self._compared(Operation(operator="=", operands=(node, one)), exact=exact)
        raise NotCarried("it takes an answer or a result for yes or no")

    def _is_yes_or_no(self, node: Reference) -> bool:
        return node.code is not None or self._names.find(node).type == "boolean"

    def _operation(self, node: Operation, *, exact: bool) -> JSON:
        if node.operator in ("and", "or"):
            return _joined(
                node.operator, [self.condition(operand, exact=exact) for operand in node.operands]
            )
        if node.operator == "not":
            inner = self.condition(node.operands[0], exact=True)
            return not inner if isinstance(inner, bool) else {"not": [inner]}
        if node.operator not in _COMPARE:
            raise NotCarried("it takes a number for yes or no")
        return self._compared(node, exact=exact)

    def _compared(self, node: Operation, *, exact: bool) -> JSON:
        left, right, sign = node.operands[0], node.operands[1], node.operator
        if isinstance(left, Literal) and not isinstance(right, Literal):
            left, right, sign = right, left, _MIRRORED[sign]
        if isinstance(right, Literal) and right.value == "":
            return self._blank(left, sign)
        if isinstance(left, Reference) and isinstance(right, Literal):
            rule = self._answer_compared(left, sign, right)
        else:
            rule = self._values_compared(left, sign, right)
        return _certain(rule) if exact else rule

    def _answer_compared(self, left: Reference, sign: str, right: Literal) -> JSON:
        known = self._names.find(left)
        if left.code is not None:
            return self._tick_compared(known, left, sign, right)
        if known.type == "choice":
            return self._choice_compared(known, left, sign, right)
        if known.type == "boolean":
            return self._yes_or_no_compared(known, left, sign, right)
        return self._values_compared(left, sign, right)

    def _blank(self, node: Node, sign: str) -> JSON:
        if sign not in ("=", "<>"):
            raise NotCarried("it asks whether an answer is larger or smaller than nothing")
        if isinstance(node, Reference) and node.code is not None:
            return _tick(ticked(self._names.find(node), node), wanted=sign == "<>")
        read = self._names.find(node) if isinstance(node, Reference) else self._values.of(node)
        empty = {"is_empty": [read.rule]}
        return empty if sign == "=" else {"not": [empty]}

    def _tick_compared(self, known: Known, left: Reference, sign: str, right: Literal) -> JSON:
        """Compare a box, which is 1 when ticked and else 0, never empty."""
        number = _number_of(right)
        if_ticked, if_not = (
            (sign == "<>",) * 2
            if number is None
            else (_COMPARE[sign](1, number), _COMPARE[sign](0, number))
        )
        if if_ticked == if_not:
            return self._never(left, sign, right, outcome=if_ticked)
        if known.type == "choices" and known.option_rule(left.code or "") is None:
            return self._never(left, sign, right, outcome=if_not)
        return _tick(ticked(known, left), wanted=if_ticked)

    def _choice_compared(self, known: Known, left: Reference, sign: str, right: Literal) -> JSON:
        if sign in ("=", "<>"):
            option = known.option_rule(str(literal(right, "text").rule))
            if option is None:
                return self._never(left, sign, right, outcome=sign == "<>")
            if sign == "=":
                return {"=": [known.rule, option]}
            return {"or": [known.is_empty, {"!=": [known.rule, option]}]}
        number = _number_of(right)
        codes = [(number_in(code), found) for code, found in known.options.items()]
        fitting = [
            {"option": found}
            for code, found in codes
            if number is not None and code is not None and _COMPARE[sign](code, number)
        ]
        if not fitting:
            return self._never(left, sign, right, outcome=False)
        name = "=" if len(fitting) == 1 else "in"
        return {name: [known.rule, *fitting]}

    def _yes_or_no_compared(self, known: Known, left: Reference, sign: str, right: Literal) -> JSON:
        """Compare an answer whose yes is 1 and whose no is 0."""
        number = _number_of(right)
        fitting = [
            answer
            for answer in (True, False)
            if (sign == "<>" if number is None else _COMPARE[sign](int(answer), number))
        ]
        if len(fitting) != 1:
            return self._either_answer(known, left, sign, right, fits=bool(fitting))
        rule: JSON = {"=": [known.rule, fitting[0]]}
        return {"or": [known.is_empty, rule]} if sign == "<>" else rule

    def _either_answer(
        self, known: Known, left: Reference, sign: str, right: Literal, *, fits: bool
    ) -> JSON:
        if fits and sign != "<>":
            return {"not": [known.is_empty]}
        return self._never(left, sign, right, outcome=fits)

    def _values_compared(self, left: Node, sign: str, right: Node) -> JSON:
        first = self._values.of(left)
        try:
            second = self._values.of(right, first.type)
        except NeverEqual:
            return self._never(left, sign, right, outcome=sign == "<>")
        if first.type != second.type:
            raise NotCarried(f"it compares {first.words} with {second.words}")
        if sign not in ("=", "<>") and first.type not in ("number", "date"):
            raise NotCarried(f"it asks whether {first.words} is larger or smaller")
        rule: JSON = {"!=" if sign == "<>" else sign: [first.rule, second.rule]}
        if first.field and second.field and sign in ("=", "<>"):
            return _both_may_be_empty(rule, first.field, second.field, sign)
        return _differs(rule, first, right) if sign == "<>" else rule

    def _never(self, left: Node, sign: str, right: Node, *, outcome: bool) -> bool:
        """Note a comparison that has the same outcome whatever is answered."""
        always = "always" if outcome else "never"
        self.pointless.append(f"{_written(left)} {sign} {_written(right)} is {always} true")
        return outcome


def _joined(name: str, parts: Iterable[JSON]) -> JSON:
    """Join with and/or; constants fall out, and a chain inside the same chain is merged into it."""
    settles = name == "or"
    kept: list[JSON] = []
    for part in parts:
        if part is settles:
            return settles
        if isinstance(part, bool):
            continue
        inner = part.get(name)
        kept.extend(inner if inner else [part])
    if not kept:
        return not settles
    return kept[0] if len(kept) == 1 else {name: kept}


def _tick(rule: JSON, *, wanted: bool) -> JSON:
    if wanted:
        return rule
    return {"or": [{"is_empty": [rule["has"][0]]}, {"not": [rule]}]}


def _both_may_be_empty(rule: JSON, first: Known, second: Known, sign: str) -> JSON:
    both = {"and": [first.is_empty, second.is_empty]}
    return {"coalesce": [rule, both if sign == "=" else {"not": [both]}]}


def _differs(rule: JSON, first: Value, right: Node) -> JSON:
    if first.field and isinstance(right, Literal):
        return {"or": [first.field.is_empty, rule]}
    return {"coalesce": [rule, True]}


def _certain(rule: JSON) -> JSON:
    """Make unknown false where a `not` would keep it unknown."""
    known_outcome = ("or", "is_empty", "not", "coalesce")
    if isinstance(rule, bool) or next(iter(rule)) in known_outcome:
        return rule
    return {"coalesce": [rule, False]}


def _number_of(node: Literal) -> float | None:
    if isinstance(node.value, str):
        return number_in(node.value)
    return float(node.value)


def _written(node: Node) -> str:
    if isinstance(node, Literal):
        return f"'{node.value}'" if isinstance(node.value, str) else f"{node.value:g}"
    if isinstance(node, Reference):
        return f"[{node.name}]" if node.code is None else f"[{node.name}({node.code})]"
    return "an expression"
