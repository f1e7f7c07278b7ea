"""The roles of the product and what each of them may do.

`cpms_owner` owns both databases and every table and runs the migrations. `cpms_app` reads and writes rows of the clinical
database, `cpms_identity` those of the identity database; neither can connect to the other's, and because neither owns a table
they cannot empty one (TRUNCATE), switch a trigger off or change a definition.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import psycopg
from psycopg import sql

SUPERUSER = "postgres"
OWNER = "cpms_owner"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")

Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True, kw_only=True)
class Zone:
    """One of the two databases: Django's alias, the name on the server, and the role that the site works with."""

    alias: str
    database: str
    role: str


CLINICAL = Zone(alias="default", database="cpms", role="cpms_app")
IDENTITY = Zone(alias="identity", database="cpms_identity", role="cpms_identity")
ZONES = {zone.alias: zone for zone in (CLINICAL, IDENTITY)}
ROLES = (SUPERUSER, OWNER, *(zone.role for zone in ZONES.values()))


def ensure_roles(admin: Connection, passwords: Mapping[str, str]) -> None:
    """Create the roles that are missing; `admin` is a superuser's connection in autocommit."""
    present = {name for (name,) in admin.execute("SELECT rolname FROM pg_roles").fetchall()}
    for role in ROLES:
        if role in present:
            continue
        # The verifier is computed here, so that no log of the server can hold the password.
        verifier = admin.pgconn.encrypt_password(
            passwords[role].encode(), role.encode(), b"scram-sha-256"
        ).decode()
        admin.execute(
            sql.SQL("CREATE ROLE {} LOGIN NOINHERIT PASSWORD {}").format(
                sql.Identifier(role), sql.Literal(verifier)
            )
        )


def ensure_databases(admin: Connection) -> None:
    """Create the databases that are missing and let only their own role in. Repeating it changes nothing."""
    admin.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC")
    present = {name for (name,) in admin.execute("SELECT datname FROM pg_database").fetchall()}
    for zone in ZONES.values():
        name = sql.Identifier(zone.database)
        if zone.database not in present:
            admin.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(name, sql.Identifier(OWNER))
            )
        admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
        admin.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(zone.role))
        )


def open_database(inside: Connection, role: str) -> None:
    """Install the extensions and grant the role the rows of all tables that the owner will ever create.

    `inside` is a superuser's connection to the database itself. TRUNCATE, REFERENCES and TRIGGER are left out on purpose.
    """
    for extension in EXTENSIONS:
        inside.execute(
            sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension))
        )
    for what in ("SELECT, INSERT, UPDATE, DELETE ON TABLES", "SELECT, USAGE ON SEQUENCES"):
        inside.execute(
            sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public GRANT {} TO {}").format(
                sql.Identifier(OWNER), sql.SQL(what), sql.Identifier(role)
            )
        )
