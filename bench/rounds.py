"""Interleaved rounds: ours, peer, ours, peer… in one process, so that a busy machine slows both alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from statistics import median

from bench.figures import Effort

Pass = Callable[[], object]
"""One pass over the material."""


def cpu_seconds(*contestants: Pass, effort: Effort) -> list[float]:
    """Return for each contestant the median CPU seconds of one pass.

    Each gets `effort.seconds` over all rounds, and at least one pass in each. The garbage collector waits, as in `timeit`:
    what it costs depends on everything else that lives in the process.
    """
    passes = [_passes(contestant, effort) for contestant in contestants]
    taken: list[list[float]] = [[] for _ in contestants]
    for _ in range(effort.rounds):
        for contestant, count, times in zip(contestants, passes, taken, strict=True):
            times.append(_timed(contestant, count) / count)
    return [median(times) for times in taken]


def _passes(contestant: Pass, effort: Effort) -> int:
    """Warm up with one pass, and reckon from it how many fill a round."""
    once = max(_timed(contestant, 1), 1e-6)
    return max(1, round(effort.seconds / effort.rounds / once))


def _timed(contestant: Pass, count: int) -> float:
    gc.collect()
    gc.disable()
    try:
        begin = time.process_time()
        for _ in range(count):
            contestant()
        return time.process_time() - begin
    finally:
        gc.enable()
