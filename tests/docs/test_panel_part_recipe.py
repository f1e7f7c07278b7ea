"""The recipe for a part of the panel page works: who sees the case in full sees the part."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from cpms.panels.parts import parts
from tests.docs.conftest import Try
from tests.docs.recipes import file_of
from tests.factories.panels import invited, make_scene

RECIPE = "panel-part.md"
PATH = "site/cpms/communication/panel_parts/age.py"
TEMPLATE = "templates/communication/panel_parts/age.html"


@pytest.mark.django_db(databases=["default", "identity"])
def test_is_shown_with_the_case_and_not_with_the_summary(
    try_recipe: Try, tmp_path: Path, settings: Settings, client: Client
) -> None:
    try_recipe(RECIPE, PATH, parts)
    path = tmp_path / TEMPLATE
    path.parent.mkdir(parents=True)
    path.write_text(file_of(RECIPE, TEMPLATE), "utf-8")
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path / "templates"]}]
    scene = make_scene()
    panel = invited(scene)
    for user, is_shown in ((scene.requester, True), (scene.guest, False)):
        client.force_login(user)
        page = client.get(f"/panels/{panel.pk}/").content.decode()
        assert ('id="part-age"' in page) is is_shown
