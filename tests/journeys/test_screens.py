"""Every screen: without barriers, in both themes, on a desk and on a phone, under the strict policy."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from cpms.accounts.models import User
from cpms.networks.models import Membership
from datasets.models import ConsultationFormPage, FormIndexPage, Record
from datasets.operations.importing import import_form
from datasets.operations.records import create_record
from datasets.operations.saving import SaveConflict, save_page
from forms_engine.draft import Draft
from tests.factories.forms import form_of, page_of
from tests.factories.people import UserFactory
from tests.forms_engine.build import field, option, repeat
from tests.journeys.answering import answer, question
from tests.journeys.conftest import Visit, Visitor
from tests.journeys.looking import Screen, look_at

DICTIONARY = b"""\
"Variable / Field Name","Form Name","Section Header","Field Type","Field Label","Choices, Calculations, OR Slider Labels",\
"Field Note","Text Validation Type OR Show Slider Number","Text Validation Min","Text Validation Max",Identifier?,\
"Branching Logic (Show field only if...)","Required Field?","Custom Alignment","Question Number (surveys only)",\
"Matrix Group Name","Matrix Ranking?","Field Annotation"
record_id,patient,,text,"Record ID",,,,,,,,y,,,,,
onset,patient,"First signs",text,"Age at first signs",,"in years",integer,0,120,,,,,,,,
certainty,patient,,radio,"How certain is the diagnosis?","1, Suspected | 2, Confirmed",,,,,,"[onset] > 3",y,,,,,
score,patient,,calc,"Score of the questionnaire","sum([onset], stdev(1, 2, 3))",,,,,,,,,,,,
vision,patient,,slider,"How much does the disease limit you?","not at all | a little | very much",,number,,,,,,,,,,
signature,patient,,file,"Signature of the guardian",,,signature,,,,"[event_1_arm_1][onset] = '4'",,,,,,@HIDDEN-SURVEY
"""

LONG = "Donaudampfschifffahrtsgesellschaftskapitänspatentverlängerungsantragsformular"

pytestmark = pytest.mark.django_db(databases=["default", "identity"], transaction=True)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()


def type_too_much(page: Page) -> None:
    answer(page, "Age", "999")
    answer(page, "Your question", "?" * 2100)
    save(page)


def type_nonsense(page: Page) -> None:
    """Type an ambiguous term and a number that is none: both are kept and asked about."""
    question(page, "Disease").get_by_role("combobox").fill("retin")
    question(page, "Age at first signs").locator("input").first.fill("about twelve")
    save(page)


def show_more(page: Page) -> None:
    """Answers that bring questions."""
    answer(page, "Does a relative have similar signs?", "Yes")
    page.get_by_role("button", name="Add Relatives").click()
    answer(page, "Relation", "Other")
    answer(page, "Affected?", "Yes")
    expect(question(page, "Which relation?")).to_be_visible()


def add_rows(page: Page) -> None:
    page.get_by_role("button", name="Add Treatments so far").click()
    page.get_by_role("button", name="Add Treatments so far").click()
    page.get_by_role("button", name=re.compile("Remove Treatments so far 2")).click()


def leave_unanswered(page: Page) -> None:
    group = question(page, "Visual acuity, right eye")
    group.get_by_text("No answer?").click()
    group.get_by_role("combobox").select_option(index=1)


def search(page: Page) -> None:
    box = question(page, "Disease").get_by_role("combobox")
    box.fill("")
    box.press_sequentially("retin", delay=5)
    expect(page.get_by_role("option").first).to_be_visible()


def open_menu(page: Page) -> None:
    page.locator(".cpms-header__tools .cpms-menu > summary").last.click()


def refuse_sign_in(page: Page) -> None:
    page.get_by_label("User name").fill("nobody")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()


def give_to_nobody(page: Page) -> None:
    page.get_by_role("button", name="Give this role").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()


def send_nothing(page: Page) -> None:
    page.get_by_role("button", name="Import as a draft").click()
    expect(page.locator(".error-message").first).to_be_visible()


def ready(page: Page) -> None:
    expect(page.locator("cpms-designer.designer")).to_be_visible()


def choose_question(page: Page) -> None:
    ready(page)
    page.locator(".designer-item").nth(3).click()
    if page.get_by_role("tab", name="Rules").is_visible():
        page.get_by_role("tab", name="Rules").click()


def open_privacy(page: Page) -> None:
    ready(page)
    page.locator(".designer-view").get_by_text("Privacy").click()


CLINICIAN, COLLEAGUE, DESIGNER = "eye-clinician", "eye-clinician-2", "eye-designer"
COORDINATOR, PLATFORM, NEWCOMER = "eye-coordinator", "platform-administrator", "newcomer"
CMS = ".nice-padding"
SCREENS = (
    Screen(name="landing", path="/"),
    Screen(name="sign-in", path="/sign-in/"),
    Screen(name="sign-in-refused", path="/sign-in/", act=refuse_sign_in),
    Screen(name="network-visitor", path="{section}"),
    Screen(name="404-visitor", path="/nothing-here/", status=404),
    Screen(name="start-newcomer", path="/", who=NEWCOMER),
    Screen(name="forms-newcomer", path="/forms/", who=NEWCOMER),
    Screen(name="start-clinician", path="/", who=CLINICIAN, act=open_menu),
    Screen(name="forms", path="/forms/", who=CLINICIAN),
    Screen(name="records", path="/forms/{form}/records/", who=CLINICIAN),
    Screen(name="records-none-fits", path="/forms/{form}/records/?q=999", who=CLINICIAN),
    Screen(name="records-none", path="/forms/{fresh}/records/", who=CLINICIAN),
    Screen(
        name="fill-errors", path="/records/{half}/fill/{page1}/", who=CLINICIAN, act=type_too_much
    ),
    Screen(name="fill-search", path="/records/{half}/fill/{page2}/", who=CLINICIAN, act=search),
    Screen(
        name="fill-unclear", path="/records/{half}/fill/{page2}/", who=CLINICIAN, act=type_nonsense
    ),
    Screen(
        name="fill-table", path="/records/{half}/fill/{page3}/", who=CLINICIAN, act=leave_unanswered
    ),
    Screen(name="fill-shown", path="/records/{half}/fill/{page4}/", who=CLINICIAN, act=show_more),
    Screen(name="fill-filled", path="/records/{ready}/fill/{page5}/", who=CLINICIAN),
    Screen(name="fill-rows", path="/records/{half}/fill/{page6}/", who=CLINICIAN, act=add_rows),
    Screen(name="fill-empty", path="/records/{empty}/fill/{page7}/", who=CLINICIAN),
    Screen(name="fill-long-words", path="/records/{long}/fill/{long_page}/", who=CLINICIAN),
    Screen(name="check-open", path="/records/{half}/check/", who=CLINICIAN),
    Screen(name="check-ready", path="/records/{ready}/check/", who=CLINICIAN),
    Screen(name="conflict", path="/records/{half}/conflicts/{conflict}/", who=COLLEAGUE),
    Screen(name="record-draft", path="/records/{half}/", who=CLINICIAN),
    Screen(name="record-submitted", path="/records/{submitted}/", who=CLINICIAN),
    Screen(name="network", path="{section}", who=CLINICIAN),
    Screen(
        name="404", path="/records/00000000-0000-4000-8000-000000000000/", who=CLINICIAN, status=404
    ),
    Screen(name="start-coordinator", path="/", who=COORDINATOR),
    Screen(name="records-read-only", path="/forms/{form}/records/", who=COORDINATOR),
    Screen(name="403", path="/records/{half}/fill/{page1}/", who=COORDINATOR, status=403),
    Screen(name="start-designer", path="/", who=DESIGNER),
    Screen(name="import", path="/cms/import/{index}/", who=DESIGNER, below=CMS),
    Screen(
        name="import-refused",
        path="/cms/import/{index}/",
        who=DESIGNER,
        below=CMS,
        act=send_nothing,
    ),
    Screen(name="report", path="/cms/import/report/{imported}/", who=DESIGNER, below=CMS),
    Screen(
        name="designer",
        path="/cms/pages/{imported}/edit/",
        who=DESIGNER,
        below="cpms-designer",
        act=choose_question,
    ),
    Screen(
        name="designer-privacy",
        path="/cms/pages/{imported}/edit/",
        who=DESIGNER,
        below="cpms-designer",
        act=open_privacy,
    ),
    Screen(name="draft", path="/cms/pages/{form}/view_draft/", who=DESIGNER),
    Screen(name="draft-problems", path="/cms/pages/{broken}/view_draft/", who=DESIGNER),
    Screen(name="members", path="/networks/ERN-EYE/members/", who=COORDINATOR, act=give_to_nobody),
    Screen(name="end-role", path="/networks/ERN-EYE/members/{member}/end/", who=COORDINATOR),
    Screen(name="start-platform", path="/", who=PLATFORM),
    Screen(name="networks", path="/networks/", who=PLATFORM),
)


@pytest.fixture
def site() -> dict[str, Any]:
    """Fill the site with the demo's content and what it does not have; return the numbers that addresses need."""
    call_command("load_demo", verbosity=0)
    UserFactory.create(username=NEWCOMER, first_name="Noor", last_name="de Vries")
    index = FormIndexPage.objects.get(url_path__contains="ern-eye")
    records = Record.objects.filter(
        version__page__slug="consultation", version__page__path__startswith=index.path
    )
    by_number = {record.number: record for record in records}
    half = by_number[3]
    form = half.version.page
    pages = [page["id"] for page in half.version.definition["elements"]]
    imported = import_form(
        parent=index,
        format_name="redcap",
        data=DICTIONARY,
        name="dictionary.csv",
        by=User.objects.get(username=DESIGNER),
        now=datetime.now(UTC),
    )
    long, long_page = _long_words(index)
    return {
        "section": index.get_parent().url,
        "index": index.pk,
        "form": form.pk,
        "half": half.pk,
        "ready": by_number[2].pk,
        "submitted": by_number[1].pk,
        "empty": by_number[4].pk,
        "conflict": _conflict(half, pages[0]),
        "imported": imported.page.pk,
        "fresh": _fresh(index),
        "broken": _broken(index),
        "member": Membership.objects.get(user__username=CLINICIAN).pk,
        "long": long.pk,
        "long_page": long_page,
        **{f"page{number}": id for number, id in enumerate(pages, 1)},
    }


