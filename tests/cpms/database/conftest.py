"""Clusters of their own for tests that kill, lock or misuse them."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpms.database.embedded import EmbeddedPostgres


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """Return a temporary folder that other accounts may pass: pytest's own is closed, and PostgreSQL is never root."""
    folder = Path(tempfile.mkdtemp(prefix="cpms-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def cluster(open_folder: Path) -> Iterator[EmbeddedPostgres]:
    """Return a running, prepared cluster that tests only read or roll back in."""
    server = EmbeddedPostgres(open_folder / "shared" / "pg", durable=False)
    server.start()
    server.prepare()
    yield server
    server.stop()


@pytest.fixture
def folder(open_folder: Path) -> Iterator[Path]:
    """Return an empty folder for one cluster; what still runs there afterwards is a failure of the test."""
    folder = Path(tempfile.mkdtemp(dir=open_folder))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
