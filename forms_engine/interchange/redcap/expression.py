"""The language of REDCap's branching logic, read into a small tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lark import Lark, Token, Tree
from lark.exceptions import LarkError

LONGEST = 20_000
DEEPEST = 40
LONGEST_CHAIN = 50
"""Of sums and products, which nest to the left; `and` and `or` stay flat and may be long."""

_GRAMMAR = r"""
    ?start: either
    ?either: both (_OR both)*
    ?both: negated (_AND negated)*
    ?negated: comparison | _NOT comparison -> negation
    ?comparison: sum [COMPARE sum]
    ?sum: product ((PLUS|MINUS) product)*
    ?product: signed ((TIMES|DIVIDE) signed)*
    ?signed: power | MINUS power -> negative
    ?power: atom (_POWER atom)*
    ?atom: NUMBER -> number | STRING -> text | NAME -> name | REFERENCE+ -> reference
         | NAME "(" [either ("," either)*] ")" -> call | "(" either ")"

    _OR.2: /or\b|\|\|/i
    _AND.2: /and\b|&&/i
    _NOT.2: /not\b|!(?!=)/i
    COMPARE: "<=" | ">=" | "<>" | "!=" | "==" | "=" | "<" | ">"
    PLUS: "+"
    MINUS: "-"
    TIMES: "*"
    DIVIDE: "/"
    _POWER: "^"
    NUMBER: /[0-9]+(\.[0-9]+)?|\.[0-9]+/
    STRING: /'[^']*'|"[^"]*"/
    NAME: /[a-z_][a-z0-9_]*/i
    REFERENCE: /\[[^\[\]]+\]/
    %ignore /[\s\xa0]+/
    %ignore /\/\/[^\n]*/
"""
_REFERENCE = re.compile(r"\[(?P<name>[^\[\]():]+)(?:\((?P<code>[^()]*)\))?(?::(?P<piece>\w+))?\]")
_CURLY = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


class SyntaxRefused(ValueError):
    """The text is no expression of REDCap's."""


@dataclass(frozen=True, kw_only=True)
class Literal:
    """A number, a text, or true and false."""

    value: str | float | bool


@dataclass(frozen=True, kw_only=True)
class Reference:
    """`[name]` or `[name(code)]`. `path` is the number of brackets: `[event][name]` has two."""

    name: str
    code: str | None = None
    path: int = 1
    piece: str | None = None


@dataclass(frozen=True, kw_only=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True)
class Operation:
    """An operator: and, or, not, a comparison (<> for "not equal"), + - * / ^, or "negative"."""

    operator: str
    operands: tuple[Node, ...]


Node = Literal | Reference | Call | Operation


_parser = Lark(_GRAMMAR, parser="lalr", maybe_placeholders=False)


def parse(source: str) -> Node:
    """Return the tree of an expression. Raise `SyntaxRefused`."""
    source = source.translate(_CURLY)
    if len(source) > LONGEST or _nesting(source) > DEEPEST:
        raise SyntaxRefused("it is too long or nests too deep")
    try:
        tree = _parser.parse(source)
    except LarkError:
        raise SyntaxRefused("it is not written the way REDCap writes rules") from None
    return _node(tree)


def _nesting(source: str) -> int:
    depth = deepest = 0
    for character in re.sub(r"'[^']*'|\"[^\"]*\"", "", source):
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    return deepest


def _node(tree: Tree[Token]) -> Node:
    return _BUILDERS[str(tree.data)](tree.children)


Children = Sequence[Token | Tree[Token]]


def _nodes(children: Children) -> tuple[Node, ...]:
    return tuple(_node(child) for child in children if isinstance(child, Tree))


def _flat(operator: str) -> Callable[[Children], Node]:
    return lambda children: Operation(operator=operator, operands=_nodes(children))


def _chain(children: Children) -> Node:
    """Fold `a - b + c` from the left."""
    node, *rest = _nodes(children)
    operators = [str(child) for child in children if isinstance(child, Token)]
    if len(rest) > LONGEST_CHAIN:
        raise SyntaxRefused("it is too long or nests too deep")
    for operator, operand in zip(operators, rest, strict=True):
        node = Operation(operator=operator, operands=(node, operand))
    return node


def _power(children: Children) -> Node:
    node, *rest = _nodes(children)
    if len(rest) > LONGEST_CHAIN:
        raise SyntaxRefused("it is too long or nests too deep")
    for operand in rest:
        node = Operation(operator="^", operands=(node, operand))
    return node


def _comparison(children: Children) -> Node:
    written = next(str(child) for child in children if isinstance(child, Token))
    operator = {"!=": "<>", "==": "="}.get(written, written)
    return Operation(operator=operator, operands=_nodes(children))


def _name(children: Children) -> Node:
    word = str(children[0]).lower()
    if word not in ("true", "false"):
        raise SyntaxRefused(f"it says “{children[0]}” without quotes")
    return Literal(value=word == "true")


def _reference(children: Children) -> Node:
    found = _REFERENCE.fullmatch(str(children[-1]))
    if found is None:
        raise SyntaxRefused(f"it names {children[-1]}, which is no question")
    code = found["code"]
    return Reference(
        name=found["name"].strip(),
        code=None if code is None else code.strip(),
        path=len(children),
        piece=found["piece"],
    )


_BUILDERS: dict[str, Callable[[Children], Node]] = {
    "either": _flat("or"),
    "both": _flat("and"),
    "negation": _flat("not"),
    "negative": _flat("negative"),
    "comparison": _comparison,
    "sum": _chain,
    "product": _chain,
    "power": _power,
    "number": lambda children: Literal(value=float(str(children[0]))),
    "text": lambda children: Literal(value=str(children[0])[1:-1]),
    "name": _name,
    "reference": _reference,
    "call": lambda children: Call(name=str(children[0]).lower(), arguments=_nodes(children[1:])),
}
