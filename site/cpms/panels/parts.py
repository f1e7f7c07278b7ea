"""The parts of the panel page that apps above bring, each in `<app>/panel_parts/<name>.py`; none is known here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from django.template.loader import render_to_string

from forms_engine.registry import Registry

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from cpms.panels.models import Panel


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a part shows: a heading, and a template that is rendered with the context and nothing else."""

    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


class PanelPart(Protocol):
    """One part of the panel's side: people and discussion. Parts stand in the order of `order`."""

    order: int

    def show(self, request: HttpRequest, panel: Panel) -> Shown | None:
        """Return what the person who asks will see of a panel that is open to them; None leaves the part out."""
        ...


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A part made ready for the page."""

    name: str
    title: str
    html: SafeString


parts: Registry[PanelPart] = Registry("part of the panel page")


def rendered_parts(request: HttpRequest, panel: Panel) -> list[Rendered]:
    """Return what other apps show of a panel, in order."""
    ordered = sorted(parts.items(), key=lambda item: (item[1].order, item[0]))
    shown = ((name, part.show(request, panel)) for name, part in ordered)
    return [
        Rendered(
            name=name,
            title=part.title,
            html=render_to_string(part.template, dict(part.context), request=request),
        )
        for name, part in shown
        if part is not None
    ]
