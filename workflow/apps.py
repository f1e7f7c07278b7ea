"""The app."""

import importlib
import importlib.util
from typing import Any

from django.apps import AppConfig, apps

from forms_engine.registry import Registry
from workflow.effects import effects
from workflow.guards import guards


class WorkflowConfig(AppConfig):
    """Definitions as data, instances that follow one of them, their history and their timers."""

    name = "workflow"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find the guards and the effects that the apps above bring in their folders `guards/` and `effects/`."""
        registries: dict[str, Registry[Any]] = {"guards": guards, "effects": effects}
        for config in apps.get_app_configs():
            for folder, registry in registries.items():
                name = f"{config.name}.{folder}"
                found = importlib.util.find_spec(name) if config.name != self.name else None
                if found is not None and found.submodule_search_locations is not None:
                    registry.discover(importlib.import_module(name))
