"""A real worker, for tests whose transactions are committed."""

from __future__ import annotations

import asyncio

from cpms.server.jobs import worker_app


def run_due_jobs() -> None:
    """Run every job that is due, and return; what periodic jobs are due runs too."""
    asyncio.run(_run())


async def _run() -> None:
    app = worker_app()
    async with app.open_async():
        await app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)
