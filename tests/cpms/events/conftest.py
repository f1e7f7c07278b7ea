"""Cases that people know about."""

from collections.abc import Iterator

import pytest

from tests.cpms.events.groups_audience import groups_decide


@pytest.fixture(autouse=True)
def audience() -> Iterator[None]:
    """Let groups decide who may know."""
    with groups_decide():
        yield
