"""A site for measuring in a browser: served by the product's own server, from a folder and a database of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILL = "from bench.site_content import fill; fill({forms})"
PLAIN = (0, 0)
"""Stands for a CMS page without a form, where a form is asked for."""

FormSize = tuple[int, int]
"""How many questions a form has in all, and how many on each of its pages."""


class NoAnswer(Exception):
    """The site's server ended before it answered; it has said why."""


@dataclass(frozen=True, kw_only=True)
class OwnSite:
    """A running site.

    `pages` are the ids of the CMS pages, that of `PLAIN` too. `cookie` signs a designer in.
    """

    address: str
    cookie: Mapping[str, str]
    pages: Mapping[FormSize, int]


@contextmanager
def own_site(folder: Path, forms: Sequence[FormSize]) -> Iterator[OwnSite]:
    """Fill and serve the site in the folder, which is kept for the next time. Raise `NoAnswer` if it does not start."""
    environment = _environment(folder)
    print("  preparing a site; the first time this takes half a minute")
    filled = _run(environment, "shell", "--no-imports", "-c", FILL.format(forms=list(forms)))
    content = json.loads(filled.splitlines()[-1])
    port = _free_port()
    words = [sys.executable, "-m", "cpms", "serve", "--port", str(port)]
    with subprocess.Popen(words, env=environment, cwd=ROOT, stdout=subprocess.PIPE) as server:
        try:
            if not (server.stdout and server.stdout.readline()):
                raise NoAnswer
            yield OwnSite(
                address=f"http://127.0.0.1:{port}",
                cookie=content["cookie"],
                pages={(count, on_a_page): page for count, on_a_page, page in content["pages"]},
            )
        finally:
            server.terminate()


def _environment(folder: Path) -> dict[str, str]:
    """Return the variables without any that lead to other databases: what is measured here is written to, too."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CPMS_", "DJANGO_")) and not name.endswith("DATABASE_URL")
    }
    # Python writes into a pipe in blocks: the line that says that the server is ready would never come.
    return kept | {"CPMS_PROFILE": "demo", "CPMS_VAR": str(folder), "PYTHONUNBUFFERED": "1"}


def _run(environment: Mapping[str, str], *words: str) -> str:
    command = [sys.executable, "-m", "cpms", *words]
    return subprocess.check_output(command, env=environment, cwd=ROOT, text=True)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
