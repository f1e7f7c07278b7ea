"""Which files of the browser's code a page loads."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template
from pytest_django import Settings

from datasets.templatetags.bundle import files_of

MANIFEST = {
    "src/page/main.ts": {
        "file": "assets/page-1.js",
        "isEntry": True,
        "imports": ["_shared.js"],
        "css": ["assets/page-1.css"],
    },
    "_shared.js": {"file": "assets/shared-1.js", "imports": ["_deep.js"], "css": ["assets/s.css"]},
    "_deep.js": {"file": "assets/deep-1.js", "imports": ["_shared.js"], "css": ["assets/d.css"]},
}
Build = Callable[[object], Path]


@pytest.fixture
def build(tmp_path: Path, settings: Settings) -> Build:
    """Return a function that writes a manifest where the site looks for it."""

    def write(manifest: object) -> Path:
        path = tmp_path / "manifest.json"
        path.write_text(json.dumps(manifest), "utf-8")
        settings.CLIENT_MANIFEST = path
        return path

    return write


class TestBundle:
    """The tag."""

    def test_links_the_styles_of_imported_parts_once_and_before_its_own(self, build: Build) -> None:
        build(MANIFEST)
        sheets, script = files_of("src/page/main.ts")
        names = ["assets/d.css", "assets/s.css", "assets/page-1.css"]
        assert sheets == [f"/static/client/{name}" for name in names]
        assert script == "/static/client/assets/page-1.js"

    def test_writes_links_and_a_module(self, build: Build) -> None:
        build({"a.ts": {"file": "a.js", "isEntry": True, "css": ['a".css']}})
        html = Template('{% load bundle %}{% bundle "a.ts" %}').render(Context())
        assert '<link rel="stylesheet" href="/static/client/a%22.css">' in html
        assert '<script type="module" src="/static/client/a.js"></script>' in html

    def test_sees_a_new_build(self, build: Build) -> None:
        path = build(MANIFEST)
        assert files_of("src/page/main.ts")[1].endswith("page-1.js")
        path.write_text(json.dumps({"src/page/main.ts": {"file": "page-2.js"}}), "utf-8")
        assert files_of("src/page/main.ts")[1].endswith("page-2.js")

    def test_says_how_to_build_when_nothing_was_built(
        self, tmp_path: Path, settings: Settings
    ) -> None:
        settings.CLIENT_MANIFEST = tmp_path / "not built" / "manifest.json"
        with pytest.raises(ImproperlyConfigured, match="Run `make client`"):
            files_of("src/page/main.ts")

    def test_names_the_entries_there_are(self, build: Build) -> None:
        build(MANIFEST)
        with pytest.raises(ImproperlyConfigured, match=r"Known: src/page/main\.ts"):
            files_of("src/page/other.ts")
