"""What the site has acknowledged is there after everything was killed in the middle of writing.

Processes are killed, not power: what the kernel holds survives. A test that finds nothing lost proves something only if it
could have found a loss, so the same is done with commits that do not wait for the disk, and there rows must be missing.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cpms.database.embedded import EmbeddedPostgres
from cpms.database.refusal import StartRefused
from cpms.database.stale import living_processes
from tests.cpms.acknowledging_writer import SAVINGS
from tests.killing import kill_server

WRITERS = 4
SECONDS = 0.5
WRITER = Path(__file__).with_name("acknowledging_writer.py")
# Without the longer delay the server catches up five times a second, and a loss would be a matter of luck.
FORGETFUL = ("synchronous_commit=off", "wal_writer_delay=10s")


@dataclass(frozen=True, kw_only=True)
class Round:
    """What the writers were told was saved, and what of it was found after the restart."""

    acknowledged: set[int]
    found: set[int]

    @property
    def lost(self) -> set[int]:
        """What was acknowledged and is gone."""
        return self.acknowledged - self.found


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """Return a new cluster, made without waiting for the disk; how it is run afterwards is what counts."""
    folder = Path(tempfile.mkdtemp(prefix="cpms-"))
    folder.chmod(0o711)  # the account of the server must pass
    maker = EmbeddedPostgres(folder / "pg", durable=False)
    maker.start()
    maker.stop()
    yield maker.data
    shutil.rmtree(folder)


def start(server: EmbeddedPostgres) -> str:
    """Start the server and return when it was started, so that a restart can be told from a survivor."""
    try:
        server.start()
    except StartRefused as refusal:
        pytest.fail(
            f"INVALID, nothing is known about losses: the server did not come back: {refusal}"
        )
    with server.connect_as_superuser("postgres") as connection:
        row = connection.execute("SELECT pg_postmaster_start_time()::text").fetchone()
    return str(row)


def start_writers(
    server: EmbeddedPostgres, saving: str, numbers: range
) -> list[subprocess.Popen[str]]:
    """Start writers with these numbers on the database `postgres` of this server."""
    database = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": "postgres",
        "HOST": str(server.socket),
        "OPTIONS": {"passfile": str(server.passwords)},
    }
    return [
        subprocess.Popen(
            [sys.executable, str(WRITER), str(number), json.dumps(database), saving],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for number in numbers
    ]


def kill_in_the_middle(server: EmbeddedPostgres, *, saving: str) -> Round:
    """Write, kill server and writers, start again and count what is there. Leaves the server stopped."""
    before = start(server)
    with server.connect_as_superuser("postgres") as connection:
        connection.execute("DROP TABLE IF EXISTS saved")
        connection.execute("CREATE TABLE saved (number bigint PRIMARY KEY)")
        connection.execute("CHECKPOINT")
    writers = start_writers(server, saving, range(WRITERS))
    first = [writer.stdout.readline() for writer in writers if writer.stdout]
    time.sleep(SECONDS)
    kill_server(server.data)
    for writer in writers:
        writer.kill()
    rest = [writer.communicate()[0] for writer in writers]
    server.stop()
    if start(server) == before:
        pytest.fail("INVALID, nothing is known about losses: the server was never killed.")
    with server.connect_as_superuser("postgres") as connection:
        found = {
            int(str(number))
            for (number,) in connection.execute("SELECT number FROM saved").fetchall()
        }
    server.stop()
    # A line without its end was cut off by the kill: its number may be cut too.
    lines = [
        line
        for text in (*first, *rest)
        for line in text.splitlines(keepends=True)
        if line.endswith("\n")
    ]
    return Round(acknowledged={int(line) for line in lines}, found=found)


@pytest.mark.parametrize("saving", list(SAVINGS))
class TestKill:
    def test_nothing_acknowledged_is_lost(self, data: Path, saving: str) -> None:
        server = EmbeddedPostgres(data)
        acknowledged = 0
        for _ in range(3):
            outcome = kill_in_the_middle(server, saving=saving)
            acknowledged += len(outcome.acknowledged)
            assert outcome.lost == set()
        assert acknowledged > 100
        assert living_processes(server.data) == []

    def test_a_loss_would_be_seen(self, data: Path, saving: str) -> None:
        server = EmbeddedPostgres(data, settings=FORGETFUL)
        lost = 0
        for _ in range(5):
            lost += len(kill_in_the_middle(server, saving=saving).lost)
            if lost:
                return
        pytest.skip(
            "The control lost nothing in five rounds: on this machine the test above could not see a loss."
        )
