"""Where things lie: the drawers inside an app, and names that hide what is in a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.code import PACKAGES, ROOT, contract, files, layers_of, relative

HIDING = re.compile(r"(?:.*[_-])?(?:utils?|helpers?)|services|common|misc|managers")
OF_AN_APP = (
    "models operations queries permissions forms views urls api tasks pages wagtail_hooks apps"
)
OF_DJANGO = "migrations management templatetags middleware checks context_processors"
OF_REGISTRIES = "fields operators sources guards effects formats reactions indicators references start panel_parts"
DRAWERS = frozenset(f"{OF_AN_APP} {OF_DJANGO} {OF_REGISTRIES}".split())
OWN = {
    "forms_engine": (
        "answers check compile context definition draft interchange logic messages problems registry validate"
    ),
    "datasets": (
        "access acts checking circumstances designer listing pdf people preview reading reports section "
        "terminology uploads"
    ),
    "workflow": "access definition timers",
    "cpms.events": "audience cursor stream",
    "cpms.networks": "changes reference",
    "cpms.panels": "parts pdf records workflows",
    "cpms.patients": "advice identity nicknames",
    "cpms.demo": "accounts cases centres content definitions documents panels patients writing",
    "home": "captions",
}
"""Names of a core that is about something of its own, by package; what comes in here has a reason."""


def apps() -> list[str]:
    inside = [f"cpms.{name}" for layer in layers_of(contract("Inside")) for name in layer]
    found = ["forms_engine", "datasets", "workflow", "home", *inside]
    return [name for name in found if folder_of(name).is_dir()]


def folder_of(app: str) -> Path:
    first, _, rest = app.partition(".")
    return PACKAGES[first] / rest


def names_in(app: str) -> set[str]:
    inside = {path.relative_to(folder_of(app)).parts[0] for path in files("", under=folder_of(app))}
    return {name.partition(".")[0] for name in inside} - {"__init__"}


@pytest.mark.parametrize("app", apps())
class TestApp:
    def test_has_only_drawers_with_known_names(self, app: str) -> None:
        assert names_in(app) - DRAWERS - set(OWN.get(app, "").split()) == set()

    def test_has_every_name_of_its_own(self, app: str) -> None:
        assert set(OWN.get(app, "").split()) - names_in(app) == set()


def test_no_name_hides_what_is_in_a_file() -> None:
    assert [
        relative(path)
        for path in files(".py", ".ts", ".html", ".jinja", ".scss", ".css", ".mjs")
        for part in path.relative_to(ROOT).parts
        if HIDING.fullmatch(part.partition(".")[0].lower().lstrip("_"))
    ] == []


def test_site_is_a_plain_folder() -> None:
    """`site` is a module of the standard library: a package of that name would be found in its place."""
    assert not (ROOT / "site" / "__init__.py").exists()
