"""The list of panels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from cpms.panels.models import Panel, PanelQuerySet
from cpms.panels.queries.waiting import Waiting, waiting_of

if TYPE_CHECKING:
    from datetime import datetime

    from cpms.accounts.models import User

PER_PAGE = 25
ACTIVE = ("open", "panel_selection", "assessment", "sign_off")
FILTERS: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "active": (_("Active"), ACTIVE),
    "open": (_("Open"), ("open",)),
    "panel_selection": (_("Panel selection"), ("panel_selection",)),
    "assessment": (_("Assessment"), ("assessment",)),
    "sign_off": (_("Sign-off"), ("sign_off",)),
    "closed": (_("Closed"), ("closed",)),
    "archived": (_("Archived"), ("archived",)),
    "aborted": (_("Aborted"), ("aborted",)),
}


@dataclass(frozen=True, kw_only=True)
class ListedPanel:
    """A panel in a list, with whom it waits for."""

    panel: Panel
    waiting: Waiting


def panels_of(user: User) -> PanelQuerySet:
    """Return the panels that the person sees, with all that a list shows of them, urgent ones and older ones first."""
    found = Panel.objects.visible_to(user).select_related(
        "instance__version", "network", "thematic_area", "case", "created_by"
    )
    return found.order_by("-priority", "instance__entered_at")


def list_context(user: User, asked: Mapping[str, str], *, now: datetime) -> dict[str, Any]:
    """Return a page of the person's panels as asked for: `state`, `urgent`, `network` (key), `q` (a number), `page`."""
    panels, wanted = panels_of(user), _wanted(asked)
    if "state" in wanted:
        panels = panels.in_states(*FILTERS[wanted["state"]][1])
    if "urgent" in wanted:
        panels = panels.filter(priority=Panel.Priority.URGENT)
    if "network" in wanted:
        panels = panels.filter(network__key=wanted["network"])
    if "q" in wanted:
        panels = panels.filter(number__icontains=wanted["q"])
    shown = Paginator(panels, PER_PAGE).get_page(asked.get("page"))
    return {
        "page": shown,
        "rows": listed(shown.object_list, now=now),
        "states": _states(wanted),
        "urgent": _chip(_("Urgent"), wanted, "urgent", "1"),
        "wanted": wanted,
        "query": f"{urlencode(wanted)}&" if wanted else "",
    }


def _wanted(asked: Mapping[str, str]) -> dict[str, str]:
    """Return what is asked for and makes sense."""
    given = {name: asked.get(name, "").strip() for name in ("state", "urgent", "network", "q")}
    wanted = {name: value for name, value in given.items() if value and "\0" not in value}
    if wanted.get("state") not in FILTERS:
        wanted.pop("state", None)
    return wanted


Chip = tuple[Any, str, bool]


def _states(wanted: Mapping[str, str]) -> list[Chip]:
    """Return a chip for all states, and one for each filter."""
    others = {name: value for name, value in wanted.items() if name != "state"}
    every = (_("All"), f"?{urlencode(others)}", "state" not in wanted)
    return [
        every,
        *(
            (words, f"?{urlencode({**others, 'state': key})}", wanted.get("state") == key)
            for key, (words, _states) in FILTERS.items()
        ),
    ]


def _chip(words: Any, wanted: Mapping[str, str], name: str, value: str) -> Chip:
    """Return a chip that turns one thing on, or off when it is on."""
    others = {each: given for each, given in wanted.items() if each != name}
    is_on = name in wanted
    return words, f"?{urlencode(others if is_on else {**others, name: value})}", is_on


def listed(panels: Any, *, now: datetime) -> list[ListedPanel]:
    """Return panels with whom each waits for."""
    found = list(panels)
    waiting = waiting_of(found, now=now)
    return [ListedPanel(panel=panel, waiting=waiting[panel.pk]) for panel in found]
