"""Which profile a database belongs to, written on the database itself.

A training instance that is pointed at the production database by one wrong line of configuration must not start.
"""

from django.conf import settings
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from cpms.database.refusal import StartRefused

STAMP = "cpms profile: "


def profile_of(connection: BaseDatabaseWrapper) -> str | None:
    """Return the profile the database was first migrated under, None for a fresh one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        )
        (comment,) = cursor.fetchone()
    return comment.removeprefix(STAMP) if comment and comment.startswith(STAMP) else None


def stamp_profile(connection: BaseDatabaseWrapper) -> None:
    """Write the running profile on a fresh database; needs its owner. Raises StartRefused when it bears another one."""
    refuse_other_profile(connection)
    if profile_of(connection) is None:
        statement = sql.SQL("COMMENT ON DATABASE {} IS {}").format(
            sql.Identifier(connection.settings_dict["NAME"]),
            sql.Literal(f"{STAMP}{settings.PROFILE}"),
        )
        with connection.cursor() as cursor:
            cursor.execute(statement)


def refuse_other_profile(connection: BaseDatabaseWrapper) -> None:
    """Raise StartRefused when the database bears another profile than the one that is running."""
    found = profile_of(connection)
    if found not in {None, settings.PROFILE}:
        raise StartRefused(
            f"The database {connection.settings_dict['NAME']} belongs to the profile {found}, and this is "
            f"{settings.PROFILE}: set CPMS_PROFILE={found}, or name another database."
        )


def refuse_databases_of_other_profiles() -> None:
    """Check every database. Raises StartRefused, also when one cannot be reached."""
    for alias in settings.DATABASES:
        connection = connections[alias]
        try:
            refuse_other_profile(connection)
        except OperationalError as error:
            reason = str(error).strip().splitlines()[0]
            raise StartRefused(
                f"The database {connection.settings_dict['NAME']} cannot be reached: {reason}"
            ) from error
        finally:
            connection.close()
