"""Whether a database has the tables that this code expects, answered without walking through every migration.

Asking Django takes seconds for the 200 migrations of Wagtail and ours. Their content is hashed instead, and the hash is kept as
a comment on the table `django_migrations`.
"""

import hashlib
import inspect
from functools import cache
from pathlib import Path

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from psycopg import sql


@cache
def migrations_key() -> str:
    """Return a hash of the names and the text of all migrations, those of the libraries included."""
    digest = hashlib.sha256()
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        digest.update(f"{app}.{name}".encode())
        digest.update(Path(inspect.getfile(type(migration))).read_bytes())
    return digest.hexdigest()[:12]


def stamp_migrations(connection: BaseDatabaseWrapper) -> None:
    """Note that every migration of this code has run; needs the database's owner."""
    statement = sql.SQL("COMMENT ON TABLE django_migrations IS {}").format(
        sql.Literal(migrations_key())
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)


def is_migrated(alias: str) -> bool:
    """Tell whether the database has had a complete migration by exactly this code."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass('django_migrations'), 'pg_class')")
        return bool(cursor.fetchone() == (migrations_key(),))
