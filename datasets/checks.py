"""What must be in place before the site starts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error

from datasets import acts


def audit_trail_is_installed(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    """Acts must be kept: a site without a sink does not start."""
    if acts.is_installed():
        return []
    return [
        Error(
            "No audit trail is installed.",
            hint="Call datasets.acts.install() in the ready() of an app.",
            id="datasets.E001",
        )
    ]
