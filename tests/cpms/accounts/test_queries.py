"""Finding people."""

from __future__ import annotations

import pytest

from cpms.accounts.queries import find_person
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


class TestFindPerson:
    """By what only those know who know the person."""

    @pytest.mark.parametrize("words", ["h.vasseur", "H.VASSEUR", "Helene@Example.org"])
    def test_takes_the_whole_user_name_or_address_whatever_the_case(self, words: str) -> None:
        person = UserFactory.create(username="h.vasseur", email="helene@example.org")
        UserFactory.create()
        assert find_person(words) == person

    @pytest.mark.parametrize("words", ["", "vasseur", "h.vass", "%", "h_vasseur", "example.org"])
    def test_takes_no_part_and_no_pattern(self, words: str) -> None:
        UserFactory.create(username="h.vasseur", email="helene@example.org", last_name="Vasseur")
        assert find_person(words) is None

    def test_finds_nobody_where_two_fit(self) -> None:
        UserFactory.create(username="both@example.org", email="first@example.org")
        UserFactory.create(email="both@example.org")
        assert find_person("both@example.org") is None
