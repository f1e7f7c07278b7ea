"""Two databases for each test process, cloned from templates that are migrated once per state of the migrations.

The templates are made as in production: the owner runs the migrations, the site's roles are granted rows only. The tests
themselves connect as the superuser, who may create databases and put rows back past every trigger.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase
from psycopg import sql
from pytest_django import DjangoDbBlocker

from cpms.database.roles import OWNER, ROLES, ZONES, Connection, ensure_roles, open_database
from cpms.database.schema import migrations_key

# How long a property test takes says nothing here: machines are shared. `make soak` asks for the long run.
hypothesis.settings.register_profile("check", deadline=None)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=5_000)
hypothesis.settings.load_profile("check")

LOCK = 815  # any number: one process builds the templates, the others wait


def pytest_configure(config: pytest.Config) -> None:
    """Start the tests' own server; nothing to start with DATABASE_URL, whose user must be a superuser."""
    server = settings.EMBEDDED_POSTGRES
    if server is not None:
        server.start()
        config.add_cleanup(server.stop)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder with published dictionaries and messages; without it the tests that read them are skipped."""
    folder: Path = settings.CORPORA
    if not folder.is_dir():
        pytest.skip(
            f"There is no {folder}: set CPMS_SHARED to the folder with the published dictionaries."
        )
    return folder


@pytest.fixture(scope="session")
def database_templates(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
) -> dict[str, tuple[str, str]]:
    """Return for each alias the template's name and the name of this process' own database."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "gw")
    names = {
        alias: (f"template_{alias}_{migrations_key()}", f"test_{alias}_{worker}")
        for alias in settings.DATABASES
    }
    with django_db_blocker.unblock(), _administer() as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        ensure_roles(admin, {role: secrets.token_urlsafe() for role in ROLES})
        for alias, (template, _) in names.items():
            _ensure_template(admin, alias, template)
    return names


@pytest.fixture(scope="session")
def django_db_setup(
    database_templates: dict[str, tuple[str, str]], django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Point both aliases at fresh clones, and make transactional tests put every row back."""
    restore: dict[str, str] = {}

    def put_rows_back(self: TransactionTestCase) -> None:
        for alias in set(restore).intersection(self.databases):
            with connections[alias].cursor() as cursor:
                cursor.execute(restore[alias])

    with django_db_blocker.unblock(), _administer() as admin:
        for alias, (template, name) in database_templates.items():
            _drop(admin, name)
            admin.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )
            _use(alias, name)
            restore[alias] = _statement_that_puts_rows_back(connections[alias])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", put_rows_back)
        yield
    with django_db_blocker.unblock(), _administer() as admin:
        for alias, (_, name) in database_templates.items():
            connections[alias].close()
            _drop(admin, name)


@pytest.fixture
def as_site_role() -> Callable[[str], AbstractContextManager[None]]:
    """Return a context in which a database is used with the rights of the site, instead of those of the tests.

    `with as_site_role("default"), pytest.raises(ProgrammingError): ...` shows that the site may not do something.
    """

    @contextmanager
    def as_role(alias: str) -> Iterator[None]:
        connection = connections[alias]
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {ZONES[alias].role}")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")

    return as_role


def _administer() -> Connection:
    parameters = connections["default"].get_connection_params()
    keys = ("host", "port", "user", "password", "passfile", "sslmode", "sslrootcert")
    known = {key: parameters[key] for key in keys if key in parameters}
    return psycopg.connect(**known, dbname="postgres", autocommit=True)


def _inside(name: str) -> Connection:
    admin = _administer()
    inside: Connection = psycopg.connect(
        admin.info.dsn, password=admin.info.password, dbname=name, autocommit=True
    )
    admin.close()
    return inside


def _ensure_template(admin: Connection, alias: str, template: str) -> None:
    """Migrate as the owner under another name and rename in the end: a killed run leaves no half template."""
    names = [str(name) for (name,) in admin.execute("SELECT datname FROM pg_database").fetchall()]
    if template in names:
        return
    prefix = template.rsplit("_", 1)[0]
    for stale in (name for name in names if name.startswith(prefix)):
        _drop(admin, stale)
    building = f"{prefix}_building"
    admin.execute(
        sql.SQL("CREATE DATABASE {} OWNER {}").format(
            sql.Identifier(building), sql.Identifier(OWNER)
        )
    )
    with _inside(building) as inside:
        open_database(inside, ZONES[alias].role)
    _use(alias, building)
    options = connections[alias].settings_dict["OPTIONS"]
    options["options"] = f"-c role={OWNER}"
    call_command("migrate", database=alias, interactive=False, verbosity=0)
    connections[alias].close()
    del options["options"]
    admin.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(building), sql.Identifier(template)
        )
    )


def _use(alias: str, name: str) -> None:
    connections[alias].close()
    settings.DATABASES[alias]["NAME"] = name
    connections[alias].settings_dict["NAME"] = name


def _drop(admin: Connection, name: str) -> None:
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _statement_that_puts_rows_back(connection: BaseDatabaseWrapper) -> str:
    """Return one batch that makes every table and sequence what the migrations left.

    Django would TRUNCATE: 430 ms instead of 6, stopped by the triggers of frozen tables, and Wagtail's root page, locale and
    collection would be gone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        cursor.execute("CREATE SCHEMA seed")
        seeded = []
        for table in tables:
            cursor.execute(f"SELECT EXISTS (SELECT FROM public.{table})")
            if cursor.fetchone() == (True,):
                cursor.execute(f"CREATE TABLE seed.{table} AS TABLE public.{table}")
                seeded.append(table)
        columns = {table: _columns_to_write(connection, table) for table in seeded}
        cursor.execute(
            "SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE schemaname = 'public'"
        )
        sequences = cursor.fetchall()
    return ";".join(
        [
            "BEGIN",
            "SET LOCAL session_replication_role = replica",  # no triggers and no foreign keys
            *(f"DELETE FROM public.{table}" for table in tables),
            *(
                f"INSERT INTO public.{table} ({columns[table]}) OVERRIDING SYSTEM VALUE"
                f" SELECT {columns[table]} FROM seed.{table}"
                for table in seeded
            ),
            *(
                f"SELECT setval('public.{name}', {value or 1}, {'true' if value else 'false'})"
                for name, value in sequences
            ),
            "COMMIT",
        ]
    )


def _columns_to_write(connection: BaseDatabaseWrapper, table: str) -> str:
    """Return the columns except generated ones, which the database fills in."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute "
            "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
            [f"public.{table}"],
        )
        (columns,) = cursor.fetchone()
    return str(columns)
