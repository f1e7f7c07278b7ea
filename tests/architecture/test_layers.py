"""What import-linter cannot see: names of things above that are written as strings, and packages that no list names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from wagtail.models import Page

from tests.architecture.code import (
    PACKAGES,
    ROOT,
    contract,
    files,
    layers_of,
    modules,
    package_of,
    pyproject,
    ranks,
    relative,
)

OURS = [config for config in apps.get_app_configs() if config.name.split(".")[0] in PACKAGES]
LABELS = {config.label: config.name for config in OURS}
NOT_THE_PRODUCT = {"tests", "bench", "site"}
TEMPLATES = ROOT / "templates"

# `networks.Network` and `cpms.audit.operations.record`; `datasets:record` is a view's name.
OF_A_MODEL = re.compile(rf"({'|'.join(LABELS)})\.[A-Z]\w*\Z")
OF_A_MODULE = re.compile(rf"(?:{'|'.join(PACKAGES)})(?:\.\w+)+\Z")
OF_A_VIEW = re.compile(rf"({'|'.join(LABELS)}):[a-z_]+\Z")
TAG = re.compile(r"""\{%-?\s*(?:url|include|extends|import|from)\s+["']([\w/:.-]+)["']""")
LOAD = re.compile(r"\{%-?\s*load\s+(?:[\w ]+ from )?([\w ]+?)\s*-?%\}")
LIBRARIES = {
    path.stem: package_of(config.name)
    for config in OURS
    for path in Path(config.path).glob("templatetags/*.py")
    if path.stem != "__init__"
}
"""Whose tags a template may load, by the name of the library."""


def points_up(reader: str, named: str) -> bool:
    """Tell whether a package names one that it must not know: a higher one, or one beside it."""
    return reader != named and ranks()[reader] <= ranks()[named]


def named_in(text: str) -> str | None:
    """Return the package that a string names, if it is the name of a model, a module or a view of ours."""
    for pattern in (OF_A_MODEL, OF_A_VIEW):
        if found := pattern.match(text):
            return package_of(LABELS[found[1]])
    return package_of(text) if OF_A_MODULE.match(text) else None


def strings() -> Iterator[tuple[str, str, str]]:
    """Yield (place, package, text) of every string in the product's code."""
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                place = f"{relative(module.path)}:{node.lineno}"
                yield place, package_of(module.name), node.value


class TestStrings:
    def test_name_nothing_above(self) -> None:
        assert [
            f"{place} names {text}"
            for place, package, text in strings()
            if (named := named_in(text)) and points_up(package, named)
        ] == []

    def test_are_recognised(self) -> None:
        assert points_up("datasets", named_in("networks.Network") or "")
        assert points_up("datasets", named_in("cpms.audit.operations.record") or "")
        assert points_up("cpms.audit", named_in("accounts:sign_in") or "")
        assert not points_up("cpms.networks", named_in("home.NetworkSectionPage") or "")
        assert named_in("Networks are named here.") is None


class TestModels:
    def test_point_down(self) -> None:
        """Foreign keys to whoever is the site's person go through AUTH_USER_MODEL and name nobody."""
        assert [
            str(field)
            for config in OURS
            for model in config.get_models()
            for field in model._meta.get_fields()
            if isinstance(field, models.ForeignKey | models.ManyToManyField)
            if field.model is model
            and field.remote_field.model._meta.app_label in LABELS
            and getattr(field, "swappable_setting", None) is None
            and points_up(
                package_of(config.name), package_of(field.remote_field.model._meta.app_config.name)
            )
        ] == []

    def test_pages_admit_pages_of_their_level_or_below(self) -> None:
        pages = [each for config in OURS for each in config.get_models() if issubclass(each, Page)]
        assert pages
        assert [
            f"{page.__name__} names {kind}"
            for page in pages
            for names in ("parent_page_types", "subpage_types")
            for kind in getattr(page, names, None) or ()
            if (named := named_in(str(kind))) and points_up(package_of(page.__module__), named)
        ] == []


class TestTemplates:
    def test_name_nothing_above(self) -> None:
        """The site's frame in `base/` and the pages of errors are the site's own and may name every app."""
        assert [
            f"{relative(path)} names {text}"
            for path in files(".html", ".jinja", under=TEMPLATES)
            if (package := self.package(path.relative_to(TEMPLATES).parts[0])) is not None
            for text in TAG.findall(path.read_text("utf-8"))
            if (named := self.named(text)) is not None and points_up(package, named)
        ] == []

    def test_load_no_tags_from_above(self) -> None:
        assert LIBRARIES
        assert [
            f"{relative(path)} loads {name}"
            for path in files(".html", under=TEMPLATES)
            if (package := self.package(path.relative_to(TEMPLATES).parts[0])) is not None
            for names in LOAD.findall(path.read_text("utf-8"))
            for name in names.split()
            if name in LIBRARIES and points_up(package, LIBRARIES[name])
        ] == []

    def test_components_name_only_components(self) -> None:
        assert [
            f"{relative(path)} names {text}"
            for path in files(".html", under=TEMPLATES / "components")
            for text in TAG.findall(path.read_text("utf-8"))
            if not text.startswith("components/")
        ] == [
            "templates/components/confirm.html names base/page.html"  # a whole page
        ]

    @staticmethod
    def package(folder: str) -> str | None:
        if folder in LABELS:
            return package_of(LABELS[folder])
        return "forms_engine" if folder == "forms_engine" else None

    @classmethod
    def named(cls, text: str) -> str | None:
        return cls.package(text.split("/")[0]) if "/" in text else named_in(text)


class TestPackages:
    def test_every_package_at_the_top_is_a_layer(self) -> None:
        """The root's contract cannot be exhaustive: its packages share no parent."""
        found = {path.parent.name for path in ROOT.glob("*/__init__.py")} - NOT_THE_PRODUCT
        listed = {name for layer in layers_of(contract("platform")) for name in layer}
        assert found <= listed
        assert {"cpms"} | found == set(pyproject()["tool"]["importlinter"]["root_packages"])

    @pytest.mark.parametrize("name", [name for name, path in PACKAGES.items() if path.is_dir()])
    def test_every_list_of_packages_has_all(self, name: str) -> None:
        folder = relative(PACKAGES[name])
        settings = pyproject()["tool"]
        assert folder in settings["hatch"]["build"]["targets"]["wheel"]["packages"]
        assert folder in settings["mypy"]["files"]
        makefile = (ROOT / "Makefile").read_text("utf-8")
        found = re.search(r"^PACKAGES := (.*)$", makefile, re.MULTILINE)
        assert found
        assert folder in found[1].split()

    def test_every_app_of_ours_is_in_a_layer_or_stands_around_them(self) -> None:
        inside = contract("Inside")
        listed = {name for layer in layers_of(inside) for name in layer}
        around = set(inside["exhaustive_ignores"])
        found = {name.split(".")[1] for name in LABELS.values() if name.startswith("cpms.")}
        assert inside["exhaustive"] is True
        assert found <= listed | around
        assert not listed & around

    def test_a_layer_in_brackets_does_not_exist_yet(self) -> None:
        """Brackets let import-linter pass over a missing layer; of one that is there it should miss nothing."""
        written = [*contract("platform")["layers"], *contract("Inside")["layers"]]
        bracketed = set(re.findall(r"\((\w+)\)", " ".join(written)))
        there = {path.name for path in PACKAGES.values() if path.is_dir()}
        there |= {path.parent.name for path in PACKAGES["cpms"].glob("*/__init__.py")}
        assert bracketed & there == set()
