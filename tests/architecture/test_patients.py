"""Who may know a patient, and who decides who sees a case: both are few."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.code import modules

OF_PANELS = {"give_access", "end_access"}
IDENTITY = "cpms.patients.identity.models"


def imports() -> Iterator[tuple[str, str, str]]:
    """Yield (module, imported module, imported name) of our code."""
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom):
                for name in node.names:
                    yield module.name, node.module or "", name.name
            elif isinstance(node, ast.Import):
                for name in node.names:
                    yield module.name, name.name, ""


def test_only_panels_give_and_end_sight_of_a_case() -> None:
    allowed = ("cpms.panels.", "cpms.patients.")
    found = {
        module
        for module, source, name in imports()
        if source.startswith("cpms.patients") and name in OF_PANELS
    }
    assert {module for module in found if not module.startswith(allowed)} == set()
    assert "cpms.patients.operations" in found


def test_only_operations_of_patients_touch_identity() -> None:
    allowed = ("cpms.patients.operations.", "cpms.patients.identity.")
    found = {
        module
        for module, source, name in imports()
        if f"{source}.{name}".startswith(IDENTITY) and not module.startswith("tests.")
    }
    assert {module for module in found if not module.startswith(allowed)} == set()
    assert "cpms.patients.operations.reading" in found
