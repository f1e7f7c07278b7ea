"""`cpms migrate`: both databases, as the role that owns the tables."""

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from cpms.database.owner import as_owner
from cpms.database.profile import stamp_profile
from cpms.database.router import zone_of
from cpms.database.schema import stamp_migrations


class Command(migrate.Command):
    """Django's command, with the owner's rights, on both databases unless one is named.

    The identity database walks only through the apps that live there: all 200 migrations would do nothing, in seven seconds.
    """

    requires_system_checks = []  # `handle` asks for them, because only it knows which databases

    def add_arguments(self, parser: CommandParser) -> None:
        """Let `--database` be absent, which means both."""
        super().add_arguments(parser)
        parser.set_defaults(database=None)

    def handle(self, *args: object, **options: object) -> None:
        """Migrate, and note the profile and, after a complete run, the state of the migrations."""
        aliases = self._aliases(options)
        with as_owner():
            if not options.get("skip_checks"):
                self.check(databases=aliases)
            for alias in aliases:
                self._migrate(alias, {**options, "database": alias})

    def _aliases(self, options: dict[str, object]) -> list[str]:
        if options["database"]:
            return [str(options["database"])]
        if options["app_label"]:
            return [zone_of(str(options["app_label"]))]
        return list(settings.DATABASES)

    def _migrate(self, alias: str, options: dict[str, object]) -> None:
        connection = connections[alias]
        changes = not (options["plan"] or options["check_unapplied"])
        if changes:
            stamp_profile(connection)
        if options["app_label"] or alias == "default":
            super().handle(**options)
        else:
            MigrationRecorder(connection).ensure_schema()
            for app_label in sorted(settings.IDENTITY_APPS):
                super().handle(**{**options, "app_label": app_label})
        if changes and not options["app_label"]:
            stamp_migrations(connection)
