"""Lock files that a killed PostgreSQL leaves behind.

PostgreSQL believes any process that has the number in `postmaster.pid`: also a zombie that nobody reaps (containers without
an init) and another program that got the same number. It then refuses to start. Removing the file blindly would be worse: it
also guards against a second server beside orphaned backends. So nothing is removed while a process of this cluster lives;
every PostgreSQL process has the cluster's folder as its working directory.
"""

import time
from collections.abc import Callable
from pathlib import Path

import psutil

from cpms.database.refusal import StartRefused
from cpms.database.sockets import SOCKET_NAME


def living_processes(data: Path) -> list[int]:
    """Return the ids of the PostgreSQL processes that work in this cluster; zombies do not count."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.name().startswith("postgres") and process.cwd() == str(data):
                found.append(process.pid)
        except (psutil.Error, OSError):
            continue  # gone meanwhile, a zombie, or of an account that this cluster does not run as
    return found


def wait_until_answering_or_gone(
    data: Path, *, answering: Callable[[], bool], seconds: float = 60
) -> bool:
    """Wait for a server that is starting, recovering or stopping; return whether it answers in the end."""
    deadline = time.monotonic() + seconds
    while living := living_processes(data):
        if answering():
            return True
        if time.monotonic() > deadline:
            raise StartRefused(
                f"An earlier PostgreSQL still holds {data} and does not answer: end process {living[0]} and start again."
            )
        time.sleep(0.05)
    return False


def remove_stale_locks(data: Path, socket: Path) -> None:
    """Remove the locks that would fool PostgreSQL. Only call this when no process of the cluster lives."""
    for lock in (data / "postmaster.pid", socket / f"{SOCKET_NAME}.lock"):
        try:
            number = int(lock.read_text().split("\n", 1)[0])
        except FileNotFoundError:
            continue
        except ValueError:
            lock.unlink()  # empty after a full disk or a kill while writing; PostgreSQL refuses that too
            continue
        if psutil.pid_exists(number):
            lock.unlink()
