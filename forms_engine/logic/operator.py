"""What an operator is, and the registry that one file per family adds to."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from forms_engine.logic.frame import Context, Frame
from forms_engine.logic.signature import Argument, Signature, Typed, typed_by
from forms_engine.logic.symbols import Symbols
from forms_engine.logic.values import Value
from forms_engine.messages import say
from forms_engine.registry import Registry

Evaluate: TypeAlias = Callable[[Frame, Context], Value]
Phrase: TypeAlias = Callable[[Sequence[str]], str]


class Binding(enum.IntEnum):
    """How tightly the words of an operator hold; looser words inside get parentheses."""

    SENTENCE = 0
    OR = 1
    AND = 2
    NOT = 3
    COMPARISON = 4
    SUM = 5
    PRODUCT = 6
    PHRASE = 7
    NAME = 8


@dataclass(frozen=True, kw_only=True)
class Arity:
    """How many arguments an operator takes; `most` None: as many as one likes."""

    least: int
    most: int | None

    def accepts(self, count: int) -> bool:
        """Tell whether that many arguments are right."""
        return self.least <= count and (self.most is None or count <= self.most)

    @property
    def words(self) -> str:
        """Return the number as messages say it."""
        if self.most is None:
            return say("{least} or more arguments", least=self.least)
        if self.least < self.most:
            return say("{least} to {most} arguments", least=self.least, most=self.most)
        if self.least == 1:
            return say("1 argument")
        return say("{count} arguments", count=self.least)


@dataclass(frozen=True, kw_only=True)
class Site:
    """A place in a rule where an operator stands: its arguments as written and as functions."""

    rules: tuple[object, ...]
    arguments: tuple[Evaluate, ...]
    symbols: Symbols
    scope: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Call:
    """An operator with its arguments, as the checker sees it."""

    arguments: tuple[Argument, ...]
    symbols: Symbols
    scope: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Operator:
    """Everything about one operator.

    `compile` makes the function that evaluates a call, which never raises. `typing` adds to the
    signature what depends on the questions of the form. `phrase` takes the words of the arguments;
    `dated` is the phrase between dates, `denial` the one under a "not". With `bare` the only
    argument is a name, not a list.
    """

    name: str
    documentation: str
    arity: Arity
    signature: Signature
    compile: Callable[[Site], Evaluate]
    phrase: Phrase
    binding: Binding = Binding.PHRASE
    bare: bool = False
    typing: Callable[[Call], Typed] | None = None
    dated: Phrase | None = None
    denial: Phrase | None = None

    def typed(self, call: Call) -> Typed:
        """Return the type of a call and what is wrong with it."""
        typed = typed_by(self.signature, call.arguments)
        if typed.complaints or self.typing is None:
            return typed
        return self.typing(call)


OPERATORS: Registry[Operator] = Registry("operator")


def exactly(count: int) -> Arity:
    """Take that many arguments."""
    return Arity(least=count, most=count)


def between(least: int, most: int) -> Arity:
    """Take a number of arguments in a range."""
    return Arity(least=least, most=most)


def at_least(count: int) -> Arity:
    """Take that many arguments or more."""
    return Arity(least=count, most=None)


def on_values(function: Callable[..., Value]) -> Callable[[Site], Evaluate]:
    """Evaluate all arguments, then apply a function; one and two arguments are the quick paths."""

    def build(site: Site) -> Evaluate:
        arguments = site.arguments
        if len(arguments) == 1:
            only = arguments[0]
            return lambda frame, context: function(only(frame, context))
        if len(arguments) == 2:
            left, right = arguments
            return lambda frame, context: function(left(frame, context), right(frame, context))
        return lambda frame, context: function(*[each(frame, context) for each in arguments])

    return build


def template(*sentences: str) -> Phrase:
    """Return a phrase with numbered gaps; of several, the one with a gap for each argument."""

    def phrase(words: Sequence[str]) -> str:
        wanted = f"{{{len(words) - 1}}}"
        fitting = next((each for each in sentences if wanted in each), sentences[-1])
        return fitting.format(*words)

    return phrase


def joined(link: str) -> Phrase:
    """Return a phrase that puts a link between its arguments."""
    return link.join


def listing(before: str, last_link: str = "and", *, skip: int = 0) -> Phrase:
    """Return a phrase that ends in a list: `a, b and c`.

    `before` has numbered gaps for the first `skip` arguments, which are not in the list.
    """

    def phrase(words: Sequence[str]) -> str:
        head, items = words[:skip], words[skip:]
        tail = f"{', '.join(items[:-1])} {last_link} {items[-1]}" if len(items) > 1 else items[0]
        return f"{before.format(*head)} {tail}"

    return phrase
