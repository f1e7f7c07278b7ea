"""Templates that parse, and that a strict content security policy lets through: nothing inline, anywhere but in the CMS."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

from forms_engine.forms.render import environment
from tests.architecture.code import ROOT, files, relative

TEMPLATES = ROOT / "templates"
PAGES = list(files(".html", under=TEMPLATES))
FORMS = list(files(".jinja", under=TEMPLATES))
OF_THE_CMS = re.compile(r"""\{%\s*extends\s+["']wagtailadmin/""")
INLINE = {
    "a script": re.compile(
        r"<script(?![^>]*(?:\ssrc=|type=[\"']application/json[\"']))[^>]*>", re.I
    ),
    "a style element": re.compile(r"<style[\s>]", re.I),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.I),
    "a javascript: address": re.compile(r"[\"']javascript:", re.I),
}
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)


def inline_in(source: str) -> list[str]:
    """Return what a template writes into the page itself; template tags are taken out first, they may hold a `>`."""
    bare = TAGS.sub("", source)
    return [name for name, pattern in INLINE.items() if pattern.search(bare)]


@pytest.mark.parametrize("path", [*PAGES, *FORMS], ids=relative)
def test_writes_nothing_inline(path: Path) -> None:
    source = path.read_text("utf-8")
    if not OF_THE_CMS.search(source):
        assert inline_in(source) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<script>go()</script>", ["a script"]),
        ("<script type='module'>go()</script>", ["a script"]),
        ('<script type="application/json">{}</script>', []),
        ('<script src="x.js"></script>', []),
        ("<p {% if a > b %}hidden{% endif %} style='color: red'>", ["a style attribute"]),
        ('<button type="button" onclick="go()">', ["an event attribute"]),
        ("<style>p {}</style>", ["a style element"]),
        ('<a href="javascript:go()">', ["a javascript: address"]),
    ],
)
def test_recognises_what_is_inline(source: str, found: list[str]) -> None:
    assert inline_in(source) == found


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_parses(path: Path) -> None:
    get_template(path.relative_to(TEMPLATES).as_posix())


@pytest.mark.parametrize("path", FORMS, ids=relative)
def test_of_a_form_parses(path: Path) -> None:
    environment(settings.TEMPLATES_FOLDER, "en").get_template(
        path.relative_to(TEMPLATES).as_posix()
    )