def test_every_screen(visit: Visit, site: dict[str, Any], subtests: pytest.Subtests) -> None:
    visitors: dict[str, Visitor] = {}
    for screen in SCREENS:
        user = User.objects.get(username=screen.who) if screen.who else None
        visitor = visitors.get(screen.who) or visitors.setdefault(screen.who, visit(user))
        with subtests.test(screen.name):
            look_at(screen, visitor, site)


def _fresh(index: FormIndexPage) -> int:
    """Return a published form without records."""
    page = publish(index, form_of(page_of("page0001", field("reasonaa"))), "Grundformular")
    return int(page.pk)


def _broken(index: FormIndexPage) -> int:
    """Return a draft that cannot be previewed."""
    wrong = {"=": [{"field": "gonegone"}, True]}
    page = index.add_child(
        instance=ConsultationFormPage(
            title="Unfinished",
            definition=form_of(page_of("page0001", field("reasonaa", relevant=wrong))),
            live=False,
        )
    )
    page.save_revision()
    return int(page.pk)


def _long_words(index: FormIndexPage) -> tuple[Record, str]:
    """Return a record of a form whose words are as long as German ones, with what may not be asked and what nests."""
    words = {"en": LONG}
    inner = repeat("innerrrr", field("termaaaa", label=words), title=words)
    outer = repeat(
        "outerrrr", field("nameaaaa", label=words, required=True), inner, title=words, min=1
    )
    grid = repeat(
        "gridaaaa",
        field("weightaa", "number", label=words, unit_label={"en": "Milligramm je Kilogramm"}),
        field("chosenaa", "choice", options=two_options("ccccccc", words), layout="select"),
        title=words,
        layout="table",
        min=2,
    )
    section = {
        "kind": "section",
        "id": "section1",
        "title": words,
        "collapsible": True,
        "elements": [
            {"kind": "note", "id": "note0001", "text": {"en": f"Ein **wichtiger** Satz: {LONG}."}},
            field("directaa", label=words, privacy="direct"),
            field(
                "firstaaa",
                "choice",
                label=words,
                options=two_options("fffffff", words),
                hint=words,
                help=words,
            ),
            field(
                "manyaaaa",
                "choices",
                label=words,
                options=two_options("mmmmmmm", words),
                missing=["unknown"],
            ),
            {
                "kind": "row",
                "id": "row00001",
                "elements": [
                    field("leftaaaa", label=words, missing=["unknown"]),
                    field("rightaaa", "date", label=words),
                    field("thirdaaa", "number", label=words, unit_label={"en": "Milligramm"}),
                ],
            },
        ],
    }
    definition = form_of(page_of("page0001", section, outer, grid, title=words), title=words)
    page = publish(index, definition, LONG)
    by = User.objects.get(username=CLINICIAN)
    return create_record(page=page, by=by, now=datetime.now(UTC)), "page0001"


