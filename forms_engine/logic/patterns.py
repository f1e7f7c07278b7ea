"""Patterns: the part of regular expressions that every engine reads alike, matched in linear time.

Allowed: characters, `.`, classes such as `[A-Z0-9_]` and `[^;]`, groups `( )` and `(?: )`,
alternatives `|`, and the quantifiers `? * + {2} {2,} {2,5}`, none of varying length inside a
repeated group. The whole text has to fit, so there are no anchors.

Matching keeps the set of places that the next character may stand in (V. M. Glushkov, The abstract
theory of automata, 1961), so no text makes it slow; a set is an integer with one bit per place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from forms_engine.messages import say

LONGEST = 500
MOST_PLACES = 500
DEEPEST = 20
_ESCAPED = frozenset("^$\\.*+?()[]{}|/")
_REPLACED = {"d": "[0-9]", "w": "[A-Za-z0-9_]", "s": "[ ]"}
_REMEMBERED = 2000


class PatternRefused(ValueError):
    """A pattern that engines read differently or slowly; the text says what to write instead."""


@dataclass(frozen=True, kw_only=True)
class _Characters:
    """One character: of the ranges, or of none of them."""

    ranges: tuple[tuple[str, str], ...]
    negated: bool = False

    def hold(self, character: str) -> bool:
        return any(low <= character <= high for low, high in self.ranges) != self.negated


@dataclass(frozen=True, kw_only=True)
class _Branches:
    """Alternatives, each a sequence."""

    sequences: tuple[tuple[_Node, ...], ...]


@dataclass(frozen=True, kw_only=True)
class _Repeated:
    item: _Node
    least: int
    most: int | None


_Node = _Characters | _Branches | _Repeated
_NO_LINE_END = _Characters(ranges=(("\n", "\n"),), negated=True)


class _Reader:
    """Reads a pattern from left to right. Raise `PatternRefused`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def peek(self, count: int = 1) -> str:
        return self.text[self.at : self.at + count]

    def take(self) -> str:
        self.at += 1
        return self.text[self.at - 1]

    def branches(self) -> _Branches:
        sequences = [self.sequence()]
        while self.peek() == "|":
            self.take()
            sequences.append(self.sequence())
        return _Branches(sequences=tuple(sequences))

    def sequence(self) -> tuple[_Node, ...]:
        items: list[_Node] = []
        while self.peek() and self.peek() not in "|)":
            items.append(self.quantified(self.atom()))
        return tuple(items)

    def atom(self) -> _Node:
        character = self.take()
        if character == "(":
            return self.group()
        if character == "[":
            return self.character_class()
        if character == ".":
            return _NO_LINE_END
        if character == "\\":
            character = self.escaped("")
        elif character in "^$":
            raise PatternRefused(say("Leave out ^ and $: the whole text has to fit anyway."))
        elif character in "*+?{}]":
            raise PatternRefused(
                say(
                    "Put a backslash before “{character}”, or something to repeat.",
                    character=character,
                )
            )
        return _Characters(ranges=((character, character),))

    def escaped(self, also: str) -> str:
        character = self.take() if self.peek() else ""
        if character and (character in _ESCAPED or character in also):
            return character
        if instead := _REPLACED.get(character):
            raise PatternRefused(
                say(
                    "Write {instead} instead of \\{character}.",
                    instead=instead,
                    character=character,
                )
            )
        raise PatternRefused(
            say("“\\{character}” cannot be used in a pattern.", character=character)
        )

    def group(self) -> _Node:
        if self.peek(2) == "?:":
            self.at += 2
        elif self.peek() == "?":
            raise PatternRefused(say("Named groups, look-ahead and look-behind cannot be used."))
        self.depth += 1
        if self.depth > DEEPEST:
            raise PatternRefused(say("The groups of this pattern are nested too deeply."))
        inside = self.branches()
        self.depth -= 1
        if self.peek() != ")":
            raise PatternRefused(say("A group is opened with “(” but not closed."))
        self.take()
        return inside

    def character_class(self) -> _Characters:
        negated = self.peek() == "^"
        if negated:
            self.take()
        ranges: list[tuple[str, str]] = []
        while self.peek() != "]":
            ranges.append(self.class_range(first=not ranges))
        self.take()
        if not ranges:
            raise PatternRefused(say("There is nothing between “[” and “]”."))
        return _Characters(ranges=tuple(ranges), negated=negated)

    def class_range(self, *, first: bool) -> tuple[str, str]:
        low = self.class_character(first=first)
        if self.peek() != "-" or self.peek(2) == "-]":
            return low, low
        self.take()
        high = self.class_character(first=False)
        if high < low:
            raise PatternRefused(say("The range {low}-{high} runs backwards.", low=low, high=high))
        return low, high

    def class_character(self, *, first: bool) -> str:
        if not self.peek():
            raise PatternRefused(say("A class is opened with “[” but not closed."))
        if self.peek(2) in ("&&", "||", "--", "~~"):
            raise PatternRefused(
                say("“{pair}” means different things in a class.", pair=self.peek(2))
            )
        character = self.take()
        if character == "\\":
            return self.escaped("-")
        if character == "[" or (character == "-" and not (first or self.peek() == "]")):
            raise PatternRefused(
                say("Put a backslash before “{character}” in a class.", character=character)
            )
        return character

    def quantified(self, item: _Node) -> _Node:
        if not self.peek() or self.peek() not in "?*+{":
            return item
        least, most = self.quantifier()
        if self.peek() and self.peek() in "?*+{":
            raise PatternRefused(say("Only one quantifier may follow a character or group."))
        if most != 1 and _varies(item):
            raise PatternRefused(
                say("A repeated group may not hold another quantifier of varying length.")
            )
        return _Repeated(item=item, least=least, most=most)

    def quantifier(self) -> tuple[int, int | None]:
        sign = self.take()
        if sign != "{":
            return {"?": (0, 1), "*": (0, None), "+": (1, None)}[sign]
        inside, closed, _ = self.text[self.at :].partition("}")
        self.at += len(inside) + 1
        low, comma, high = inside.partition(",")
        if not closed or not _is_count(low) or (high and not _is_count(high)):
            raise PatternRefused(say("Write a number of repetitions as {2}, {2,} or {2,5}."))
        least = int(low)
        most = int(high) if high else None if comma else least
        if most is not None and most < least:
            raise PatternRefused(say("The most repetitions are fewer than the least."))
        return least, most


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 3


