"""From a published dictionary to a record that was handed in: designer, coordinator, clinician, and a stranger."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from datasets.models import DatasetPage, FormVersion, Record
from datasets.operations.terminology import load_terminology
from datasets.terminology.sources import sources
from forms_engine.definition.tree import fields
from tests.factories.cast import Cast, make_cast
from tests.journeys.answering import answer, go_on, question
from tests.journeys.conftest import Visit, Visitor

DICTIONARY = "corpora/rarelink/rarelink_cdm_datadictionary_v2_0_7.csv"
NOW = datetime(2026, 1, 6, 9, tzinfo=UTC)
LABEL = "Sex at birth, as recorded"

REST = (
    (
        "Rarelink 4 care pathway",
        [("4.3 Encounter Status", "Finished"), ("4.4 Encounter Class", "Inpatient")],
    ),
    (
        "Rarelink 5 disease",
        [
            ("Please choose the encoding of the disease", "ORDO"),
            ("5.1 Disease [ORDO]", "Retinitis pigmentosa"),
        ],
    ),
    (
        "Rarelink 6 2 phenotypic feature",
        [("6.2.1 Phenotypic Feature", "Nyctalopia"), ("6.2.2 Status", "Confirmed present")],
    ),
    (
        "Rarelink 6 3 measurements",
        [
            ("6.3.0A Category", "Vital Signs"),
            ("6.3.0B Status", "Final"),
            ("6.3.1A Vital Signs Panel", "Body Height [cm]"),
            ("6.3.2 Value", "172,5"),
            ("6.3.5 Time Observed", "2026-03-02"),
        ],
    ),
    (
        "Rarelink 6 4 family history",
        [
            ("6.4.0 Pseudonym", "EYE-0001-M"),
            ("6.4.4 Family Member Relationship", "Natural mother"),
            ("6.4.5 Family Member Record Status", "Completed"),
        ],
    ),
    (
        "Rarelink 7 consent",
        [
            ("7.1 Consent Status", "Active"),
            ("7.3 Health Policy Monitoring", "None"),
            ("7.4 Agreement to be contacted", "Yes"),
            ("7.5 Consent to the reuse", "Yes"),
        ],
    ),
)

pytestmark = pytest.mark.django_db(databases=["default", "identity"], transaction=True)


@pytest.fixture
def cast() -> Cast:
    load_terminology(source=sources.get("starter"), now=NOW)
    return make_cast()


def test_a_dictionary_becomes_a_form_that_a_clinician_fills(
    visit: Visit, cast: Cast, shared: Path
) -> None:
    designer = visit(cast.eye.designer)
    form = bring_in(designer, cast, shared / DICTIONARY)
    change_the_design(designer.page)
    send_to_review(designer.page)
    publish(visit(cast.eye.coordinator), form)
    version = FormVersion.objects.get(page_id=form.pk)
    assert LABEL in [place.element["label"]["en"] for place in fields(version.definition)]

    clinician = visit(cast.eye.clinician)
    record = fill(clinician, form)
    hand_in(clinician, record)
    open_the_pdf(clinician, record)

    stranger = visit(cast.rnd.clinician)
    for path in (
        f"/records/{record.pk}/",
        f"/records/{record.pk}/pdf/",
        f"/forms/{form.pk}/records/",
    ):
        assert stranger.go(path) == 404


def bring_in(visitor: Visitor, cast: Cast, file: Path) -> DatasetPage:
    """Upload the dictionary, read the report, confirm the privacy classes."""
    page = visitor.page
    visitor.go(f"/cms/pages/{cast.eye.index.pk}/")
    page.get_by_role("button", name="Actions").first.click()
    page.get_by_role("link", name="Import a dictionary").click()
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Import as a draft").click()
    report = page.get_by_role("main")
    expect(report).to_contain_text(re.compile(r"Questions and notes in the file\s*108"))
    expect(report).to_contain_text("2 things were not carried over as they were")
    expect(report.get_by_role("cell", name="[measurement_category] = 'procedure'")).to_be_visible()
    visitor.assert_accessible(below="main")
    page.get_by_role("button", name="Confirm all privacy classes").click()
    page.wait_for_url("**/edit/")
    found: DatasetPage = DatasetPage.objects.child_of(cast.eye.index).get(live=False)
    return found


def change_the_design(page: Page) -> None:
    """Change a label and a rule, add a repeat, and see the preview follow."""
    settings = page.get_by_role("region", name="Settings")
    page.get_by_role("treeitem", name="2.2 Sex at birth").click()
    settings.get_by_role("textbox", name="Question").fill(LABEL)
    page.get_by_role("treeitem", name="3.2 Time of Death").click()
    settings.get_by_role("tab", name="Rules").click()
    settings.get_by_role("combobox", name="Value").select_option(
        label="Unknown - Lost in follow-up"
    )
    add_relatives(page)
    page.get_by_role("button", name="Toggle preview").click()
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_text(LABEL).first).to_be_visible()
    page.get_by_role("button", name="Toggle preview").click()
    expect(
        page.locator("cpms-designer").get_by_role("button", name=re.compile("problem"))
    ).to_have_count(0)


def add_relatives(page: Page) -> None:
    """Add a page with a repeated group of two questions, one of them a coded term."""
    settings = page.get_by_role("region", name="Settings")
    page.get_by_role("combobox", name="Page").select_option(label="11. Rarelink 8 disability")
    page.get_by_role("button", name="Add page").click()
    settings.get_by_role("textbox", name="Title").fill("Relatives")
    add(page, "Add a question or a section to this page", "Repeated group")
    settings.get_by_role("textbox", name="Title").fill("Relative")
    add(page, "Add to this group", "Text")
    settings.get_by_role("textbox", name="Question").fill("Kind of relation")
    set_privacy(page, "^Indirectly identifying")
    add(page, "Add to this group", "Coded term")
    settings.get_by_role("textbox", name="Question").fill("Disease of the relative")
    settings.get_by_role("combobox", name="Terminology").select_option(
        label="Rare diseases (ORPHAcode)"
    )
    set_privacy(page, "^Sensitive")


def add(page: Page, button: str, kind: str) -> None:
    page.get_by_role("button", name=button).last.click()
    page.get_by_role("option", name=re.compile(f"^{kind}")).first.click()


def set_privacy(page: Page, name: str) -> None:
    settings = page.get_by_role("region", name="Settings")
    settings.get_by_role("tab", name="Privacy").click()
    settings.get_by_role("radio", name=re.compile(name)).check()


def send_to_review(page: Page) -> None:
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=re.compile("^Submit to")).click()
    expect(page.get_by_text("submitted for moderation")).to_be_visible()


def publish(coordinator: Visitor, form: Any) -> None:
    """Find the form among what waits for the coordinator, and approve it."""
    page = coordinator.page
    coordinator.go("/cms/")
    page.get_by_role("link", name=form.title).first.click()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Approve and Publish", exact=True).click()
    expect(page.locator(".messages .success")).to_contain_text(form.title)
    form.refresh_from_db()
    assert form.live


def fill(visitor: Visitor, form: Any) -> Record:
    """Fill in page after page, leave in the middle and come back."""
    page = visitor.page
    visitor.go("/forms/")
    page.get_by_role("link", name=form.title).click()
    page.get_by_role("button", name="Start a new record").click()
    answer(page, "1.1 Pseudonym", "EYE-0001")
    answer(page, "1.2 Date of Admission", "2026-03-02")
    go_on(page)
    expect(page.get_by_text("Recorded with the patient’s identity")).to_be_visible()
    answer(page, LABEL, "Female")
    page.get_by_role("button", name="Save and leave").click()
    record = Record.objects.get(version__page_id=form.pk)
    expect(page.get_by_text("Female")).to_be_visible()
    visitor.assert_accessible()
    return record


def hand_in(visitor: Visitor, record: Record) -> None:
    """Come back, see what is open, fill in the rest, and hand in."""
    page = visitor.page
    visitor.go(f"/records/{record.pk}/")
    page.get_by_role("link", name="Check and submit").first.click()
    expect(page.get_by_role("button", name="Submit")).to_have_count(0)
    open_section(page, "Rarelink 3 patient status")
    the_rule_follows_the_answer(page)
    visitor.assert_accessible()
    answer(page, "Date of Completion for the Sheet", "2026-03-02")
    for section, answers in REST:
        open_section(page, section)
        for label, value in answers:
            answer(page, label, value)
    open_section(page, "Relatives")
    add_relative(page, 1, "Mother", "Usher")
    add_relative(page, 2, "Brother", "Stargardt")
    page.get_by_role("button", name="Save and continue").click()
    open_section(page, "Rarelink 1 formal criteria")
    page.get_by_role("link", name="Check and submit").first.click()
    visitor.assert_accessible()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Submitted").first).to_be_visible()
    visitor.assert_accessible()
    record.refresh_from_db()
    assert record.state == Record.State.SUBMITTED
    assert [row["kind_of_relation"] for row in record.submission.answers["relative"]] == [
        "Mother",
        "Brother",
    ]


def add_relative(page: Page, number: int, relation: str, disease: str) -> None:
    page.get_by_role("button", name="Add Relative").click()
    row = page.get_by_role("group", name=f"Relative {number}")
    answer(row, "Kind of relation", relation)
    answer(row, "Disease of the relative", disease)


def open_section(page: Page, name: str) -> None:
    """Go to another section by its link, once what was typed is saved by itself."""
    status = page.locator("[data-save-status]")
    if status.count():
        expect(status).to_contain_text("Saved")
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def the_rule_follows_the_answer(page: Page) -> None:
    """See the designer's rule ask for the time of death of those lost in follow-up, at once."""
    expect(question(page, "3.2 Time of Death")).to_have_count(0)
    answer(page, "3.1 Vital Status", "Unknown - Lost in follow-up")
    expect(question(page, "3.2 Time of Death")).to_be_visible()
    answer(page, "3.1 Vital Status", "Alive")
    expect(question(page, "3.2 Time of Death")).to_have_count(0)


def open_the_pdf(visitor: Visitor, record: Record) -> None:
    """Find in the document what was answered, and nothing that identifies the patient."""
    response = visitor.page.request.get(f"{visitor.address}/records/{record.pk}/pdf/")
    assert response.status == 200
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(response.body())).pages)
    for words in (LABEL, "Female", "Retinitis pigmentosa", "Mother", record.version.sha256[:16]):
        assert words in text
    assert "Date of birth" not in text
