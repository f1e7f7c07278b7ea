"""Looking at a screen: without barriers, in both themes, on a desk and on a phone, under the strict policy."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page, ViewportSize

from tests.journeys.conftest import Visitor

PICTURES = os.environ.get("PICTURES")  # a folder: each screen is kept there, to be looked at
DESK, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=375, height=740)
LOOKS: tuple[tuple[Literal["light", "dark"], ViewportSize], ...] = (
    ("light", DESK),
    ("dark", PHONE),
)


@dataclass(frozen=True, kw_only=True)
class Screen:
    """An address that somebody opens (empty: nobody is signed in), and what they do before it is looked at."""

    name: str
    path: str
    who: str = ""
    act: Callable[[Page], object] | None = None
    status: int = 200
    below: str = "body"


def look_at(screen: Screen, visitor: Visitor, site: dict[str, Any]) -> None:
    """Look at it on a desk in the light and on a phone in the dark."""
    page = visitor.page
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    path = screen.path.format(**site)
    assert visitor.go(path) == screen.status
    if not path.startswith("/cms/") or path.endswith("/view_draft/"):
        visitor.assert_strict_policy()
    if screen.act:
        screen.act(page)
    for theme, size in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=theme)
        if PICTURES:
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": size["width"], "height": height})
            page.screenshot(path=Path(PICTURES) / f"{screen.name}-{theme}.png")
            page.set_viewport_size(size)
        visitor.assert_accessible(below=screen.below)
        if screen.below == "body":
            visitor.assert_fits()
