"""Choosing the network to work in."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.networks import MembershipFactory, NetworkFactory

pytestmark = pytest.mark.django_db


class TestChoose:
    """One's own networks only."""

    def test_is_remembered(self, client: Client) -> None:
        first = MembershipFactory.create()
        second = MembershipFactory.create(user=first.user)
        client.force_login(first.user)
        client.post(f"/networks/{second.network.key}/choose/")
        frame = client.get("/").context
        assert frame["network"] == second.network
        assert list(frame["networks"]) == [first.network, second.network]

    def test_is_not_for_another_network(self, client: Client) -> None:
        client.force_login(MembershipFactory.create().user)
        answer = client.post(f"/networks/{NetworkFactory.create().key}/choose/")
        assert answer.status_code == 404
