"""The app."""

import importlib
import importlib.util

from django.apps import AppConfig, apps
from django.utils.module_loading import import_string

from cpms.networks import changes
from cpms.panels.parts import parts
from cpms.patients import advice
from datasets import access
from workflow import access as workflow_access


class PanelsConfig(AppConfig):
    """The consultation: panel, people, invitations, contributions, outcome."""

    name = "cpms.panels"
    label = "panels"
    verbose_name = "Panels"

    def ready(self) -> None:
        """Answer the platform's questions: who sees which records and workflows, what a timer does, what follows roles."""
        access.install(import_string("cpms.panels.records.PanelRecordAccess")())
        workflow_access.install(import_string("cpms.panels.queries.instances.PanelInstances")())
        take_due = import_string("cpms.panels.operations.moving.move_by_timer")
        import_string("workflow.timers.install")(take_due)
        advice.install(import_string("cpms.panels.queries.patients.PanelAdvice")())
        changes.install(import_string("cpms.panels.operations.access.sync_desk"))
        for config in apps.get_app_configs():
            name = f"{config.name}.panel_parts"
            if importlib.util.find_spec(name) is not None:
                parts.discover(importlib.import_module(name))
