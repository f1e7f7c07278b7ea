"""What waits for somebody: records they began, and forms that they are to review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext
from wagtail.models import GroupApprovalTask, Page, TaskState

from cpms.accounts.models import User
from datasets.models import Record
from home.start import Shown, blocks

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST = 8


class Waiting:
    """Open records and open reviews, newest change first."""

    order = 10

    def show(self, request: HttpRequest) -> Shown | None:
        """Show what waits; who has nothing reads what would stand here."""
        if not isinstance(request.user, User):
            return None
        records = open_records(request.user)
        reviews = open_reviews(request.user)
        return Shown(
            title=gettext("Waiting for you"),
            template="networks/start/waiting.html",
            context={"records": records, "reviews": reviews},
        )


def open_records(user: User) -> list[Record]:
    """Return records that the person began or changed last and that were not handed in; those of a case wait with the case."""
    mine = Q(created_by_id=user.pk) | Q(updated_by_id=user.pk)
    found = Record.objects.visible_to(user).draft().filter(mine, scope__isnull=True)
    return list(found.select_related("version__page").order_by("-updated_at")[:MOST])


def open_reviews(user: User) -> list[dict[str, Any]]:
    """Return the forms that wait for the person's approval. Three statements, however many networks."""
    tasks = GroupApprovalTask.objects.filter(active=True, groups__user=user)
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=tasks)
    waiting = list(
        states.select_related("workflow_state__requested_by").order_by("-started_at")[:MOST]
    )
    pages = Page.objects.in_bulk([int(state.workflow_state.object_id) for state in waiting])
    return [
        {
            "page": pages[int(state.workflow_state.object_id)],
            "by": state.workflow_state.requested_by,
            "since": state.started_at,
        }
        for state in waiting
        if int(state.workflow_state.object_id) in pages
    ]


blocks.register("waiting", Waiting())
