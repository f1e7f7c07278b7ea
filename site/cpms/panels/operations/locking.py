"""Taking hold of a panel for a change, and telling of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpms.audit import operations as audit
from cpms.events.operations import publish
from cpms.panels.models import Panel, PanelQuerySet
from datasets.acts import Act

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from cpms.accounts.models import User


def lock_panel(panel_id: UUID, by: User) -> Panel:
    """Return the panel, locked until the transaction ends. Raise `Panel.DoesNotExist` if the person does not see it."""
    _lock(Panel.objects.filter(pk=panel_id))
    return whole(Panel.objects.visible_to(by)).get(pk=panel_id)


def lock_any_panel(panel_id: UUID) -> Panel:
    """Return the panel, locked, for the system itself."""
    return lock_panels(Panel.objects.filter(pk=panel_id)).get()


def lock_panels(panels: PanelQuerySet) -> PanelQuerySet:
    """Lock panels, for the system itself, and return them, by their keys: who locks several of them meets nobody halfway."""
    keys = _lock(panels)
    return whole(Panel.objects.filter(pk__in=keys)).order_by("pk")


def whole(panels: PanelQuerySet) -> PanelQuerySet:
    """Fetch with the panels what every rule looks at."""
    return panels.select_related(
        "case__patient", "instance__version", "network", "thematic_area", "created_by"
    )


def _lock(panels: PanelQuerySet) -> list[UUID]:
    """Lock the panels' own rows in a statement of its own.

    Who waits for a lock sees the locked row as it is then, and all that is joined to it as it was before: where the panel
    stands must be read when the wait is over.
    """
    locked = panels.order_by("pk").select_for_update(of=("self",))
    return list(locked.values_list("pk", flat=True))


def note(act: str, panel: Panel, *, by: User | None, now: datetime, **details: str | int) -> None:
    """Keep an act on a panel in the audit trail. Ids only."""
    audit.record(
        Act(
            name=act,
            by=by.pk if by else None,
            subject_type="panel",
            subject_id=str(panel.pk),
            now=now,
            scope=panel.case_id,
            details=details,
        )
    )


def tell(
    kind: str, panel: Panel, *, by: User | None, now: datetime, recipient: User | None = None
) -> None:
    """Put an event into the outbox, for all who may know of the case or for one person."""
    publish(
        kind=kind,
        subject_type="panel",
        subject_id=str(panel.pk),
        scope=None if recipient else panel.case_id,
        recipient=recipient,
        by=by,
        now=now,
    )
