"""Rules that depend on each other in a circle, which no order of evaluation can satisfy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forms_engine.interchange.base import JSON


def in_circles(rules: Mapping[str, JSON]) -> frozenset[str]:
    """Return the ids of the questions whose rules stand on a circle, or between two of them.

    Peels off, again and again, what reads none of the others, then what none of them reads.
    """
    reads = {
        id_: {found for found in _fields(rule) if found in rules} for id_, rule in rules.items()
    }
    read_by: dict[str, set[str]] = {id_: set() for id_ in rules}
    for id_, fields in reads.items():
        for found in fields:
            read_by[found].add(id_)
    remaining = set(rules)
    for first, second in ((reads, read_by), (read_by, reads)):
        _peel(remaining, first, second)
    return frozenset(remaining)


def _peel(remaining: set[str], edges: Mapping[str, set[str]], back: Mapping[str, set[str]]) -> None:
    """Take away what has no edge into what remains, and what thereby loses its last one."""
    count = {id_: len(edges[id_] & remaining) for id_ in remaining}
    free = [id_ for id_ in remaining if count[id_] == 0]
    while free:
        gone = free.pop()
        remaining.discard(gone)
        for id_ in back[gone] & remaining:
            count[id_] -= 1
            if count[id_] == 0:
                free.append(id_)


def _fields(rule: JSON) -> Iterator[str]:
    waiting = [rule]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            for name, argument in node.items():
                if name == "field":
                    yield argument
                else:
                    waiting.append(argument)
