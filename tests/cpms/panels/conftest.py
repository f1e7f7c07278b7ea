"""One scene for the tests of panels: new for each test, or shared by a module whose tests are each taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections, transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from cpms.panels.models import Panel
from tests.factories.panels import EVERYBODY, STATES, Scene, make_scene


@pytest.fixture
def scene(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Scene:
    """Return two networks, a patient and the people of a panel."""
    request.applymarker(pytest.mark.django_db(databases=["default", "identity"]))
    request.getfixturevalue("db")
    settings.UPLOAD_ROOT = tmp_path
    return make_scene()


@pytest.fixture(scope="module")
def module_scene(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Scene]:
    """Return a scene that is made once; no test changes it, each works in `stage`.

    A module that uses it leaves the mark for the database away: after a marked test the connections are closed.
    """
    folder = tmp_path_factory.mktemp("uploads")
    with django_db_blocker.unblock(), override_settings(UPLOAD_ROOT=folder), taken_back():
        yield make_scene()
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture
def stage(module_scene: Scene) -> Iterator[Scene]:
    """Return the module's scene; what the test does is taken back."""
    with taken_back():
        yield module_scene


@pytest.fixture(scope="module")
def panels(module_scene: Scene) -> Mapping[str, Panel]:
    """Return one panel in each state, with a lead, a member and a guest."""
    return {state: make(module_scene) for state, make in STATES.items()}


@pytest.fixture(scope="module")
def panels_with_everybody(module_scene: Scene) -> Mapping[str, Panel]:
    """Return one panel in each state in which every role is taken, ready to go on."""
    return {state: make(module_scene) for state, make in EVERYBODY.items()}


@contextmanager
def taken_back() -> Iterator[None]:
    """Take everything back in the end, in both databases; what commits by itself is let into it, as in Django’s own tests."""
    with _inner("default"), _inner("identity"):
        yield


@contextmanager
def _inner(alias: str) -> Iterator[None]:
    atomic = transaction.atomic(using=alias)
    atomic._from_testcase = True  # type: ignore[attr-defined]
    with atomic:
        yield
        transaction.set_rollback(True, using=alias)
