"""The app."""

from django.apps import AppConfig


class CommunicationConfig(AppConfig):
    """Messages, and what is new for somebody."""

    name = "cpms.communication"
    label = "communication"
    verbose_name = "Communication"
