"""`cpms serve`: the site on one port."""

from argparse import ArgumentParser
from contextlib import nullcontext

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections
from django.utils.module_loading import import_string

from cpms.database.refusal import StartRefused
from cpms.database.schema import is_migrated
from cpms.server.jobs import working
from cpms.server.run import refuse_missing_bundle, refuse_taken_port, serve


class Command(BaseCommand):
    """Answers requests until it is interrupted."""

    help = "Serves pages and streams on one port until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Define where to listen, and whether to run jobs too."""
        add_place(parser)
        parser.add_argument(
            "--worker", action="store_true", help="run background jobs too; else see cpms worker"
        )

    def handle(self, *args: object, host: str, port: int, worker: bool, **options: object) -> None:
        """Refuse what cannot work, then serve."""
        refuse_taken_port(host, port)
        refuse_missing_bundle(settings.CLIENT_MANIFEST)
        if not all(is_migrated(alias) for alias in settings.DATABASES):
            raise StartRefused(
                "The databases do not have the tables of this version: run cpms migrate."
            )
        connections.close_all()
        application = import_string(settings.ASGI_APPLICATION)
        with working() if worker else nullcontext():
            serve(application, host=host, port=port, when_ready=lambda: self._announce(host, port))

    def _announce(self, host: str, port: int) -> None:
        self.stdout.write(f"Serving http://{host}:{port} — stop with Ctrl-C.")


def add_place(parser: ArgumentParser) -> None:
    """Add `--host` and `--port`."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen at (8000)")
