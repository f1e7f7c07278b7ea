"""Every address of the site, as Django's resolver knows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver


@dataclass(frozen=True, kw_only=True)
class Address:
    """One address. `name` is the view's name with its namespaces, or the route where there is none."""

    name: str
    route: str
    parameters: tuple[str, ...]


def addresses(root: Any = None, route: str = "", spaces: tuple[str, ...] = ()) -> Iterator[Address]:
    """Yield every address."""
    for entry in (root or get_resolver()).url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            name = ":".join((*spaces, entry.name)) if entry.name else here
            yield Address(name=name, route=here, parameters=_parameters(here, entry))
        else:
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from addresses(entry, here, inner)


def _parameters(route: str, entry: URLPattern) -> tuple[str, ...]:
    """Return the names of what stands in angle brackets, whether `<int:page>` or `(?P<page>…)`."""
    named = (part.split(">")[0] for part in route.split("<")[1:])
    return tuple(name.rsplit(":", 1)[-1] for name in named)
