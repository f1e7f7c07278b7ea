"""What an operator takes and gives, and what is said when a rule hands it something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from forms_engine.logic.types import Type, element_of
from forms_engine.messages import say


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """What may stand in one place; with `literal`, only a text written in the rule, and judged.

    `read_as` is the type that a text written there stands for: a date has no literal of its own.
    `types` holds for single values and for the items of a list, unless `any_list` will do.
    """

    words: str = "any answer"
    types: frozenset[Type] | None = None
    lists: bool = False
    any_list: bool = False
    singles: bool = True
    read_as: Type | None = None
    literal: Callable[[object], str | None] | None = None

    def accepts(self, kind: Type) -> bool:
        """Tell whether a value of the type may stand here."""
        if kind.item and self.any_list:
            return True
        allowed = self.lists if kind.item else self.singles
        return allowed and (self.types is None or element_of(kind) in self.types)


@dataclass(frozen=True, kw_only=True)
class Signature:
    """The places of an operator and its result.

    Beyond `parameters`, every further argument stands in a place like `rest`. From the argument
    `alike` on, all have one type, which is also the result's if `result` is None. With `spread` a
    list counts as its items.
    """

    parameters: tuple[Parameter, ...] = ()
    rest: Parameter | None = None
    result: Type | None = None
    alike: int | None = None
    spread: bool = False

    def parameter(self, index: int) -> Parameter:
        """Return the place of an argument."""
        if index < len(self.parameters):
            return self.parameters[index]
        return self.rest or Parameter()


@dataclass(frozen=True, kw_only=True)
class Argument:
    """An argument of a call: its rule, its type if one is known, and what messages call it."""

    rule: object
    type: Type | None
    name: str


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """What is wrong with a call; `index` is the argument it is about, None for the call itself."""

    code: str
    words: str
    index: int | None = None


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The type of a call, None if it cannot be known, and what is wrong with it."""

    type: Type | None
    complaints: tuple[Complaint, ...] = ()


def typed_by(signature: Signature, arguments: Sequence[Argument]) -> Typed:
    """Check the arguments of a call against a signature."""
    complaints = [
        complaint
        for index, argument in enumerate(arguments)
        if (complaint := _unfit(signature.parameter(index), argument, index))
    ]
    common, clashes = _alike(signature, arguments) if signature.alike is not None else (None, [])
    result = signature.result or common
    return Typed(type=result, complaints=tuple(complaints or clashes))


def _unfit(parameter: Parameter, argument: Argument, index: int) -> Complaint | None:
    if parameter.literal:
        words = parameter.literal(argument.rule)
        return Complaint(code="literal_refused", words=words, index=index) if words else None
    if argument.type is None or parameter.accepts(argument.type):
        return None
    words = say(
        "{name} is {found}, but {wanted} is needed here.",
        name=argument.name,
        found=argument.type.words,
        wanted=parameter.words,
    )
    if argument.type.item and not parameter.lists:
        words = say(
            "{name} is a list of several answers, but {wanted} is needed here. "
            "Take one figure of it, such as its sum, its count or whether it has an answer.",
            name=argument.name,
            wanted=parameter.words,
        )
    return Complaint(code="type_mismatch", words=words, index=index)


def _alike(
    signature: Signature, arguments: Sequence[Argument]
) -> tuple[Type | None, list[Complaint]]:
    """Return the common type of the arguments, and a complaint for each that differs."""
    first: tuple[Type, str] | None = None
    complaints = []
    for index, argument in enumerate(arguments):
        if index < (signature.alike or 0) or argument.type is None:
            continue
        kind = element_of(argument.type) if signature.spread else argument.type
        if first is None:
            first = kind, argument.name
        elif kind != first[0]:
            words = say(
                "{first} is {its}. {second} is {other}. They cannot be used together.",
                first=first[1],
                its=first[0].words,
                second=argument.name,
                other=kind.words,
            )
            complaints.append(Complaint(code="type_mismatch", words=words, index=index))
    return (first[0] if first else None), complaints
