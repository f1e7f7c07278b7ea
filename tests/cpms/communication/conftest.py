"""A panel and its people."""

import pytest

from tests.factories.panels import Scene, make_scene


@pytest.fixture
def scene() -> Scene:
    """Return everything that a panel needs."""
    return make_scene()
