"""What happens by itself."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from cpms.panels.operations import expire_invitations
from cpms.panels.operations.access import people_of_desks, sync_desk


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="expire_invitations", pass_context=False)
def expire(timestamp: int) -> None:
    """End the invitations that were not answered in time."""
    expire_invitations(now=timezone.now())


@app.periodic(cron="10 0 * * *")
@app.task(queueing_lock="sync_desks", pass_context=False)
def sync_desks(timestamp: int) -> None:
    """Give and take access that begins or ends with a day: roles have first and last days on which nobody acts."""
    now = timezone.now()
    for user in people_of_desks(now):
        sync_desk(user, now)
