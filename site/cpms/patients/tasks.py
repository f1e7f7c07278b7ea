"""What runs by itself."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from cpms.patients.operations import sweep_pending_identities


@app.periodic(cron="*/10 * * * *")
@app.task(name="patients.sweep_pending_identities", queueing_lock="patients.sweep")
def sweep(timestamp: int) -> None:
    """Settle what a crash left between the two databases. `timestamp` is when it was due; the clock is asked, it may be late."""
    sweep_pending_identities(now=timezone.now())
