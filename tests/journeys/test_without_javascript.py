"""The whole way of a clinician in a browser that runs no script: slower, and nothing is out of reach."""

from __future__ import annotations

from io import BytesIO

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect
from pypdf import PdfReader

from datasets.models import Record
from tests.factories.cast import Cast, make_cast
from tests.factories.forms import add_term, everything, publish
from tests.journeys.answering import answer, go_on, question
from tests.journeys.conftest import Visit, Visitor

LETTER = FilePayload(
    name="letter.txt", mimeType="text/plain", buffer=b"Dear colleague, please advise."
)

pytestmark = pytest.mark.django_db(databases=["default", "identity"], transaction=True)


@pytest.fixture
def cast() -> Cast:
    add_term("791", "Retinitis pigmentosa", "RP")
    add_term("886", "Usher syndrome", "Retinitis pigmentosa with deafness")
    add_term("827", "Stargardt disease")
    return make_cast()


def test_a_record_from_its_start_to_its_pdf(visit: Visit, cast: Cast) -> None:
    form = publish(cast.eye, everything(), "Consultation")
    visitor = visit(cast.eye.clinician, script=False)
    page = visitor.page
    start(visitor)
    record = Record.objects.get(version__page_id=form.pk)

    fill_the_first_page(page)
    choose_the_term(page)
    expect(page.get_by_role("heading", level=1, name="Family01")).to_be_visible()

    add_and_remove_relatives(page)
    page.get_by_role("button", name="Back").click()
    expect(question(page, "Reasonaa").locator("input")).to_have_value("Second opinion")
    expect(page.get_by_text("letter.txt")).to_be_visible()
    page.get_by_role("button", name="Save and leave").click()
    expect(page.get_by_text("Usher syndrome (ORPHA 886)")).to_be_visible()
    expect(page.get_by_text("Brother")).to_be_visible()

    page.get_by_role("link", name="Fill in Closing1").click()
    answer(page, "Adviceaa", "Gene panel")
    go_on(page)
    expect(page.get_by_role("heading", name="Ready to submit")).to_be_visible()
    page.get_by_role("button", name="Submit the record").click()
    expect(page.get_by_text("Submitted").first).to_be_visible()

    record.refresh_from_db()
    assert record.state == Record.State.SUBMITTED
    assert record.submission.answers["diseasea"]["code"] == "886"
    assert [row["kinshipa"] for row in record.submission.answers["relative"]] == ["Brother"]
    read_the_pdf(visitor, record)


def start(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/forms/")
    page.get_by_role("link", name="Consultation", exact=True).click()
    page.get_by_role("button", name="Start a new record").click()
    expect(page.get_by_role("heading", level=1, name="Patient1")).to_be_visible()


def fill_the_first_page(page: Page) -> None:
    """Give every kind of answer; one term is ambiguous and one number is none."""
    answer(page, "Reasonaa", "Second opinion")
    answer(page, "Onsetaaa", "twelve")
    answer(page, "Familial", "Yes")
    answer(page, "Severity", "SEVERE")
    question(page, "Signsaaa").get_by_label("NYSTAGMUS").check()
    answer(page, "Seenaaaa", "2026-03-02")
    question(page, "Diseasea").locator("input[type=text]").fill("retinitis")
    question(page, "Letteraa").locator("input[type=file]").set_input_files(LETTER)
    answer(page, "Storyaaa", "Night blindness since childhood.")
    page.get_by_role("button", name="Save and continue").click()


def choose_the_term(page: Page) -> None:
    """See both errors on top, what was typed, and the terms on offer; put both right."""
    summary = page.locator(".govuk-error-summary")
    expect(summary.get_by_role("link")).to_have_count(2)
    expect(question(page, "Onsetaaa").locator("input")).to_have_value("twelve")
    answer(page, "Onsetaaa", "12")
    offered = question(page, "Diseasea").get_by_role("radio")
    expect(offered).to_have_count(2)
    question(page, "Diseasea").get_by_label("Usher syndrome").check()
    go_on(page)


def add_and_remove_relatives(page: Page) -> None:
    """Add three rows, one of them inside another, and remove the first; what was typed stays."""
    page.get_by_role("button", name="Add Relative").click()
    answer(row(page, 1), "Kinshipa", "Mother")
    page.get_by_role("button", name="Add Relative").click()
    answer(row(page, 2), "Kinshipa", "Brother")
    row(page, 2).get_by_role("button", name="Add Variants").click()
    answer(row(page, 2), "Geneaaaa", "USH2A")
    page.get_by_role("button", name="Remove Relative 1").click()
    expect(question(row(page, 1), "Kinshipa").locator("input")).to_have_value("Brother")
    expect(question(row(page, 1), "Geneaaaa").locator("input")).to_have_value("USH2A")
    expect(page.get_by_text("Mother")).to_have_count(0)


def row(page: Page, number: int) -> Locator:
    return page.get_by_role("group", name=f"Relative {number}")


def read_the_pdf(visitor: Visitor, record: Record) -> None:
    response = visitor.page.request.get(f"{visitor.address}/records/{record.pk}/pdf/")
    assert response.status == 200
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(response.body())).pages)
    for words in ("Second opinion", "Usher syndrome", "Brother", "USH2A", "letter.txt"):
        assert words in text
