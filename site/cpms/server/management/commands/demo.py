"""`cpms demo`: from an empty folder to a running site, in one process."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections
from django.utils.module_loading import import_string

from cpms.database.schema import is_migrated
from cpms.server.jobs import working
from cpms.server.management.commands.serve import add_place
from cpms.server.run import refuse_missing_bundle, refuse_taken_port, serve


class Command(BaseCommand):
    """Brings the databases up to date, fills them with invented content, serves the site and runs its jobs."""

    help = "Sets up the databases with invented patients and serves the site until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Define where to listen."""
        add_place(parser)

    def handle(self, *args: object, host: str, port: int, **options: object) -> None:
        """Refuse what cannot work before anything is written, then set up and serve."""
        refuse_taken_port(host, port)
        refuse_missing_bundle(settings.CLIENT_MANIFEST)
        if not all(is_migrated(alias) for alias in settings.DATABASES):
            self.stdout.write("Creating the tables: about 20 seconds, only the first time.")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("load_demo", stdout=self.stdout)
        connections.close_all()
        application = import_string(settings.ASGI_APPLICATION)
        with working():
            serve(application, host=host, port=port, when_ready=lambda: self._announce(port))

    def _announce(self, port: int) -> None:
        self.stdout.write(f"Open http://localhost:{port} — stop with Ctrl-C.")
