"""Walking through the elements of a definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from forms_engine.problems import pointer

Element = Mapping[str, Any]
Definition = Mapping[str, Any]

CONTAINERS = frozenset({"page", "section", "row", "repeat"})


@dataclass(frozen=True, kw_only=True)
class Place:
    """An element and where it stands. `repeats` are the ids of the repeats around it, outermost first."""

    element: Element
    path: str
    page: str | None = None
    repeats: tuple[str, ...] = ()
    parents: tuple[Element, ...] = field(default=())

    @property
    def id(self) -> str:
        """The element's id."""
        return str(self.element.get("id", ""))

    @property
    def kind(self) -> str:
        """The element's kind."""
        return str(self.element.get("kind", ""))


def walk(definition: Definition) -> Iterator[Place]:
    """Yield every element in document order, parents before children."""
    yield from _walk(definition, "", Place(element={}, path=""))


def _walk(holder: Mapping[str, Any], base: str, above: Place) -> Iterator[Place]:
    elements = holder.get("elements")
    if not isinstance(elements, list):
        return
    for index, element in enumerate(elements):
        if not isinstance(element, dict):
            continue
        place = Place(
            element=element,
            path=f"{base}{pointer('elements', index)}",
            page=above.page or (element.get("id") if element.get("kind") == "page" else None),
            repeats=above.repeats,
            parents=(*above.parents, above.element) if above.element else (),
        )
        yield place
        inside = Place(
            element=element,
            path=place.path,
            page=place.page,
            repeats=(*place.repeats, place.id) if place.kind == "repeat" else place.repeats,
            parents=place.parents,
        )
        yield from _walk(element, place.path, inside)


def fields(definition: Definition) -> Iterator[Place]:
    """Yield the questions only."""
    return (place for place in walk(definition) if place.kind == "field")


def options_of(element: Element, definition: Definition) -> list[dict[str, Any]]:
    """Return the options of a question, its own or those of the set that it shares; empty if it has none."""
    if "options" in element:
        return list(element["options"])
    sets = definition.get("option_sets", {})
    return list(sets.get(element.get("option_set"), {}).get("options", ()))
