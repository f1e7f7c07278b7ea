"""A database says which profile it belongs to."""

import pytest
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pytest_django import Settings

from cpms.database import profile
from cpms.database.profile import profile_of, stamp_profile
from cpms.database.refusal import StartRefused


@pytest.mark.django_db(databases=["default", "identity"])
class TestProfile:
    def test_a_fresh_database_belongs_to_nobody_and_then_to_the_first(
        self, settings: Settings
    ) -> None:
        connection = connections["default"]
        assert profile_of(connection) is None
        settings.PROFILE = "training"
        stamp_profile(connection)
        stamp_profile(connection)
        assert profile_of(connection) == "training"

    @pytest.mark.parametrize("alias", ["default", "identity"])
    def test_the_database_of_another_profile_is_refused_with_its_name(
        self, settings: Settings, alias: str
    ) -> None:
        settings.PROFILE = "training"
        stamp_profile(connections[alias])
        settings.PROFILE = "production"
        with pytest.raises(
            StartRefused, match="belongs to the profile training, and this is production"
        ) as refusal:
            stamp_profile(connections[alias])
        assert connections[alias].settings_dict["NAME"] in str(refusal.value)


class TestUnreachable:
    def test_a_database_that_does_not_answer_is_one_sentence(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(connection: BaseDatabaseWrapper) -> None:
            raise OperationalError("connection failed: no such host\nIs the server running?")

        monkeypatch.setattr(profile, "refuse_other_profile", refuse)
        with pytest.raises(
            StartRefused, match=r"cannot be reached: connection failed: no such host$"
        ):
            profile.refuse_databases_of_other_profiles()
