"""What the tests of datasets share: a site without the browser's build, files in a folder of their own, kept acts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from cpms.accounts.models import User
from datasets import acts
from datasets.acts import Act
from tests.factories.cast import NetworkCast, make_network
from tests.factories.networks import person_of

ENTRIES = ("src/page/main.ts", "src/page/admin.ts", "src/designer/main.ts")


@pytest.fixture(autouse=True)
def _site(settings: Settings, tmp_path: Path) -> None:
    """Make pages without the built scripts, and keep received files apart."""
    manifest = tmp_path / "client" / "manifest.json"
    manifest.parent.mkdir()
    chunks = {entry: {"file": f"{entry}.js", "isEntry": True} for entry in ENTRIES}
    manifest.write_text(json.dumps(chunks))
    settings.CLIENT_MANIFEST = manifest
    settings.UPLOAD_ROOT = tmp_path / "uploads"


@pytest.fixture
def network(db: None) -> NetworkCast:
    """Return a network with its people, a form and a record."""
    return make_network("ERN-EYE")


@pytest.fixture
def other_network(network: NetworkCast) -> NetworkCast:
    """Return another network: it must see nothing of the first one."""
    return make_network("ERN-RND")


@pytest.fixture
def colleague(network: NetworkCast) -> User:
    """Return a second clinician of the network."""
    return person_of(network.network, "health_professional", last_name="Colleague")


@pytest.fixture
def client(network: NetworkCast) -> Client:
    """Return a browser in which the network's clinician is signed in."""
    return client_of(network.clinician)


@pytest.fixture
def kept_acts(monkeypatch: pytest.MonkeyPatch) -> list[Act]:
    """Return what is told to the audit trail from now on."""
    kept: list[Act] = []
    monkeypatch.setattr(acts, "_sinks", [kept.append])
    return kept


def client_of(person: User) -> Client:
    """Return a browser in which the person is signed in."""
    client = Client()
    client.force_login(person)
    return client
