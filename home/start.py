"""The blocks of the start page. Each app above brings its own in `<app>/start/<name>.py`; none is known here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from django.template.loader import render_to_string

from forms_engine.registry import Registry

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a block, or a part of another page, shows: a heading, and a template rendered with the context and nothing else."""

    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


class Block(Protocol):
    """One part of the start page. Blocks stand in the order of `order`, smallest first; what waits comes first."""

    order: int

    def show(self, request: HttpRequest) -> Shown | None:
        """Return what the person who asks will see; None leaves the block out."""
        ...


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A block, or another part of a page, made ready for the frame."""

    name: str
    title: str
    html: SafeString


blocks: Registry[Block] = Registry("block of the start page")


def rendered_blocks(request: HttpRequest) -> list[Rendered]:
    """Return what the start page shows to the person who asks, in order."""
    ordered = sorted(blocks.items(), key=lambda item: (item[1].order, item[0]))
    return rendered(((name, block.show(request)) for name, block in ordered), request)


def rendered(shown: Iterable[tuple[str, Shown | None]], request: HttpRequest) -> list[Rendered]:
    """Return what named parts show, made ready for a page; those that show nothing are left out."""
    return [
        Rendered(
            name=name,
            title=part.title,
            html=render_to_string(part.template, dict(part.context), request=request),
        )
        for name, part in shown
        if part is not None
    ]
