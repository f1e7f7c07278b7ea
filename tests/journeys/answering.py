"""Filling in a page as a person does: by the words of the question."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect


def question(page: Page | Locator, label: str) -> Locator:
    """Return the group of a question whose words begin with the label."""
    begins = re.compile(rf"^\s*{re.escape(label)}")
    return page.locator("[data-type]:visible").filter(has_text=begins).first


def answer(page: Page | Locator, label: str, value: str) -> None:
    """Answer a question of any kind; options and terms are chosen by their words."""
    group = question(page, label)
    match group.get_attribute("data-type"):
        case "boolean" | "choice":
            choose(group, value)
        case "coded_term":
            find_term(group, value)
        case _:
            group.locator("input:visible, textarea:visible").first.fill(value)


def choose(group: Locator, value: str) -> None:
    """Choose an option from buttons, a list or a search."""
    if group.locator("input[type=radio]").count():
        group.get_by_label(value, exact=True).check()
    elif group.locator("select:visible").count():
        group.locator("select:visible").first.select_option(label=value)
    else:
        find_term(group, value)


def find_term(group: Locator, value: str) -> None:
    """Type part of a term and take the first one offered."""
    box = group.get_by_role("combobox")
    box.click()
    box.fill("")
    box.press_sequentially(value, delay=5)
    offered = group.page.get_by_role("option", name=value)
    expect(offered.first).to_be_visible()
    offered.first.click()


def go_on(page: Page) -> None:
    """Save and continue; wait for the next page."""
    before = page.url
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url(lambda url: url != before)
