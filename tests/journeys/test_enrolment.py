"""A clinician enrols a patient on one page, with and without scripts, and finds them again by name."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from cpms.patients.models import Patient
from tests.factories.cast import Cast, make_cast
from tests.journeys.conftest import Visit, Visitor

pytestmark = pytest.mark.django_db(databases=["default", "identity"], transaction=True)
PHONE: ViewportSize = {"width": 375, "height": 800}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.mark.parametrize("script", [True, False])
def test_from_the_empty_desk_to_the_patient(visit: Visit, cast: Cast, *, script: bool) -> None:
    visitor = visit(cast.eye.clinician, script=script)
    page = visitor.page
    visitor.go("/")
    page.get_by_role("link", name="Patients").click()
    page.get_by_role("main").get_by_role("link", name="Enrol a patient").first.click()
    fill_in(page)

    nickname = page.locator("input[name=nickname]").input_value()
    page.get_by_role("button", name="Suggest another").click()
    expect(page.get_by_label("Family name", exact=True)).to_have_value("Wiśniewska")
    assert page.locator("input[name=nickname]").input_value() != nickname

    page.get_by_role("button", name="Enrol the patient").last.click()
    patient = Patient.objects.get()
    expect(page.get_by_role("heading", level=1)).to_have_text(patient.nickname)
    expect(page.get_by_text("Wiśniewska, Zofia")).to_be_visible()
    expect(page.get_by_text("Maria Wiśniewska (mother)").first).to_be_visible()

    page.get_by_role("link", name="Patients").first.click()
    main = page.get_by_role("main")
    main.get_by_role("searchbox").fill("wisniewska zof")
    main.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="Wiśniewska, Zofia")).to_be_visible()
    assert "wisniewska" not in page.url


def fill_in(page: Page) -> None:
    for label, words in {
        "Local patient id": "WAW-1001",
        "Given name": "Zofia",
        "Family name": "Wiśniewska",
        "Date of birth": "2014-03-09",
        "Version of the consent form": "2025-01",
        "Name of who signed for the patient optional": "Maria Wiśniewska",
        "What they are to the patient optional": "mother",
        "Signed on": "2026-01-05",
    }.items():
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_label("Female").check()
    page.get_by_label("A guardian").check()
    for question, answer in (("Care", "Yes"), ("Registries", "Yes"), ("Contact", "No")):
        group = page.get_by_role("group", name=question)
        group.get_by_label(answer, exact=True).check()


def test_every_screen_is_accessible_and_fits_a_phone(visit: Visit, cast: Cast) -> None:
    visitor = visit(cast.eye.clinician)
    page = visitor.page
    visitor.go("/patients/enrol/")
    page.get_by_role("button", name="Enrol the patient").last.click()
    expect(page.get_by_text("The patient is not enrolled yet")).to_be_visible()
    look(visitor)
    fill_in(page)
    page.get_by_role("button", name="Enrol the patient").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(Patient.objects.get().nickname)
    here = page.url.removeprefix(visitor.address)
    for path in (
        here,
        f"{here}consents/care/",
        f"{here}consents/care/withdraw/",
        f"{here}care-team/add/",
        f"{here}care-team/leave/",
        "/centre/",
        "/centre/?consents=due",
        "/patients/enrol/",
    ):
        assert visitor.go(path) == 200, path
        visitor.assert_strict_policy()
        look(visitor)


def look(visitor: Visitor) -> None:
    """Look at a screen in both themes, on a desk and on a phone."""
    page, desk = visitor.page, visitor.page.viewport_size
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        visitor.assert_accessible()
    page.set_viewport_size(PHONE)
    visitor.assert_fits()
    assert desk is not None
    page.set_viewport_size(desk)
