"""Which workflow instances somebody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cpms.patients.models import Case

if TYPE_CHECKING:
    from datasets.access import Person


class PanelInstances:
    """An instance is seen by whoever sees its case in full, until its panel is deleted."""

    def visible(self, user: Person, instances: Any) -> Any:
        """Keep those of cases that are open to the person."""
        seen = instances.filter(scope__in=Case.objects.full_for(user).values("pk"))
        return seen.exclude(state="deleted")
