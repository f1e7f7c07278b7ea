"""Killing a database server, and the web server before it, the hard way."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from cpms.database.stale import living_processes


def postmaster(data: Path) -> int:
    """Return the process id that the cluster's lock file names."""
    return int((data / "postmaster.pid").read_text().split("\n", 1)[0])


def kill_server(data: Path) -> None:
    """Kill the server and everything it started, and return when none of them lives."""
    os.kill(postmaster(data), signal.SIGKILL)
    while living := living_processes(data):
        _kill(living)
        time.sleep(0.01)


def kill_site(web: subprocess.Popen[str], data: Path) -> None:
    """Kill a database server and the web server in front of it in one stroke, and return when nothing of them lives.

    The web server must lead a process group of its own. It goes last: an answer that does not wait for the database would
    still get out, and must then count as given.
    """
    number = postmaster(data)
    _kill([number, *(process for process in living_processes(data) if process != number)])
    os.killpg(web.pid, signal.SIGKILL)
    while living := living_processes(data):  # what the server started in the meantime
        _kill(living)
        time.sleep(0.01)
    web.communicate()


def _kill(processes: list[int]) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
