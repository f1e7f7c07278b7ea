"""The app."""

import importlib
import importlib.util

from django.apps import AppConfig, apps

from home.start import blocks


class HomeConfig(AppConfig):
    """The landing page, the networks' parts of the page tree, and the frame of the start page."""

    name = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find the blocks that the apps above bring in their folder `start/`."""
        for config in apps.get_app_configs():
            name = f"{config.name}.start"
            found = importlib.util.find_spec(name) if config.name != self.name else None
            if found is not None and found.submodule_search_locations is not None:
                blocks.discover(importlib.import_module(name))
