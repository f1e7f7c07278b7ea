"""In which order calculated answers are worked out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter


class Cycle(ValueError):
    """Rules depend on each other in a circle; in `path` each id depends on the next."""

    def __init__(self, path: tuple[str, ...]) -> None:
        super().__init__("These rules depend on each other: " + " → ".join((*path, path[0])) + ".")
        self.path = path


def evaluation_order(dependencies: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return the keys so that each comes after those it depends on, always in the same order.

    A dependency that is no key is an answer, always at hand. Raise `Cycle`.
    """
    inside = {
        key: sorted(each for each in needed if each in dependencies)
        for key, needed in dependencies.items()
    }
    try:
        return tuple(TopologicalSorter(inside).static_order())
    except CycleError as circle:
        # graphlib lists each before those that depend on it, with the first repeated at the end.
        raise Cycle(tuple(reversed(circle.args[1][1:]))) from None
