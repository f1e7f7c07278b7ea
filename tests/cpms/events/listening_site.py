"""The site on the tests' database, in processes of its own. As a program it is one of them.

`python -m tests.cpms.events.listening_site PORT DATABASE AUDIENCE`; with `groups` as audience, groups decide who may know.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cpms.settings.test")

import pytest
from django.conf import settings
from django.db import connection

from cpms.server.run import leave, serve

ROOT = Path(__file__).parents[3]


@contextmanager
def listening_sites(number: int, *, audience: str = "own") -> Iterator[list[int]]:
    """Yield the ports of so many processes, and see that they end as they should."""
    ports = [_free_port() for _ in range(number)]
    processes = [_start(port, audience) for port in ports]
    for process in processes:
        assert process.stdout is not None
        if process.stdout.readline() != "ready\n":
            pytest.fail(process.communicate()[1])
    yield ports
    for process in processes:
        process.send_signal(signal.SIGTERM)
    ends = [process.communicate(timeout=20) for process in processes]
    if complaints := "".join(errors for _, errors in ends):
        pytest.fail(complaints)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return int(trial.getsockname()[1])


def _start(port: int, audience: str) -> subprocess.Popen[str]:
    database = str(connection.settings_dict["NAME"])
    return subprocess.Popen(
        [sys.executable, "-m", "tests.cpms.events.listening_site", str(port), database, audience],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _announce() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


def main(port: int, database: str, audience: str) -> None:
    """Serve until SIGTERM, with the files that pages load."""
    settings.DATABASES["default"]["NAME"] = database
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.asgi import get_asgi_application

    from cpms.server.dispatch import Dispatcher
    from cpms.server.pages import Pages
    from cpms.wsgi import application as pages
    from tests.cpms.events.groups_audience import groups_decide

    application = Dispatcher(pages=Pages(StaticFilesHandler(pages)), streams=get_asgi_application())
    with groups_decide() if audience == "groups" else nullcontext():
        serve(application, host="127.0.0.1", port=port, when_ready=_announce)
    leave(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