def _varies(node: _Node) -> bool:
    """Tell whether a quantifier of varying length is inside; `?` alone does no harm."""
    if isinstance(node, _Characters):
        return False
    if isinstance(node, _Branches):
        return any(_varies(each) for sequence in node.sequences for each in sequence)
    return (node.least != node.most and node.most != 1) or _varies(node.item)


@dataclass(frozen=True, kw_only=True)
class _Part:
    """Part of an automaton: whether it fits nothing, and the places it may begin and end with."""

    empty: bool
    first: int
    last: int


_NOTHING = _Part(empty=True, first=0, last=0)


@dataclass(kw_only=True)
class _Automaton:
    """The places of a pattern, one for each character it may read, and which may follow which."""

    places: list[_Characters] = field(default_factory=list)
    follow: list[int] = field(default_factory=list)

    def add(self, node: _Node) -> _Part:
        if isinstance(node, _Characters):
            return self.place(node)
        if isinstance(node, _Repeated):
            return self.repeated(node)
        parts = [self.sequence(each) for each in node.sequences]
        first = last = 0
        for part in parts:
            first, last = first | part.first, last | part.last
        return _Part(empty=any(part.empty for part in parts), first=first, last=last)

    def place(self, characters: _Characters) -> _Part:
        if len(self.places) == MOST_PLACES:
            raise PatternRefused(say("This pattern repeats too much."))
        bit = 1 << len(self.places)
        self.places.append(characters)
        self.follow.append(0)
        return _Part(empty=False, first=bit, last=bit)

    def sequence(self, nodes: tuple[_Node, ...]) -> _Part:
        whole = _NOTHING
        for node in nodes:
            whole = self.then(whole, self.add(node))
        return whole

    def then(self, before: _Part, after: _Part) -> _Part:
        self.link(before.last, after.first)
        return _Part(
            empty=before.empty and after.empty,
            first=before.first | after.first if before.empty else before.first,
            last=before.last | after.last if after.empty else after.last,
        )

    def link(self, last: int, first: int) -> None:
        for place in bits(last):
            self.follow[place] |= first

    def repeated(self, node: _Repeated) -> _Part:
        whole = _NOTHING
        for _ in range(node.least):
            whole = self.then(whole, self.add(node.item))
        if node.most is None:
            loop = self.add(node.item)
            self.link(loop.last, loop.first)
            return self.then(whole, _Part(empty=True, first=loop.first, last=loop.last))
        for _ in range(node.most - node.least):
            one = self.add(node.item)
            whole = self.then(whole, _Part(empty=True, first=one.first, last=one.last))
        return whole


def bits(places: int) -> list[int]:
    """Return the numbers of the bits that are set."""
    found = []
    while places:
        lowest = places & -places
        found.append(lowest.bit_length() - 1)
        places ^= lowest
    return found


def _read(pattern: str) -> tuple[_Automaton, _Part]:
    if len(pattern) > LONGEST:
        raise PatternRefused(say("A pattern may have {longest} characters.", longest=LONGEST))
    reader = _Reader(pattern)
    tree = reader.branches()
    if reader.peek():
        raise PatternRefused(say("A group is closed with “)” but not opened."))
    automaton = _Automaton()
    return automaton, automaton.add(tree)


def check_pattern(pattern: str) -> None:
    """Raise `PatternRefused` for a pattern outside the subset."""
    _read(pattern)


@lru_cache(maxsize=500)
def compile_pattern(pattern: str) -> Callable[[str], bool]:
    """Return the function that tells whether a whole text fits. Raise `PatternRefused`."""
    automaton, whole = _read(pattern)
    reading: dict[str, int] = {}
    following: dict[int, int] = {0: 0}

    def readers_of(character: str) -> int:
        if len(reading) > _REMEMBERED:
            reading.clear()
        places = sum(1 << at for at, place in enumerate(automaton.places) if place.hold(character))
        reading[character] = places
        return places

    def followers_of(places: int) -> int:
        if len(following) > _REMEMBERED:
            following.clear()
        after = 0
        for place in bits(places):
            after |= automaton.follow[place]
        following[places] = after
        return after

    def fits(text: str) -> bool:
        expected, reached = whole.first, 0
        for character in text:
            can_read = reading.get(character)
            reached = expected & (readers_of(character) if can_read is None else can_read)
            if not reached:
                return False
            after = following.get(reached)
            expected = followers_of(reached) if after is None else after
        return bool(reached & whole.last) if text else whole.empty

    return fits
