"""Knowing without a walk through all migrations that a database is up to date."""

import pytest
from django.db import connections

from cpms.database.roles import OWNER
from cpms.database.schema import is_migrated, migrations_key, stamp_migrations


@pytest.mark.django_db(databases=["default", "identity"])
class TestIsMigrated:
    @pytest.mark.parametrize("alias", ["default", "identity"])
    def test_a_complete_migration_leaves_its_stamp(self, alias: str) -> None:
        assert is_migrated(alias)

    @pytest.mark.parametrize("comment", ["'000000000000'", "NULL"])
    def test_another_or_no_stamp_is_not_enough(self, comment: str) -> None:
        connection = connections["default"]
        with connection.cursor() as cursor:
            cursor.execute(f"COMMENT ON TABLE django_migrations IS {comment}")
        assert not is_migrated("default")
        stamp_migrations(connection)
        assert is_migrated("default")

    def test_an_empty_database_is_not_migrated(self) -> None:
        with connections["identity"].cursor() as cursor:
            cursor.execute("DROP TABLE django_migrations")
        assert not is_migrated("identity")


@pytest.mark.django_db(databases=["default", "identity"])
class TestMigratedDatabases:
    def test_the_identity_database_holds_no_clinical_table(self) -> None:
        with connections["identity"].cursor() as cursor:
            cursor.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
            )
            assert [name for (name,) in cursor.fetchall()] == [
                "django_migrations",
                "identity_consentsigner",
                "identity_patientidentity",
            ]

    @pytest.mark.parametrize("alias", ["default", "identity"])
    def test_the_owner_owns_every_table(self, alias: str) -> None:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
            assert cursor.fetchall() == [(OWNER,)]

    def test_the_site_may_neither_truncate_nor_disable_triggers_on_any_table(self) -> None:
        with connections["default"].cursor() as cursor:
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND ("
                "NOT has_table_privilege('cpms_app', oid, 'SELECT')"
                " OR has_table_privilege('cpms_app', oid, 'TRUNCATE, TRIGGER, REFERENCES'))"
            )
            assert cursor.fetchall() == []


def test_the_key_names_the_state_of_all_migrations() -> None:
    assert len(migrations_key()) == 12
