"""`{% bundle "src/page/main.ts" %}`: the style sheets and the script that were built from an entry of the browser's code."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Chunk = Mapping[str, Any]

FOLDER = "client/"

register = template.Library()


@register.simple_tag
def bundle(entry: str) -> SafeString:
    """Return the link and script elements of an entry, named by its source such as `src/page/main.ts`."""
    sheets, script = files_of(entry)
    links = format_html_join("\n", '<link rel="stylesheet" href="{}">', ((url,) for url in sheets))
    return format_html('{}\n<script type="module" src="{}"></script>', links, script)


def files_of(entry: str) -> tuple[list[str], str]:
    """Return the addresses of the style sheets, those of imported parts first, and of the script.

    Raises `ImproperlyConfigured` if the browser's code was not built or has no such entry.
    """
    path = Path(settings.CLIENT_MANIFEST)
    try:
        manifest = _manifest(path, path.stat().st_mtime_ns)
    except FileNotFoundError as error:
        message = "The browser's code has not been built. Run `make client`."
        raise ImproperlyConfigured(message) from error
    if entry not in manifest:
        known = ", ".join(sorted(key for key, chunk in manifest.items() if chunk.get("isEntry")))
        message = f"The browser's code has no entry “{entry}”. Known: {known}. Run `make client`."
        raise ImproperlyConfigured(message)
    sheets = dict.fromkeys(_sheets(manifest, entry, set()))
    return [static(FOLDER + sheet) for sheet in sheets], static(FOLDER + manifest[entry]["file"])


@lru_cache(maxsize=2)
def _manifest(path: Path, _changed: int) -> Mapping[str, Chunk]:
    """Read Vite's manifest once per build."""
    manifest: Mapping[str, Chunk] = json.loads(path.read_text("utf-8"))
    return manifest


def _sheets(manifest: Mapping[str, Chunk], key: str, seen: set[str]) -> Iterator[str]:
    if key in seen:  # parts may import each other
        return
    seen.add(key)
    for imported in manifest[key].get("imports", ()):
        yield from _sheets(manifest, imported, seen)
    yield from manifest[key].get("css", ())
