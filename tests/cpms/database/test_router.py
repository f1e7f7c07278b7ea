"""Which database a model belongs to."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from pytest_django import Settings

from cpms.database.router import ZoneRouter


@pytest.fixture(autouse=True)
def identity_holds_sessions(settings: Settings) -> None:
    """Pretend that sessions are identity: any model without foreign keys will do."""
    settings.IDENTITY_APPS = frozenset({"sessions"})


class TestZoneRouter:
    def test_reads_and_writes_each_model_in_its_own_zone(self) -> None:
        router = ZoneRouter()
        assert router.db_for_read(Session) == router.db_for_write(Session) == "identity"
        assert (
            router.db_for_read(get_user_model())
            == router.db_for_write(get_user_model())
            == "default"
        )

    def test_migrates_each_app_in_one_zone_only(self) -> None:
        router = ZoneRouter()
        assert router.allow_migrate("identity", "sessions")
        assert not router.allow_migrate("default", "sessions")
        assert router.allow_migrate("default", "auth", model_name="user")
        assert not router.allow_migrate("identity", "auth", model_name="user")

    def test_refuses_a_foreign_key_across_the_zones(self) -> None:
        router = ZoneRouter()
        assert not router.allow_relation(Session(), get_user_model()())
        assert router.allow_relation(get_user_model()(), get_user_model()())
        assert router.allow_relation(Session(), Session())
