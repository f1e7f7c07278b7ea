"""What is done by itself."""

from django.utils import timezone
from procrastinate.contrib.django import app

from cpms.events import operations


@app.periodic(cron="17 3 * * *")
@app.task(name="events.purge", queueing_lock="events.purge", pass_context=False)
def purge(timestamp: int) -> None:
    """Delete old events every night."""
    operations.purge_events(now=timezone.now())
