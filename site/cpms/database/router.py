"""Which model lives in which of the two databases."""

from django.conf import settings
from django.db.models import Model


class ZoneRouter:
    """Identity lives apart: the apps of `settings.IDENTITY_APPS` in `identity`, all others in `default`, never in both."""

    def db_for_read(self, model: type[Model], **hints: object) -> str:
        """Return the alias of the model's zone."""
        return zone_of(model._meta.app_label)

    def db_for_write(self, model: type[Model], **hints: object) -> str:
        """Return the alias of the model's zone."""
        return zone_of(model._meta.app_label)

    def allow_relation(self, first: Model, second: Model, **hints: object) -> bool:
        """Refuse a foreign key across the zones: no database could enforce it, so such a link is a plain UUID."""
        return zone_of(first._meta.app_label) == zone_of(second._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        """Keep every table, and every RunSQL and RunPython, out of the other zone."""
        return zone_of(app_label) == db


def zone_of(app_label: str) -> str:
    """Return the alias of the database that holds the app's tables."""
    return "identity" if app_label in settings.IDENTITY_APPS else "default"
