"""The code as the architecture tests read it: its files, its apps and the two lists of layers in `pyproject.toml`."""

from __future__ import annotations

import ast
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {
    name: ROOT / "site" / name if name == "cpms" else ROOT / name
    for name in ("cpms", "home", "workflow", "datasets", "forms_engine")
}
"""Where a layer of the root lies, if it exists."""
NOT_OURS = frozenset({".git", ".venv", "node_modules", "dist", "build", "var", "__pycache__"})


@cache
def pyproject() -> dict[str, Any]:
    """Return the project's settings."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def contract(name_part: str) -> dict[str, Any]:
    """Return the import contract whose name has these words."""
    found = [
        each
        for each in pyproject()["tool"]["importlinter"]["contracts"]
        if name_part in each["name"]
    ]
    assert len(found) == 1, f"There are {len(found)} import contracts about “{name_part}”."
    contract: dict[str, Any] = found[0]
    return contract


def layers_of(contract: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return the layers, highest first; what stands side by side is in one tuple, brackets are taken off."""
    return [tuple(re.findall(r"\w+", layer)) for layer in contract["layers"]]


@cache
def ranks() -> dict[str, int]:
    """Return how high each package stands: `{"forms_engine": 0, …, "cpms.audit": 4, …}`. `cpms` itself is the top."""
    platform = [layer for layer in layers_of(contract("platform")) if layer != ("cpms",)]
    inside = [tuple(f"cpms.{name}" for name in layer) for layer in layers_of(contract("Inside"))]
    ordered = [("cpms",), *inside, *platform]
    return {name: height for height, layer in enumerate(reversed(ordered)) for name in layer}


def package_of(dotted: str) -> str:
    """Return the package with a rank that a dotted name lies in; `cpms` for what stands around the apps."""
    for name in (".".join(dotted.split(".")[:2]), dotted.split(".")[0]):
        if name in ranks():
            return name
    raise LookupError(f"{dotted} is in none of the layers.")


def files(*endings: str, under: Path = ROOT) -> Iterator[Path]:
    """Yield our own files with these endings, in order; what is installed or built is left out."""
    for folder, names, found in os.walk(under):
        names[:] = sorted(
            name for name in names if name not in NOT_OURS and not name.endswith("_cache")
        )
        for name in sorted(found):
            if name.endswith(endings) and not name.endswith(".egg-info"):
                yield Path(folder) / name


def relative(path: Path) -> str:
    """Return the path as messages name it."""
    return path.relative_to(ROOT).as_posix()


@dataclass(frozen=True, kw_only=True)
class Module:
    """One module of the product."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def is_migration(self) -> bool:
        """Whether Django made it."""
        return ".migrations" in self.name


@cache
def modules() -> tuple[Module, ...]:
    """Return all modules of the product."""
    return tuple(
        Module(name=_dotted(name, folder, path), path=path, tree=ast.parse(path.read_text("utf-8")))
        for name, folder in PACKAGES.items()
        if folder.is_dir()
        for path in files(".py", under=folder)
    )


def _dotted(package: str, folder: Path, path: Path) -> str:
    parts = [package, *path.relative_to(folder).with_suffix("").parts]
    return ".".join(part for part in parts if part != "__init__")
