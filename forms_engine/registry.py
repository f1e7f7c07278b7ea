"""One small registry for everything that plugs in: a new thing is a new file, nothing else is edited."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

T = TypeVar("T")


class UnknownName(LookupError):
    """Nothing is registered under that name; the text lists what is."""


class DuplicateName(ValueError):
    """Two things ask for one name."""


class Registry(Generic[T]):
    """Things of one kind by name, in the order of registration."""

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self._items: dict[str, T] = {}

    def register(self, name: str, item: T) -> T:
        """Raise `DuplicateName` when the name is taken by another item."""
        if self._items.get(name, item) is not item:
            raise DuplicateName(f"There are two {self.noun}s named “{name}”.")
        self._items[name] = item
        return item

    def get(self, name: str) -> T:
        """Raise `UnknownName` with the closest names first."""
        try:
            return self._items[name]
        except KeyError:
            close = difflib.get_close_matches(name, self._items)
            hint = f" Did you mean “{close[0]}”?" if close else ""
            known = ", ".join(sorted(self._items)) or "none"
            raise UnknownName(
                f"There is no {self.noun} named “{name}”.{hint} Known: {known}."
            ) from None

    def __contains__(self, name: object) -> bool:
        """Tell whether the name is taken."""
        return name in self._items

    def names(self) -> tuple[str, ...]:
        """All names, in the order of registration."""
        return tuple(self._items)

    def items(self) -> Iterator[tuple[str, T]]:
        """Yield name and item, in the order of registration."""
        yield from self._items.items()

    def discover(self, package: ModuleType) -> None:
        """Import every module of a package; each registers itself."""
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
