"""One panel, from the enrolment of a patient to the signed outcome: five people in two networks."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from playwright.sync_api import Page, expect

from cpms.accounts.models import User
from cpms.events.models import Event
from cpms.panels.models import Outcome, Panel
from cpms.patients.models import Patient
from tests.factories.cast import Cast, make_cast
from tests.factories.forms import form_of, page_of, publish
from tests.factories.panels import add_panel_forms, expert
from tests.forms_engine.build import field
from tests.journeys.answering import answer, go_on
from tests.journeys.conftest import Visit, Visitor
from tests.journeys.watching import Watch, files_with, rows_with, text_of_pdf, watching

FORM = "Inherited eye disease"
IDENTITY = ("Wiktoria", "Brzozowska", "1991-04-23", "23 Apr 1991", "WAW-77123", "Suwałki")
QUESTION = "Which gene should be tested first?"

pytestmark = pytest.mark.django_db(databases=["default", "identity"], transaction=True)


@pytest.fixture
def cast() -> Cast:
    """Return two networks with the forms of a panel; the case of ERN-EYE has three sections."""
    cast = make_cast()
    for network in (cast.eye, cast.rnd):
        add_panel_forms(network)
    sections = form_of(
        page_of("findings", field("complain", required=True), field("fieldaaa", "number")),
        page_of("history0", field("onsetaaa", required=True)),
        page_of("genetics", field("testsaaa", "long_text")),
    )
    publish(cast.eye, sections, FORM)
    cast.eye.network.thematic_areas.create(name="Retinal dystrophies")
    return cast


def test_a_panel_from_enrolment_to_signed_outcome(
    visit: Visit, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = expert(cast.eye), expert(cast.eye)
    with caplog.at_level(logging.INFO), watching(*IDENTITY) as watch:
        requester = visit(cast.eye.clinician)
        patient = enrol(requester)
        panel = open_panel(requester, patient)
        describe(requester)
        name_lead(visit(cast.eye.coordinator), panel, first)
        lead = visit(first)
        invite(lead, panel, [second, cast.rnd.clinician])
        member, guest = visit(second), visit(cast.rnd.clinician)
        for each in (member, guest):
            accept(each, panel)
        move(lead, panel, "Start the assessment")
        assess(member, panel, "Night blindness first: ABCA4")
        go_back(lead, panel, "One more expert is needed")
        move(lead, panel, "Start the assessment")
        assess(guest, panel, "No sign of a brain disease")
        write_outcome(lead, panel, "Test ABCA4, then PRPH2")
        move(lead, panel, "Send to sign-off")
        for each in (member, guest, lead):
            sign(each, panel)
        move(lead, panel, "Close the panel")
        read_outcome(requester, panel, [first, second, cast.rnd.clinician])
        stranger = visit(cast.rnd.designer)
        assert stranger.go(f"/panels/{panel.pk}/") == 404
    nothing_slipped_through(watch, cast, caplog.text)


def enrol(visitor: Visitor) -> Patient:
    """Enrol a patient with the three consents."""
    page = visitor.page
    visitor.go("/")
    page.get_by_role("link", name="Patients").first.click()
    page.get_by_role("link", name="Enrol a patient").first.click()
    visitor.assert_strict_policy()
    for label, value in (
        ("Local patient id", "WAW-77123"),
        ("Given name", "Wiktoria"),
        ("Family name", "Brzozowska"),
        ("Date of birth", "1991-04-23"),
        ("Place of birth", "Suwałki"),
        ("Country of birth", "PL"),
        ("Version of the consent form", "2026-01"),
        ("Signed on", "2026-11-20"),
    ):
        page.get_by_label(label, exact=False).first.fill(value)
    page.get_by_role("group", name="Sex").get_by_label("Female").check()
    for group in page.get_by_role("region", name="The three consents").get_by_role("group").all():
        group.get_by_label("Yes").check()
    page.get_by_role("group", name="Signed by").get_by_label("The patient").check()
    visitor.assert_accessible()
    page.get_by_role("button", name="Enrol the patient").last.click()
    expect(page.get_by_text("Brzozowska, Wiktoria")).to_be_visible()
    visitor.assert_accessible()
    return Patient.objects.get()


def open_panel(visitor: Visitor, patient: Patient) -> Panel:
    """Ask ERN-EYE for advice on the patient."""
    page = visitor.page
    visitor.go("/panels/")
    page.get_by_role("link", name="Ask for advice").first.click()
    page.get_by_role("link", name=f"Ask for advice for {patient.nickname}").click()
    page.get_by_label("Thematic area").select_option(label="Retinal dystrophies")
    page.get_by_label("What do you want advice on?").select_option(label="Diagnosis")
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_label(FORM).check()
    visitor.assert_accessible()
    page.get_by_role("button", name="Open the panel").dblclick()
    expect(page.get_by_role("heading", level=1)).to_contain_text(patient.nickname)
    visitor.assert_accessible()
    return Panel.objects.get()


def describe(visitor: Visitor) -> None:
    """Fill in the case, section by section, leaving in the middle."""
    page = visitor.page
    address = page.url
    page.get_by_role("link", name="Describe the case").first.click()
    answer(page, "Complain", "Cannot see at night")
    answer(page, "Fieldaaa", "20")
    go_on(page)
    page.get_by_role("button", name="Save and leave").click()
    expect(page.get_by_text("Cannot see at night")).to_be_visible()
    page.goto(address)
    expect(page.get_by_text("1 answer open").first).to_be_visible()
    page.get_by_role("link", name="History0").first.click()
    answer(page, "Onsetaaa", "As a child")
    go_on(page)
    answer(page, "Testsaaa", "None yet")
    go_on(page)
    page.get_by_role("link", name="Go to Panel").click()
    expect(page.get_by_text("Nothing is open").first).to_be_visible()


def name_lead(visitor: Visitor, panel: Panel, lead: User) -> None:
    """Find the request on the start page, name a lead, accept."""
    page = visitor.page
    visitor.go("/")
    visitor.assert_accessible()
    page.get_by_role("link", name="Name a lead").first.click()
    page.get_by_role("link", name="Name a lead").first.click()
    choose_person(page, "Panel lead", lead)
    visitor.assert_accessible()
    page.get_by_role("button", name="Name this lead").click()
    expect(page.get_by_text(f"{lead} leads this panel.")).to_be_visible()
    move(visitor, panel, "Accept the request")


def invite(visitor: Visitor, panel: Panel, people: list[User]) -> None:
    """Invite experts, one of them from another network."""
    page = visitor.page
    visitor.go("/")
    page.get_by_role("link", name="Invite experts").first.click()
    page.get_by_role("link", name="Invite experts").first.click()
    for person in people:
        choose_person(page, "Expert", person)
        page.get_by_role("button", name="Invite this expert").click()
        expect(page.get_by_text(f"{person} is invited.")).to_be_visible()
    visitor.assert_accessible()


def accept(visitor: Visitor, panel: Panel) -> None:
    """See the summary and nothing more; accept, and see the case."""
    page = visitor.page
    visitor.go("/")
    page.get_by_role("link", name="Read and answer").first.click()
    expect(page.get_by_text(QUESTION)).to_be_visible()
    expect(page.get_by_text("Cannot see at night")).to_have_count(0)
    visitor.assert_accessible()
    page.get_by_role("button", name="Accept the invitation").click()
    expect(page.get_by_text("Cannot see at night")).to_be_visible()


def move(visitor: Visitor, panel: Panel, label: str) -> None:
    """Go on, by the one button for it or by its link."""
    page = visitor.page
    visitor.go(f"/panels/{panel.pk}/")
    page.get_by_role("link", name=label).first.click()
    visitor.assert_accessible()
    page.get_by_role("button", name=label).click()
    expect(page.get_by_role("status").first).to_contain_text(panel.number)


def assess(visitor: Visitor, panel: Panel, words: str) -> None:
    """Write one's assessment and hand it in."""
    page = visitor.page
    visitor.go(f"/panels/{panel.pk}/")
    page.get_by_role("button", name="Write your assessment").first.click()
    answer(page, "Reason", words)
    go_on(page)
    visitor.assert_accessible()
    page.get_by_role("button", name="Submit the record").click()
    expect(page.get_by_text(words).first).to_be_visible()


