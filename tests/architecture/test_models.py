"""What every table says about the people in it, and that nobody reaches a patient's data past `visible_to`.

Patient-related are patients and cases, each model that belongs to a case, which its field `scope` says, and every model that
points at one, also through others. Such a model is either asked through its own `visible_to`, or it is a part: a row that cannot
exist without the whole, and that is looked for only within a whole that the person was found to see.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.code import PACKAGES, modules, relative

PII = re.compile(r"^\s*pii: \S", re.MULTILINE)
WHOLES = {"patients.Patient", "patients.Case"}
NOT_READ_BY_PEOPLE = {"AuditRow": "the trail names cases by their id; no page shows it"}
WITHIN_ITS_OWN_LOCK = {
    "datasets.operations.saving": "a conflict is settled by the person who typed it; the record is locked for them next"
}
ANSWERING = {"views", "api", "start", "wagtail_hooks", "templatetags", "context_processors"}
"""Modules that answer a request: there a query on a whole begins with `visible_to`."""


def declared() -> list[type[models.Model]]:
    """Return every model that we wrote, abstract ones too."""

    def below(model: type[models.Model]) -> Iterator[type[models.Model]]:
        for each in model.__subclasses__():
            yield each
            yield from below(each)

    return sorted(
        {
            each
            for each in below(models.Model)
            if each.__module__.split(".")[0] in PACKAGES and not each._meta.auto_created
        },
        key=lambda each: each.__qualname__,
    )


def patient_related() -> dict[str, type[models.Model]]:
    """Return by name the models of which a row belongs to a patient or a case, at however many removes."""
    ours = [each for each in apps.get_models() if each.__module__.split(".")[0] in PACKAGES]
    found = {
        each.__name__: each
        for each in ours
        if each._meta.label in WHOLES
        or any(field.name == "scope" for field in each._meta.get_fields())
    }
    for _ in ours:
        found |= {each.__name__: each for each in ours if whole_of(each, found)}
    return {name: each for name, each in found.items() if name not in NOT_READ_BY_PEOPLE}


def whole_of(
    model: type[models.Model], known: dict[str, type[models.Model]]
) -> models.ForeignKey[object, object] | None:
    """Return the foreign key to a patient-related model, if there is one."""
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.remote_field.model in known.values():
            return field
    return None


def parts() -> dict[str, models.ForeignKey[object, object]]:
    """Return by name the patient-related models without a `visible_to` of their own, with the key to their whole."""
    found = patient_related()
    without = {name: each for name, each in found.items() if not can_be_asked(each)}
    keys = {name: whole_of(each, found) for name, each in without.items()}
    return {name: key for name, key in keys.items() if key is not None}


def can_be_asked(model: type[models.Model]) -> bool:
    return hasattr(model._default_manager.all(), "visible_to")


@pytest.mark.parametrize("model", declared(), ids=lambda model: model.__qualname__)
def test_says_what_it_holds_about_people(model: type[models.Model]) -> None:
    words = model.__dict__.get("__doc__") or ""
    assert PII.search(words), f"{model.__qualname__} has no line “pii: …” in its docstring."


class TestPatientRelated:
    def test_are_found(self) -> None:
        assert {"Record", "Revision", "Submission", "Upload"} <= set(patient_related())
        assert {"Patient", "Consent", "CareTeamMember"} <= set(patient_related())
        assert {"Case", "CaseAccess", "Attachment"} <= set(patient_related())

    def test_are_asked_by_visible_to_or_are_parts_of_a_whole(self) -> None:
        lost = {
            name
            for name, model in patient_related().items()
            if not can_be_asked(model) and name not in parts()
        }
        assert lost == set()

    def test_a_part_cannot_be_without_its_whole(self) -> None:
        assert [name for name, key in parts().items() if key.null] == []

    def test_a_part_is_looked_for_within_its_whole(self) -> None:
        keys = {name: {key.name, key.attname} for name, key in parts().items()}
        assert [
            f"{place} asks for any {name}"
            for place, module, name, given, _ in queries(set(keys))
            if not given & keys[name] and module not in WITHIN_ITS_OWN_LOCK
        ] == []

    def test_whoever_answers_a_request_begins_with_visible_to(self) -> None:
        wholes = {name for name, model in patient_related().items() if can_be_asked(model)}
        assert [
            f"{place} asks for any {name}"
            for place, module, name, _, method in queries(wholes)
            if ANSWERING & set(module.split(".")) and method != "visible_to"
        ] == []


def queries(names: set[str]) -> Iterator[tuple[str, str, str, set[str], str]]:
    """Yield (place, module, model, names of the arguments, method) of each first step of a query on the models.

    That is `Model.objects.method(…)`, and `get_object_or_404(Model, …)` and its like.
    """
    for module in modules():
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call) or module.is_migration:
                continue
            name, method = asked(node, names)
            if name:
                given = {word.arg.split("__")[0] for word in node.keywords if word.arg}
                yield f"{relative(module.path)}:{node.lineno}", module.name, name, given, method


def asked(call: ast.Call, names: set[str]) -> tuple[str, str]:
    function = call.func
    if isinstance(function, ast.Name) and function.id.endswith("_or_404") and call.args:
        first = call.args[0]
        return (
            (first.id, function.id)
            if isinstance(first, ast.Name) and first.id in names
            else ("", "")
        )
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Attribute):
        manager = function.value
        if manager.attr in ("objects", "_default_manager") and isinstance(manager.value, ast.Name):
            name = manager.value.id
            return (name, function.attr) if name in names else ("", "")
    return "", ""
