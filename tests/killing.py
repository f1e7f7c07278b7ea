"""Killing a database server the hard way."""

import os
import signal
import time
from pathlib import Path

from cpms.database.stale import living_processes


def postmaster(data: Path) -> int:
    """Return the process id that the cluster's lock file names."""
    return int((data / "postmaster.pid").read_text().split("\n", 1)[0])


def kill_server(data: Path) -> None:
    """Kill the server and everything it started, and return when none of them lives."""
    os.kill(postmaster(data), signal.SIGKILL)
    while living := living_processes(data):
        for process in living:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        time.sleep(0.01)