def two_options(stem: str, words: dict[str, str]) -> list[dict[str, Any]]:
    return [option(f"{stem}1", "a"), option(f"{stem}2", "b") | {"label": words}]


def publish(index: FormIndexPage, definition: dict[str, Any], title: str) -> Any:
    page = index.add_child(
        instance=ConsultationFormPage(title=title, definition=definition, live=False)
    )
    page.save_revision().publish(user=User.objects.get(username=COORDINATOR))
    page.refresh_from_db()
    return page


def _conflict(record: Record, page: str) -> int:
    """Let a colleague type over what somebody else changed meanwhile; return the save that was set aside."""
    by, now = User.objects.get(username=COLLEAGUE), datetime.now(UTC)
    other = User.objects.get(username=CLINICIAN)
    version = record.section_version(page)
    theirs = {**record.answers, "age": 41, "question": f"Is gene therapy possible? {LONG}"}
    mine = {**record.answers, "age": 42, "question": "Is gene therapy possible, and where?"}
    save_with = partial(save_page, record_id=record.pk, page=page, base=version, now=now)
    save_with(draft=Draft(answers=theirs, missing={}), by=other)
    with pytest.raises(SaveConflict) as conflict:
        save_with(draft=Draft(answers=mine, missing={}), by=by)
    return conflict.value.revision.pk
