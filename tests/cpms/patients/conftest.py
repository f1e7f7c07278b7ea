"""A centre with two health professionals, and one elsewhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cpms.accounts.models import User
from cpms.networks.models import Centre, Network
from cpms.patients.models import Patient
from tests.factories.networks import CentreFactory, NetworkFactory
from tests.factories.patients import enrolled, health_professional

ENTRY = "src/page/main.ts"


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Two centres of a network; `doctor` and `colleague` work at the first, `stranger` at the other."""

    network: Network
    centre: Centre
    elsewhere: Centre
    doctor: User
    colleague: User
    stranger: User

    def patient(self, **values: object) -> Patient:
        """Enrol a patient by the doctor."""
        return enrolled(self.centre, self.doctor, **values)  # type: ignore[arg-type]


def make_scene() -> Scene:
    network, centre, elsewhere = NetworkFactory.create(), *CentreFactory.create_batch(2)
    return Scene(
        network=network,
        centre=centre,
        elsewhere=elsewhere,
        doctor=health_professional(network, centre),
        colleague=health_professional(network, centre),
        stranger=health_professional(network, elsewhere),
    )


@pytest.fixture
def scene() -> Scene:
    """Return the scene; the test asks for both databases itself."""
    return make_scene()


def browser(user: User) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def client(scene: Scene) -> Client:
    """Return the doctor's browser."""
    return browser(scene.doctor)


def to_patient(patient: Patient, name: str = "patient", *more: str) -> str:
    """Return an address about a patient."""
    return reverse(f"patients:{name}", args=[patient.pk, *more])


@pytest.fixture(autouse=True)
def _site(settings: Settings, tmp_path: Path) -> None:
    """Make pages without the built scripts, and keep received files apart."""
    manifest = tmp_path / "client" / "manifest.json"
    manifest.parent.mkdir()
    manifest.write_text(json.dumps({ENTRY: {"file": f"{ENTRY}.js", "isEntry": True}}))
    settings.CLIENT_MANIFEST = manifest
    settings.UPLOAD_ROOT = tmp_path / "uploads"
