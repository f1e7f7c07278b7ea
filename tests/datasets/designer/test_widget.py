"""The text field that becomes the designer."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from datasets.designer import widget
from datasets.designer.widget import DefinitionWidget


@pytest.fixture(autouse=True)
def site(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the built bundle and for the loaded terminologies."""
    manifest = tmp_path / "manifest.json"
    entry = {"file": "assets/designer-1.js", "isEntry": True, "css": ["assets/designer-1.css"]}
    manifest.write_text(json.dumps({"src/designer/main.ts": entry}), "utf-8")
    settings.CLIENT_MANIFEST = manifest
    monkeypatch.setattr(widget, "loaded_terminologies", lambda: ["HP"])


def config_in(html: str) -> dict[str, object]:
    """Return the configuration as the browser reads it."""
    found = re.search(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)
    assert found
    config: dict[str, object] = json.loads(found.group(1))
    return config


class TestDefinitionWidget:
    """What the page editor shows."""

    def test_keeps_the_definition_in_a_text_field(self) -> None:
        """Without JavaScript the definition can still be read and saved."""
        html = DefinitionWidget().render("definition", '{"title": "</textarea><b>"}')
        assert '<textarea name="definition"' in html
        assert '{"title": "</textarea><b>"}' in unescape(html)
        assert "</textarea><b>" not in html

    def test_brings_bundle_and_configuration(self) -> None:
        """One script of ours and nothing inline that runs."""
        html = DefinitionWidget().render("definition", "{}")
        assert "designer-1.js" in html
        assert "designer-1.css" in html
        assert config_in(html)["readOnly"] is False

    def test_asks_about_the_page_that_is_edited(self) -> None:
        """A new page has no records to count."""
        assert 'definitions/check/"' in DefinitionWidget().render("definition", "{}")
        assert 'definitions/check/?page=7"' in DefinitionWidget(page=7).render("definition", "{}")

    @pytest.mark.parametrize(
        "locked", [DefinitionWidget(read_only=True), DefinitionWidget(attrs={"disabled": True})]
    )
    def test_can_be_read_only(self, locked: DefinitionWidget) -> None:
        """For a page that is locked or in review."""
        assert config_in(locked.render("definition", "{}"))["readOnly"] is True

    def test_stands_being_rendered_as_a_template(self) -> None:
        """Wagtail fills in name and id later, in the browser."""
        html = DefinitionWidget().render("__NAME__", None, {"id": "__ID__"})
        assert 'name="__NAME__"' in html
        assert 'id="__ID__"' in html
