"""The app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Brings the content that `cpms demo` shows."""

    name = "cpms.demo"
    label = "demo"
    verbose_name = "Demonstration"
