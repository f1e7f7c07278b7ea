"""The parts of the panel page that apps above bring, each in `<app>/panel_parts/<name>.py`; none is known here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from forms_engine.registry import Registry
from home.start import rendered

if TYPE_CHECKING:
    from django.http import HttpRequest

    from cpms.panels.models import Panel
    from home.start import Rendered, Shown


class PanelPart(Protocol):
    """One part of the panel's side: people and discussion. Parts stand in the order of `order`."""

    order: int

    def show(self, request: HttpRequest, panel: Panel) -> Shown | None:
        """Return what the person who asks will see of a panel that is open to them; None leaves the part out."""
        ...


parts: Registry[PanelPart] = Registry("part of the panel page")


def rendered_parts(request: HttpRequest, panel: Panel) -> list[Rendered]:
    """Return what other apps show of a panel, in order."""
    ordered = sorted(parts.items(), key=lambda item: (item[1].order, item[0]))
    return rendered(((name, part.show(request, panel)) for name, part in ordered), request)
