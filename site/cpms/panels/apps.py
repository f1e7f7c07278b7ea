"""The app."""

from django.apps import AppConfig


class PanelsConfig(AppConfig):
    """The consultation: panel, people, invitations, contributions, outcome."""

    name = "cpms.panels"
    label = "panels"
    verbose_name = "Panels"
