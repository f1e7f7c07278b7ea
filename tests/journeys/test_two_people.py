"""Two people in one section, an impatient one, a broken line and a lost session: not a word is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from cpms.accounts.models import User
from cpms.networks.models import Membership
from cpms.networks.operations import grant_role
from datasets.models import Record
from datasets.models.record import Revision
from tests.factories.cast import NOW, Cast, make_cast
from tests.factories.forms import PATIENT, everything, save, started
from tests.factories.people import UserFactory
from tests.journeys.answering import answer, question
from tests.journeys.conftest import Visit, Visitor

pytestmark = pytest.mark.django_db(databases=["default", "identity"], transaction=True)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def colleague(cast: Cast) -> User:
    user = UserFactory.create(first_name="Bea", last_name="Lindqvist")
    grant_role(
        user=user,
        network=cast.eye.network,
        role=Membership.Role.HEALTH_PROFESSIONAL,
        by=None,
        now=NOW,
    )
    return user


@pytest.fixture
def record(cast: Cast) -> Record:
    """Return a record whose first section was saved once."""
    record = started(cast.eye, everything())
    save(record, PATIENT, {"reasonaa": "First"}, by=cast.eye.clinician)
    return record


def open_section(visitor: Visitor, record: Record, section: str = PATIENT) -> Page:
    assert visitor.go(f"/records/{record.pk}/fill/{section}/") == 200
    return visitor.page


def text_of(page: Page, label: str) -> str:
    return question(page, label).locator("input, textarea").first.input_value()


def wait_until_saved(page: Page) -> None:
    expect(page.locator("[data-save-status]")).to_have_attribute("data-state", "saved")


class TestTwoPeople:
    def test_keep_both_answers_to_different_questions(
        self, visit: Visit, cast: Cast, colleague: User, record: Record
    ) -> None:
        mine, theirs = visit(cast.eye.clinician), visit(colleague)
        open_section(mine, record)
        open_section(theirs, record)
        answer(theirs.page, "Onsetaaa", "12")
        wait_until_saved(theirs.page)
        answer(mine.page, "Storyaaa", "Night blindness.")
        expect(mine.page.get_by_role("alert")).to_contain_text("are saved together")
        mine.page.get_by_role("link", name="Show both").click()
        expect(question(mine.page, "Onsetaaa").locator("input").first).to_have_value("12")
        assert text_of(mine.page, "Storyaaa") == "Night blindness."
        record.refresh_from_db()
        assert (record.answers["onsetaaa"], record.answers["storyaaa"]) == (12, "Night blindness.")

    def test_decide_who_typed_last_when_both_answered_the_same_question(
        self, visit: Visit, cast: Cast, colleague: User, record: Record
    ) -> None:
        mine, theirs = visit(cast.eye.clinician), visit(colleague)
        open_section(mine, record)
        open_section(theirs, record)
        answer(theirs.page, "Reasonaa", "Second opinion on treatment")
        theirs.page.get_by_role("button", name="Save and leave").click()
        theirs.page.wait_for_url(re.compile(rf"{record.pk}/$"))

        page = mine.page
        answer(page, "Reasonaa", "Gene therapy")
        answer(page, "Storyaaa", "Night blindness.")
        expect(page.get_by_role("alert")).to_contain_text("Nothing is lost")
        page.get_by_role("link", name="Compare both versions").click()
        choice = page.get_by_role("group", name="Reasonaa")
        expect(choice).to_contain_text("B. Lindqvist")
        for words in ("Second opinion on treatment", "Gene therapy"):
            expect(choice).to_contain_text(words)
        mine.assert_accessible()
        choice.get_by_role("radio", name="You").check()
        page.get_by_role("button", name="Keep these answers").click()
        page.wait_for_url(f"**/fill/{PATIENT}/")
        assert text_of(page, "Reasonaa") == "Gene therapy"
        assert text_of(page, "Storyaaa") == "Night blindness."

        kept = [revision.changes for revision in Revision.objects.filter(record=record)]
        assert "Second opinion on treatment" in str(kept)

    def test_answer_by_hand_what_autosave_had_not_sent_yet(
        self, visit: Visit, cast: Cast, colleague: User, record: Record
    ) -> None:
        """Lead to the same choice when the button was faster than the autosave."""
        mine = visit(cast.eye.clinician)
        open_section(mine, record)
        save(record, PATIENT, {"reasonaa": "Theirs"}, by=colleague, base=1)
        answer(mine.page, "Reasonaa", "Mine")
        mine.page.get_by_role("button", name="Save and continue").click()
        mine.page.wait_for_url("**/conflicts/**")
        expect(mine.page.get_by_role("group", name="Reasonaa")).to_contain_text("Theirs")
        expect(mine.page.get_by_role("group", name="Reasonaa")).to_contain_text("Mine")


class TestImpatience:
    """The answer is slow, and the button is pressed again."""

    def test_hands_a_record_in_once(self, visit: Visit, cast: Cast, record: Record) -> None:
        visitor = visit(cast.eye.clinician)
        visitor.go(f"/records/{record.pk}/check/")
        assert press_thrice(visitor.page, "Submit the record") == 1
        expect(visitor.page.get_by_text("Submitted").first).to_be_visible()

    def test_starts_one_record(self, visit: Visit, cast: Cast) -> None:
        visitor = visit(cast.eye.clinician)
        visitor.go(f"/forms/{cast.eye.form.pk}/records/")
        assert press_thrice(visitor.page, "Start a new record") == 1
        assert Record.objects.filter(version__page_id=cast.eye.form.pk).count() == 2


def press_thrice(page: Page, button: str) -> int:
    """Press a button three times before the server answers; return how often it was asked."""
    asked: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            asked.append(route)
        else:
            route.continue_()

    page.route("**/*", hold)
    box = page.get_by_role("button", name=button).bounding_box()
    assert box
    for _ in range(3):
        page.mouse.click(box["x"] + 10, box["y"] + 10)
        page.wait_for_timeout(150)
    before = page.url
    asked[-1].continue_()
    page.wait_for_url(lambda url: url != before)
    return len(asked)


def test_what_is_typed_without_a_connection_is_saved_when_it_is_back(
    visit: Visit, cast: Cast, record: Record
) -> None:
    visitor = visit(cast.eye.clinician)
    page = open_section(visitor, record)
    page.context.set_offline(True)
    answer(page, "Storyaaa", "Typed in the lift.")
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("There is no connection")
    expect(page.locator("[data-save-status]")).to_have_text("Not saved: no connection")
    page.context.set_offline(False)
    wait_until_saved(page)
    expect(notice).to_have_count(0)
    record.refresh_from_db()
    assert record.answers["storyaaa"] == "Typed in the lift."
    visitor.complaints[:] = [each for each in visitor.complaints if "ERR_INTERNET" not in each]


def test_text_stays_when_the_session_ends_and_is_saved_after_signing_in_again(
    visit: Visit, cast: Cast, record: Record
) -> None:
    visitor = visit(cast.eye.clinician)
    page = open_section(visitor, record)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    answer(page, "Storyaaa", "Typed after an hour at the microscope.")
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("You are signed out")
    assert text_of(page, "Storyaaa") == "Typed after an hour at the microscope."
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    notice.get_by_role("button", name="Save now").click()
    wait_until_saved(page)
    expect(notice).to_have_count(0)
    record.refresh_from_db()
    assert record.answers["storyaaa"] == "Typed after an hour at the microscope."
