"""The app."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """Definitions as data, instances that follow one of them, their history and their timers."""

    name = "workflow"
    default_auto_field = "django.db.models.BigAutoField"
