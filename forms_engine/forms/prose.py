"""Formatted texts of forms: Markdown without HTML."""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt
from markupsafe import Markup

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable("image")


@lru_cache(maxsize=4096)
def prose(text: str) -> Markup:
    """Return the text as HTML. HTML inside it stays text, and links lead to http, https and mailto addresses only."""
    return Markup(_MARKDOWN.render(text)) if text else Markup("")  # noqa: S704 - made by the renderer, HTML is off
