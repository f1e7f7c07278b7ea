"""`cpms psql`: PostgreSQL's own terminal, of the version that runs the server."""

import os
import shutil
import signal
import subprocess
from argparse import REMAINDER, ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from cpms.database.embedded import binaries
from cpms.database.owner import as_owner


class Command(BaseCommand):
    """Opens psql on one of the databases, as the site's role or as the owner of the tables."""

    help = "Opens PostgreSQL's terminal. What follows -- goes to psql: cpms psql -- -c 'SELECT 1'"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Define which database, which role, and what psql itself is told."""
        parser.add_argument("--database", default="default", choices=list(settings.DATABASES))
        parser.add_argument(
            "--owner", action="store_true", help="connect as the owner of the tables"
        )
        parser.add_argument("words", nargs=REMAINDER, metavar="-- words for psql")

    def handle(self, *args: object, **options: object) -> None:
        """Run psql and leave Ctrl-C to it."""
        alias = str(options["database"])
        if options["owner"]:
            with as_owner():
                found = connections[alias].settings_dict
        else:
            found = connections[alias].settings_dict
        words = options["words"] if isinstance(options["words"], list) else []
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            done = subprocess.run(  # noqa: S603 — psql, with what the person at the terminal typed
                [self._program(), *(word for word in words if word != "--")],
                env={**os.environ, **_libpq_environment(found)},
                check=False,
            )
        finally:
            signal.signal(signal.SIGINT, before)
        if done.returncode:
            raise CommandError("psql ended with an error.", returncode=done.returncode)

    def _program(self) -> str:
        if settings.EMBEDDED_POSTGRES is not None:
            return str(binaries() / "psql")
        found = shutil.which("psql")
        if found is None:
            raise CommandError("There is no psql on this machine: install PostgreSQL's client.")
        return found


def _libpq_environment(found: dict[str, object]) -> dict[str, str]:
    """Return the connection as variables: a password must not appear in the list of processes."""
    options = found["OPTIONS"] if isinstance(found["OPTIONS"], dict) else {}
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    variables = {name: str(found[key]) for name, key in names.items() if found[key]}
    variables["PGDATABASE"] = str(found["NAME"])
    for option, name in (
        ("passfile", "PGPASSFILE"),
        ("sslmode", "PGSSLMODE"),
        ("sslrootcert", "PGSSLROOTCERT"),
    ):
        if option in options:
            variables[name] = str(options[option])
    return variables
