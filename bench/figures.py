"""What a benchmark gives back: figures, each with its goal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from forms_engine.registry import Registry


class NotMeasured(Exception):
    """The figure cannot be had on this machine; the text says what is missing."""


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A limit, of the ratio to the peer or, for a budget, of our own figure."""

    at_least: float | None = None
    at_most: float | None = None

    def holds(self, value: float) -> bool:
        """Tell whether the value keeps the limit."""
        return not (
            (self.at_least is not None and value < self.at_least)
            or (self.at_most is not None and value > self.at_most)
        )

    def __str__(self) -> str:
        """Write the limit as the table shows it."""
        if self.at_least is not None:
            return f"≥ {self.at_least:g}"
        return "" if self.at_most is None else f"≤ {self.at_most:g}"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measurement. Without a peer it is a budget: the goal is then about `ours` itself."""

    figure: str
    unit: str
    ours: float
    goal: Goal = Goal()
    peer: float | None = None
    peer_name: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours divided by the peer's, None for a budget."""
        return None if self.peer is None else self.ours / self.peer

    @property
    def holds(self) -> bool:
        """Tell whether the goal is kept; a figure without a goal only informs."""
        return self.goal.holds(self.ours if self.ratio is None else self.ratio)

    def as_json(self) -> dict[str, Any]:
        """Return the figure as it is written to the file."""
        return {
            "figure": self.figure,
            "ours": self.ours,
            "peer": self.peer,
            "peer_name": self.peer_name,
            "unit": self.unit,
            "ratio": self.ratio,
            "goal": str(self.goal),
            "holds": self.holds,
        }


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How much to measure: CPU seconds for each side of a figure, rounds, and which sizes of forms (all when empty)."""

    seconds: float = 2.0
    rounds: int = 5
    sizes: frozenset[int] = field(default_factory=frozenset)

    def chosen(self, *sizes: int) -> list[int]:
        """Return the sizes to measure, of those that the benchmark knows."""
        return [size for size in sizes if not self.sizes or size in self.sizes]


Benchmark = Callable[[Effort], list[Figure]]

benchmarks: Registry[Benchmark] = Registry("benchmark")
