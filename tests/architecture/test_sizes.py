"""Files that can be read at one sitting, and views that translate and make one call."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.code import ROOT, files, modules, relative

LONGEST_FILE = 400
LONGEST_BASE_SETTINGS = 199
LONGEST_VIEW = 15


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef, source: list[str]) -> int:
    """Count the lines of a body that are not empty; decorators, signature and docstring do not count."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body or function.end_lineno is None:
        return 0
    return sum(bool(line.strip()) for line in source[body[0].lineno - 1 : function.end_lineno])


def view_functions() -> Iterator[tuple[str, int]]:
    """Yield every function and method of the modules that hold views, with its length."""
    for module in modules():
        if "views" not in module.name.split("."):
            continue
        source = module.path.read_text("utf-8").splitlines()
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{relative(module.path)}:{node.lineno} {node.name}", lines_of(node, source)


def test_no_file_is_too_long() -> None:
    lengths = {
        relative(path): len(path.read_text("utf-8").splitlines())
        for path in files(".py", ".ts", ".mjs", ".html", ".jinja")
        if "migrations" not in path.parts
    }
    assert {name: count for name, count in lengths.items() if count > LONGEST_FILE} == {}


def test_the_base_settings_fit_on_a_few_screens() -> None:
    base = ROOT / "site" / "cpms" / "settings" / "base.py"
    assert len(base.read_text("utf-8").splitlines()) <= LONGEST_BASE_SETTINGS


def test_views_are_thin() -> None:
    found = dict(view_functions())
    assert len(found) > 20
    assert {place: count for place, count in found.items() if count > LONGEST_VIEW} == {}
