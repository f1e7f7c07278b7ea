"""Everything that plugs in has a recipe in `docs/extending`, and each recipe lists what is there."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from forms_engine.registry import Registry
from tests.architecture.code import ROOT, modules

FOLDER = ROOT / "docs" / "extending"
RECIPES = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
REGISTRY = re.compile(r"^Registry: `([\w.]+)`", re.MULTILINE)


def registries() -> dict[str, Registry[object]]:
    """Return every registry of the product under the name of the module that makes it: `home.start.blocks`."""
    found: dict[str, Registry[object]] = {}
    for module in modules():
        if "Registry(" not in module.path.read_text("utf-8") or module.is_migration:
            continue
        there = vars(importlib.import_module(module.name))
        found |= {
            f"{module.name}.{name}": each
            for name, each in there.items()
            if isinstance(each, Registry)
        }
    return found


def registry_of(recipe: Path) -> str:
    found = REGISTRY.findall(recipe.read_text("utf-8"))
    assert len(found) == 1, f"{recipe.name} names {len(found)} registries."
    return str(found[0])


def test_every_registry_has_one_recipe() -> None:
    assert sorted(registry_of(recipe) for recipe in RECIPES) == sorted(registries())


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.stem)
def test_a_recipe_names_every_entry(recipe: Path) -> None:
    """The names stand in the recipe's beginning, before its first code."""
    beginning = recipe.read_text("utf-8").partition("```")[0]
    listed = set(re.findall(r"`([^`\s]+)`", beginning))
    assert set(registries()[registry_of(recipe)].names()) - listed == set()


def test_every_recipe_is_in_the_list() -> None:
    text = (FOLDER / "README.md").read_text("utf-8")
    assert [path.name for path in RECIPES if f"({path.name})" not in text] == []


def test_links_lead_to_files() -> None:
    """In every document, not only in recipes."""
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    assert [
        f"{path.name}: {target}"
        for path in documents
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8"))
        if not (path.parent / target).exists()
    ] == []
