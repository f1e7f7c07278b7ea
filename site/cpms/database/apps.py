"""The app that brings the commands for databases."""

from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    """No models: two databases, their roles and the commands for them."""

    name = "cpms.database"
    label = "database"
