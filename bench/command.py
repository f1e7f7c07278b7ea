"""The command: which benchmarks to run, the table, the files and the exit code."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from pathlib import Path

import django

import bench.benchmarks
from bench.figures import Effort, Figure, NotMeasured, benchmarks
from cpms.settings.environment import read_environment

COLUMNS = ("", "ours", "peer", "unit", "ratio", "goal", "holds")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and report; return 1 if a goal does not hold or, in CI, if something could not be measured."""
    environment = read_environment(os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", environment.settings_module)
    django.setup()
    benchmarks.discover(bench.benchmarks)
    options = _parser().parse_args(arguments)
    effort = Effort(seconds=options.seconds, sizes=frozenset(options.fields))
    folder = options.out or environment.var / "bench"
    verdicts = [run_one(name, effort, folder) for name in options.only or benchmarks.names()]
    return 0 if all(verdicts) else 1


def run_one(name: str, effort: Effort, folder: Path) -> bool:
    """Run a benchmark, print its table and write its file; return whether all its goals hold."""
    print(f"\n{name}")
    try:
        figures = benchmarks.get(name)(effort)
    except NotMeasured as missing:
        print(f"  not measured: {missing}")
        return "CI" not in os.environ
    print(table(figures))
    folder.mkdir(parents=True, exist_ok=True)
    content = json.dumps([figure.as_json() for figure in figures], indent=2, ensure_ascii=False)
    (folder / f"{name}.json").write_text(f"{content}\n", "utf-8")
    return all(figure.holds for figure in figures)


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a table; below it, what the peers are."""
    rows = [COLUMNS, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    lines = ["  " + "  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    peers = sorted({figure.peer_name for figure in figures} - {""})
    return "\n".join([*lines, *(f"  peer: {peer}" for peer in peers)])


def _row(figure: Figure) -> tuple[str, ...]:
    return (
        figure.figure,
        _number(figure.ours),
        _number(figure.peer),
        figure.unit,
        _number(figure.ratio),
        str(figure.goal),
        ("yes" if figure.holds else "NO") if str(figure.goal) else "",
    )


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=bench.__doc__)
    parser.add_argument(
        "--only",
        action="append",
        choices=benchmarks.names(),
        help="run this benchmark; may be repeated",
    )
    parser.add_argument(
        "--seconds", type=float, default=2.0, help="CPU seconds for each side of a figure (2)"
    )
    parser.add_argument(
        "--fields",
        action="append",
        type=int,
        default=[],
        help="measure forms of this size only; may be repeated",
    )
    parser.add_argument("--out", type=Path, help="where the files go (var/bench)")
    return parser