def go_back(visitor: Visitor, panel: Panel, reason: str) -> None:
    """Go back to panel selection, which takes a reason."""
    page = visitor.page
    visitor.go(f"/panels/{panel.pk}/")
    page.get_by_role("link", name="Back to panel selection").click()
    page.get_by_role("button", name="Back to panel selection").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("In your words").fill(reason)
    page.get_by_role("button", name="Back to panel selection").click()
    expect(page.get_by_text(reason)).to_be_visible()


def write_outcome(visitor: Visitor, panel: Panel, words: str) -> None:
    """Write the outcome; before that the panel cannot go on, and says why."""
    page = visitor.page
    visitor.go(f"/panels/{panel.pk}/")
    expect(page.get_by_text("The outcome is not written yet").first).to_be_visible()
    page.get_by_role("button", name="Write the outcome").first.click()
    answer(page, "Reason", words)
    go_on(page)
    page.get_by_role("link", name="Go to Panel").click()


def sign(visitor: Visitor, panel: Panel) -> None:
    """Read the outcome and sign it."""
    page = visitor.page
    visitor.go("/")
    page.get_by_role("link", name="Read and sign").first.click()
    page.get_by_role("link", name="Read and sign").first.click()
    expect(page.get_by_text("Test ABCA4, then PRPH2")).to_be_visible()
    visitor.assert_accessible()
    page.get_by_role("button", name="Sign the outcome").click()
    expect(page.get_by_text("You have signed the outcome.")).to_be_visible()


