"""The app."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext

from datasets.checks import audit_trail_is_installed
from forms_engine import messages


class DatasetsConfig(AppConfig):
    """Form and dataset pages, versions, records, terminology."""

    name = "datasets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the engine its translations, and refuse to run without an audit trail."""
        messages.install(gettext)
        register(audit_trail_is_installed)
