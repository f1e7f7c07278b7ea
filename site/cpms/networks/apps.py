"""The app."""

from django.apps import AppConfig
from django.utils.module_loading import import_string

from datasets import access


class NetworksConfig(AppConfig):
    """Networks, their thematic areas, and who does what in them."""

    name = "cpms.networks"
    label = "networks"
    verbose_name = "Networks"

    def ready(self) -> None:
        """Answer the platform's question who may see and fill which records."""
        access.install(import_string("cpms.networks.queries.NetworkRecordAccess")())
