"""Which content security policy goes with which page."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import ResolverMatch

from cpms.web import PREVIEWS, ContentSecurityPolicy

LOOSE = "'unsafe-inline'"


def policy_for(path: str, url_name: str) -> str:
    """Return the policy of an answer to this path, whose view has this name."""
    request = RequestFactory().get(path)
    request.resolver_match = ResolverMatch(lambda: None, (), {}, url_name)
    middleware = ContentSecurityPolicy(lambda request: HttpResponse())
    answer = middleware(request)
    assert isinstance(answer, HttpResponse)
    return answer.headers["Content-Security-Policy"]


class TestContentSecurityPolicy:
    @pytest.mark.django_db
    @pytest.mark.parametrize(
        ("path", "is_loose"), [("/", False), ("/cms/login/", True), ("/nowhere/", False)]
    )
    def test_is_strict_everywhere_but_in_the_editor(
        self, client: Client, path: str, *, is_loose: bool
    ) -> None:
        policy = client.get(path).headers["Content-Security-Policy"]
        assert (LOOSE in policy) == is_loose
        for directive in (
            "default-src 'self'",
            "object-src 'none'",
            "frame-ancestors 'self'",
            "base-uri 'self'",
        ):
            assert directive in policy

    @pytest.mark.parametrize("name", sorted(PREVIEWS))
    def test_a_preview_in_the_editor_is_as_strict_as_the_page(self, name: str) -> None:
        assert LOOSE not in policy_for("/cms/pages/3/edit/preview/", name)
        assert LOOSE in policy_for("/cms/pages/3/edit/", "edit")

    def test_a_path_that_only_looks_like_the_editor_is_strict(self) -> None:
        assert LOOSE not in policy_for("/cms-manual/", "wagtail_serve")
