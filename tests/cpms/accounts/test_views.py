"""Signing in and out in the browser."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from cpms.accounts.models import User
from cpms.accounts.operations import FREE_ATTEMPTS
from tests.factories.networks import ensure_home
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    ensure_home()
    return UserFactory.create(username="anna", open_to_one_click=True)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


class TestSignIn:
    """User name and password."""

    def test_leads_to_the_page_that_was_asked_for(self, client: Client, anna: User) -> None:
        answer = client.post(
            "/sign-in/", {"username": "anna", "password": PASSWORD, "next": "/records/"}
        )
        assert (answer.status_code, answer["Location"]) == (302, "/records/")
        assert is_signed_in(client)

    @pytest.mark.parametrize(
        "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:x"]
    )
    def test_leads_nowhere_else(self, client: Client, anna: User, elsewhere: str) -> None:
        answer = client.post(
            "/sign-in/", {"username": "anna", "password": PASSWORD, "next": elsewhere}
        )
        assert answer["Location"] == "/"

    def test_says_why_not(self, client: Client, anna: User) -> None:
        answer = client.post("/sign-in/", {"username": "anna", "password": "wrong"})
        assert answer.status_code == 422
        assert "do not belong together" in answer.content.decode()
        assert not is_signed_in(client)

    def test_says_when_to_try_again(self, client: Client, anna: User) -> None:
        for _attempt in range(FREE_ATTEMPTS):
            client.post("/sign-in/", {"username": "anna", "password": "wrong"})
        answer = client.post("/sign-in/", {"username": "anna", "password": PASSWORD})
        assert "Too many attempts" in answer.content.decode()
        assert not is_signed_in(client)

    @pytest.mark.parametrize("address", ["/cms/login/", "/_util/login/"])
    def test_is_the_only_way_in(self, client: Client, anna: User, address: str) -> None:
        answer = client.post(f"{address}?next=/cms/", {"username": "anna", "password": PASSWORD})
        assert answer["Location"] == "/sign-in/?next=/cms/"
        assert not is_signed_in(client)


class TestSignInAs:
    """One click, in the demo and at its own computer only."""

    def test_enters(self, client: Client, anna: User, settings: Settings) -> None:
        settings.PROFILE = "demo"
        assert "anna" in client.get("/sign-in/").content.decode()
        assert client.post("/sign-in/as/anna/").status_code == 302
        assert is_signed_in(client)

    @pytest.mark.parametrize(
        ("profile", "circumstances"),
        [
            ("production", {}),
            ("training", {}),
            ("demo", {"REMOTE_ADDR": "192.0.2.7"}),
            ("demo", {"REMOTE_ADDR": ""}),
            ("demo", {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}),
        ],
    )
    def test_is_not_there(
        self,
        client: Client,
        anna: User,
        settings: Settings,
        profile: str,
        circumstances: dict[str, str],
    ) -> None:
        settings.PROFILE = profile
        assert "ERN-EYE" not in client.get("/sign-in/", **circumstances).content.decode()  # type: ignore[arg-type]
        assert client.post("/sign-in/as/anna/", **circumstances).status_code == 404  # type: ignore[arg-type]
        assert not is_signed_in(client)

    def test_wants_a_post(self, client: Client, anna: User, settings: Settings) -> None:
        settings.PROFILE = "demo"
        assert client.get("/sign-in/as/anna/").status_code == 405

    def test_enters_no_account_outside_the_demo(
        self, client: Client, anna: User, settings: Settings
    ) -> None:
        settings.PROFILE = "demo"
        UserFactory.create(username="real")
        assert client.post("/sign-in/as/real/").status_code == 404


class TestSignOut:
    """Leaving."""

    def test_leaves(self, client: Client, anna: User) -> None:
        client.force_login(anna)
        assert client.post("/sign-out/")["Location"] == "/"
        assert not is_signed_in(client)

    def test_wants_a_post(self, client: Client, anna: User) -> None:
        client.force_login(anna)
        assert client.get("/sign-out/").status_code == 405
        assert is_signed_in(client)