def read_outcome(visitor: Visitor, panel: Panel, signers: list[User]) -> None:
    """Open the document and find in it what was asked, answered and signed."""
    visitor.go(f"/panels/{panel.pk}/")
    visitor.assert_accessible()
    href = visitor.page.get_by_role("link", name="PDF").first.get_attribute("href")
    response = visitor.page.request.get(f"{visitor.address}{href}")
    assert response.status == 200
    text = text_of_pdf(response.body())
    outcome = Outcome.objects.get(panel=panel)
    words = [panel.number, QUESTION, "Test ABCA4, then PRPH2", outcome.submission.sha256[:16]]
    for each in [*words, *map(str, signers)]:
        assert each in text


def choose_person(page: Page, label: str, person: User) -> None:
    """Choose somebody in a list, whether or not it can be searched."""
    select = page.locator("select[name=user]")
    option = select.locator("option").filter(has_text=str(person))
    if select.is_visible():
        select.select_option(value=option.get_attribute("value") or "")
        return
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(person.last_name)
    page.get_by_role("option").filter(has_text=person.last_name).first.click()


def nothing_slipped_through(watch: Watch, cast: Cast, log: str) -> None:
    """Find the patient's identity on the care team's own screens and nowhere else."""
    team = str(cast.eye.clinician)
    assert watch.shown_to(team)
    assert watch.leaks(care_team=[team]) == []
    assert watch.identity_in(log) == []
    assert [sent for sent in mail.outbox if watch.identity_in(sent.message().as_string())] == []
    assert Event.objects.exists()
    assert rows_with(watch) == []
    assert rows_with(watch, "identity") != []
    assert files_with(watch, Path(settings.UPLOAD_ROOT), Path(settings.MEDIA_ROOT)) == []
