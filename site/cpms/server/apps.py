"""The app that brings the commands that serve."""

from django.apps import AppConfig


class ServerConfig(AppConfig):
    """No models: the commands `serve`, `worker` and `demo`."""

    name = "cpms.server"
    label = "server"
