"""The app that brings the commands that serve."""

from django.apps import AppConfig


class ServerConfig(AppConfig):
    """No models: the commands `serve` and `demo`."""

    name = "cpms.server"
    label = "server"
