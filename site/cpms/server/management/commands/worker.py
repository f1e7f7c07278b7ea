"""`cpms worker`: background jobs, in a process of their own."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from cpms.database.refusal import StartRefused
from cpms.database.schema import is_migrated
from cpms.server.jobs import work


class Command(BaseCommand):
    """Runs jobs until it is interrupted; several may run at once."""

    help = "Runs background jobs, such as deadlines and messages, until Ctrl-C."
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        """Refuse what cannot work, then work."""
        if not all(is_migrated(alias) for alias in settings.DATABASES):
            raise StartRefused(
                "The databases do not have the tables of this version: run cpms migrate."
            )
        connections.close_all()
        work(when_ready=self._announce)

    def _announce(self) -> None:
        self.stdout.write("Working on background jobs — stop with Ctrl-C.")
