"""The workflow that new panels follow."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from workflow.models import WorkflowVersion
from workflow.operations import publish_workflow

if TYPE_CHECKING:
    from datetime import datetime

DEFAULT = "cpms-default"


def shipped_workflow() -> dict[str, Any]:
    """Return the workflow that comes with the site."""
    text = (files("cpms.panels") / "workflows" / f"{DEFAULT}.json").read_text("utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def workflow_in_force(*, now: datetime) -> WorkflowVersion:
    """Return the newest version; the shipped one is published when there is none yet."""
    newest = WorkflowVersion.objects.filter(key=DEFAULT).order_by("-number").first()
    return newest or publish_workflow(document=shipped_workflow(), by=None, now=now)
