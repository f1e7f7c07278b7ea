"""Accounts: names, and what is only once."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from cpms.accounts.models import User
from tests.factories.people import UserFactory


class TestDisplayName:
    """People as colleagues write them."""

    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ({"title": "Dr", "first_name": "Anna", "last_name": "Nowak"}, "Dr A. Nowak"),
            ({"title": "", "first_name": "Élodie", "last_name": "Roux"}, "É. Roux"),
            ({"first_name": "", "last_name": "Nowak"}, "Nowak"),
            ({"username": "anna"}, "anna"),
        ],
    )
    def test_leaves_out_what_is_not_known(self, values: dict[str, str], expected: str) -> None:
        assert User(**values).display_name == expected


@pytest.mark.django_db
class TestUser:
    """One person, one account."""

    def test_has_an_e_mail_address_of_its_own_whatever_the_case(self) -> None:
        UserFactory.create(email="anna@example.org")
        with pytest.raises(IntegrityError, match="email_once"):
            UserFactory.create(email="Anna@Example.org")

    def test_has_a_user_name_of_its_own_whatever_the_case(self) -> None:
        UserFactory.create(username="anna", email="other@example.org")
        with pytest.raises(IntegrityError, match="username_once"):
            UserFactory.create(username="Anna")
