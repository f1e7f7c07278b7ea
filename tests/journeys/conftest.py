"""A real browser before a real server.

These tests have a process of their own: the browser's driver leaves an event loop behind, after which nothing else may start one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Response,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from cpms.accounts.models import User

AXE = Path(__file__).parents[2] / "site/client/node_modules/axe-core/axe.min.js"
# Colours on their way from one theme to the other have no contrast to measure.
SETTLED = """() => document.getAnimations()
    .filter(each => each.effect.getComputedTiming().endTime !== Infinity)
    .forEach(each => each.finish())"""
PICTURES = settings.ENVIRONMENT.var / "journeys"
PATIENCE = 15_000  # milliseconds
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium; where it is missing CI fails and other machines skip."""
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)), None)
    if chromium is None:
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop("Chromium is missing: apt-get install chromium")
    arguments = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv(
            "DJANGO_ALLOW_ASYNC_UNSAFE", "true"
        )  # the test's own queries run beside the driver's loop
        with playwright.chromium.launch(executable_path=chromium, args=arguments) as launched:
            yield launched


class Visitor:
    """Somebody at a browser: their pages, and everything that the browser complained about."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.address = address
        self.response: Response | None = None
        self.complaints: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _console(self, message: object) -> None:
        kind, text = getattr(message, "type", ""), getattr(message, "text", "")
        if (
            kind == "error" and "status of 4" not in text
        ):  # an answer that refuses is no fault of the page
            self.complaints.append(f"{self.page.url}: {text}")

    def go(self, path: str) -> int:
        """Open an address of the site; return the status."""
        self.response = self.page.goto(f"{self.address}{path}")
        return self.response.status if self.response else 0

    def leave(self) -> None:
        """Leave Wagtail's editor, which tells the server so: it must hear that before the test's rows go."""
        if "/cms/" not in self.page.url:
            return
        self.page.once("dialog", lambda dialog: dialog.accept())
        self.page.goto("about:blank")
        self.page.wait_for_timeout(300)

    def assert_accessible(self, *, below: str = "body") -> None:
        """Run axe on what is shown. It comes in through the debugger: the policy under test stays in force."""
        self.page.evaluate(
            SETTLED
        )  # while colours change from light to dark, none of them is the one that stays
        self.page.evaluate(SETTLED)
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        found = self.page.evaluate("below => axe.run(below, {resultTypes: ['violations']})", below)
        faults = [
            f"{each['id']}: {node['html']}"
            for each in found["violations"]
            for node in each["nodes"]
        ]
        assert not faults, f"{self.page.url}: {faults}"

    def assert_strict_policy(self) -> None:
        """Whatever was opened last may load nothing but our own files, and no script that stands in the page."""
        headers = self.response.all_headers() if self.response else {}
        policy = [each.strip() for each in headers["content-security-policy"].split(";")]
        assert {"default-src 'self'", "script-src 'self'", "style-src 'self'"} <= set(policy)
        assert "unsafe" not in headers["content-security-policy"]

    def assert_fits(self) -> None:
        """Nothing makes the page scroll sideways."""
        assert self.page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), f"{self.page.url} scrolls sideways"


class Visit(Protocol):
    """What the fixture `visit` returns."""

    def __call__(self, user: User | None, *, script: bool = True) -> Visitor:
        """Return somebody at a browser of their own; without `script` it runs none."""
        ...


@pytest.fixture
def visit(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer
) -> Iterator[Visit]:
    """Return a function that gives somebody a browser, signed in; the browsers' complaints fail the test.

    What stood on the screens when a test failed is kept as pictures in var/journeys.
    """
    failed_before = request.session.testsfailed
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def start(user: User | None, *, script: bool = True) -> Visitor:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, locale="en-GB", java_script_enabled=script
        )
        contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies(
                [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
            )
        visitors.append(Visitor(context, live_server.url))
        return visitors[-1]

    yield start
    for number, visitor in enumerate(
        visitors if request.session.testsfailed > failed_before else ()
    ):
        visitor.page.screenshot(path=PICTURES / f"{request.node.name}-{number}.png", full_page=True)
    for visitor in visitors:
        visitor.leave()
    for context in contexts:
        context.close()
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []


@pytest.fixture(autouse=True)
def _uploads(settings: object, tmp_path: Path) -> None:
    settings.UPLOAD_ROOT = tmp_path / "uploads"  # type: ignore[attr-defined]
