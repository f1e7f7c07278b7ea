"""`cpms load_workflows`: the workflow that comes with the site."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cpms.panels.operations.workflows import shipped_workflow
from workflow.operations import publish_workflow


class Command(BaseCommand):
    """Publish the shipped workflow as a new version if it differs; running panels keep theirs."""

    help = "Publishes the workflow that comes with the site. New panels follow it, running ones keep their version."

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish and say which version is in force."""
        version = publish_workflow(document=shipped_workflow(), by=None, now=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"Workflow {version.key}, version {version.number}.")
