"""The app."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """What happened, kept in an outbox and carried to those who may know."""

    name = "cpms.events"
    label = "events"
    verbose_name = "Events"
