"""The app."""

from django.apps import AppConfig


class NetworksConfig(AppConfig):
    """Networks, their thematic areas, their centres, and who does what in them."""

    name = "cpms.networks"
    label = "networks"
    verbose_name = "Networks"
