"""Wearing the owner's hat."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from pytest_django import Settings

from cpms.database.owner import as_owner


class TestAsOwner:
    def test_changes_this_thread_only_and_only_inside(self, settings: Settings) -> None:
        settings.OWNER_DATABASES = {"default": {"USER": "cpms_owner"}}
        before = connections["default"].settings_dict["USER"]
        with as_owner(), ThreadPoolExecutor(1) as elsewhere:
            assert connections["default"].settings_dict["USER"] == "cpms_owner"
            assert connections["identity"].settings_dict["USER"] == before
            assert (
                elsewhere.submit(lambda: connections["default"].settings_dict["USER"]).result()
                == before
            )
        assert connections["default"].settings_dict["USER"] == before

    def test_the_hat_is_taken_off_after_an_error(self, settings: Settings) -> None:
        settings.OWNER_DATABASES = {"default": {"USER": "cpms_owner"}}
        before = connections["default"].settings_dict
        with pytest.raises(ZeroDivisionError), as_owner():
            raise ZeroDivisionError
        assert connections["default"].settings_dict is before
