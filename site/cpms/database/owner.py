"""The owner's hat, worn for migrations only."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connections


@contextmanager
def as_owner() -> Iterator[None]:
    """Connect this thread as the role that owns the tables (`settings.OWNER_DATABASES`), and as before afterwards.

    Only this thread's connections change: their settings are replaced, never edited, because all threads share the originals.
    """
    before = {alias: connections[alias].settings_dict for alias in settings.OWNER_DATABASES}
    try:
        for alias, owner in settings.OWNER_DATABASES.items():
            connections[alias].close()
            connections[alias].settings_dict = {**before[alias], **owner}
        yield
    finally:
        for alias, original in before.items():
            connections[alias].close()
            connections[alias].settings_dict = original
