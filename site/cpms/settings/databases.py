"""The two databases, from addresses or embedded; nothing is started or written here."""

from collections.abc import Mapping
from typing import Any

from cpms.database.embedded import EmbeddedPostgres
from cpms.database.roles import OWNER, SUPERUSER, ZONES
from cpms.settings.addresses import Address
from cpms.settings.environment import Environment

Databases = dict[str, dict[str, Any]]

# Page threads live as long as the site: a connection of their own saves 5 ms of each request.
KEPT = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def embedded_postgres(
    environment: Environment, name: str = "pg", *, durable: bool = True
) -> EmbeddedPostgres | None:
    """Return the server that comes along, not started; None when the databases are elsewhere."""
    if environment.databases:
        return None
    return EmbeddedPostgres(environment.var / name, durable=durable)


def databases_of(environment: Environment, server: EmbeddedPostgres | None) -> Databases:
    """Return Django's DATABASES with the roles that the site works with."""
    if server is None:
        return {alias: _at(address) | KEPT for alias, address in environment.databases.items()}
    return {
        alias: _embedded(server, name=zone.database, user=zone.role) | KEPT
        for alias, zone in ZONES.items()
    }


def owner_databases_of(environment: Environment, server: EmbeddedPostgres | None) -> Databases:
    """Return what differs when the owner of the tables connects; empty when the site's own role owns them."""
    if server is None:
        return {alias: _at(address) for alias, address in environment.owner_databases.items()}
    # A power cut may take back the last migrations, which then run again; waiting for the disk 260 times helps nobody.
    options = {"passfile": str(server.passwords), "options": "-c synchronous_commit=off"}
    return {alias: {"USER": OWNER, "CONN_MAX_AGE": 0, "OPTIONS": options} for alias in ZONES}


def test_databases_of(environment: Environment, server: EmbeddedPostgres | None) -> Databases:
    """Return DATABASES for tests, which connect as a superuser: they create databases and restore them past triggers."""
    if server is None:
        return {alias: _at(address) for alias, address in environment.databases.items()}
    return {alias: _embedded(server, name="postgres", user=SUPERUSER) for alias in ZONES}


def _at(address: Address) -> dict[str, Any]:
    return _database(
        name=address.name,
        user=address.user,
        password=address.password,
        host=address.host,
        port=address.port,
        options=address.options,
    )


def _embedded(server: EmbeddedPostgres, *, name: str, user: str) -> dict[str, Any]:
    options = {"passfile": str(server.passwords)}
    return _database(
        name=name, user=user, password="", host=str(server.socket), port="", options=options
    )


def _database(
    *, name: str, user: str, password: str, host: str, port: str, options: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "OPTIONS": dict(options),
    }
