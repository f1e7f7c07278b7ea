"""Who gets a stream at all. How it flows is in `stream/test_site.py`."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.people import UserFactory


@pytest.mark.django_db
class TestStream:
    def test_is_refused_to_nobody(self) -> None:
        answer = Client().get("/stream/")
        assert (answer.status_code, answer.content) == (403, b"Sign in first.")

    def test_is_not_offered_where_pages_alone_are_served(self) -> None:
        client = Client()
        client.force_login(UserFactory.create())
        assert client.get("/stream/").status_code == 204

    def test_is_only_read(self) -> None:
        client = Client()
        client.force_login(UserFactory.create())
        assert client.post("/stream/").status_code == 405
