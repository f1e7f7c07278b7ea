"""The app."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from datasets import acts


class AuditConfig(AppConfig):
    """Keeps the audit trail, also for the platform below."""

    name = "cpms.audit"
    label = "audit"
    verbose_name = "Audit trail"

    def ready(self) -> None:
        """Become the sink of the platform's acts."""
        acts.install(import_string("cpms.audit.operations.record"))
