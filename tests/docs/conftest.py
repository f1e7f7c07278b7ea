"""Trying a recipe: its module is found beside the product's own, and nothing of it is left afterwards."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from forms_engine.check import schema, shape
from forms_engine.registry import Registry
from tests.docs.recipes import file_of

ROOT = Path(__file__).resolve().parents[2]
Try = Callable[[str, str, Registry[Any]], ModuleType]


@pytest.fixture
def try_recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Try]:
    """Return a function that puts a recipe's module into its package and lets the registry find it."""
    added: list[str] = []

    def forget() -> None:
        schema.document_schema.cache_clear()
        shape._validator.cache_clear()

    def try_module(recipe: str, path: str, registry: Registry[Any]) -> ModuleType:
        parts = Path(path.removeprefix("site/")).with_suffix("").parts
        package = importlib.import_module(".".join(parts[:-1]))
        folder = tmp_path / "found"
        folder.mkdir()
        (folder / f"{parts[-1]}.py").write_text(file_of(recipe, path), "utf-8")
        assert not (ROOT / path).exists(), (
            "The product has this file: the recipe needs another example."
        )
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
        monkeypatch.setattr(registry, "_items", dict(registry.items()))
        importlib.invalidate_caches()
        registry.discover(package)
        forget()
        added.append(".".join(parts))
        return sys.modules[added[-1]]

    yield try_module
    forget()
    for name in added:
        package, _, last = name.rpartition(".")
        del sys.modules[name]
        delattr(sys.modules[package], last)
