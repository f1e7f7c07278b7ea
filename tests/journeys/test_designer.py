"""The designer in the product's editor: what is changed is saved, seen in the preview, and taken back."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from datasets.models import ConsultationFormPage
from forms_engine.definition.tree import fields
from tests.factories.cast import Cast, make_cast
from tests.factories.forms import form_of, page_of
from tests.forms_engine.build import field, option, repeat
from tests.journeys.conftest import Visit, Visitor

SECONDS = 15
OPEN_LONG_FORM = 1000  # questions

pytestmark = pytest.mark.django_db(databases=["default", "identity"], transaction=True)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def consultation(**more: Any) -> dict[str, Any]:
    """Return a form of two pages."""
    severities = [option("mildaaaa", "mild"), option("severeaa", "severe")]
    section = {
        "kind": "section",
        "id": "section1",
        "title": {"en": "Signs"},
        "elements": [field("visionaa"), field("hearinga")],
    }
    relatives = repeat("relative", field("kinshipa"))
    return form_of(
        page_of(
            "patient1",
            field("reasonaa"),
            field("familial", "boolean"),
            field("severity", "choice", options=severities),
            section,
        ),
        page_of("closing1", field("adviceaa"), relatives),
        **more,
    )


class Editor:
    """A designer's editor with one form in it."""

    def __init__(self, visitor: Visitor, form: Any) -> None:
        self.visitor, self.form, self.page = visitor, form, visitor.page
        self.designer = self.page.locator("cpms-designer")
        self.settings = self.page.get_by_role("region", name="Settings")
        self.tree = self.page.get_by_role("tree", name="Outline of the form")

    def open(self) -> Editor:
        self.visitor.go(f"/cms/pages/{self.form.pk}/edit/")
        expect(self.page.locator("cpms-designer.designer")).to_be_visible()
        return self

    def line(self, name: str) -> Locator:
        return self.tree.get_by_role("treeitem", name=re.compile(rf"^{name}\b"))

    def setting(self, name: str, role: Any = "textbox") -> Locator:
        return self.settings.get_by_role(role, name=name, exact=True)

    def act(self, name: str) -> None:
        """Press a button of what is selected; where there is room for them they stand twice."""
        self.designer.get_by_role("button", name=name, exact=True).first.click()

    def open_tab(self, name: str) -> None:
        self.settings.get_by_role("tab", name=name).click()

    @property
    def definition(self) -> dict[str, Any]:
        """What the editor would save now."""
        found: dict[str, Any] = json.loads(self.designer.locator("textarea").first.input_value())
        return found

    def order(self) -> list[str]:
        """Return the keys of the questions from top to bottom."""
        return [place.element["key"] for place in fields(self.definition)]

    def question(self, id: str) -> dict[str, Any]:
        return next(dict(each.element) for each in fields(self.definition) if each.id == id)

    def wait_until_saved(self, holds: Callable[[dict[str, Any]], bool]) -> None:
        """Wait for the editor's own autosave."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            latest = ConsultationFormPage.objects.get(pk=self.form.pk)
            if holds(latest.get_latest_revision_as_object().definition):
                return
            self.page.wait_for_timeout(250)
        pytest.fail("The editor did not save by itself.")


@pytest.fixture
def edit(visit: Visit, cast: Cast) -> Callable[[dict[str, Any]], Editor]:
    """Return a function that opens a new draft in the editor."""

    def start(definition: dict[str, Any]) -> Editor:
        form = cast.eye.index.add_child(
            instance=ConsultationFormPage(title="Draft", definition=definition, live=False)
        )
        form.save_revision(user=cast.eye.designer)
        return Editor(visit(cast.eye.designer), form).open()

    return start


Edit = Callable[[dict[str, Any]], Editor]


def test_a_change_right_after_opening_is_saved_by_itself(edit: Edit) -> None:
    """Changes of the first two seconds would belong to what Wagtail takes for unchanged."""
    editor = edit(consultation())
    editor.line("Reasonaa").click()
    editor.setting("Question").fill("Reason for asking")
    editor.wait_until_saved(lambda saved: "Reason for asking" in json.dumps(saved))
    editor.open()
    expect(editor.line("Reason for asking")).to_be_visible()


def test_elements_are_added_copied_moved_deleted_and_brought_back(edit: Edit) -> None:
    editor = edit(consultation())
    page = editor.page
    add(editor)
    assert editor.order()[:2] == ["reasonaa", "age_at_onset"]
    assert (
        next(
            each.element["type"]
            for each in fields(editor.definition)
            if each.element["key"] == "age_at_onset"
        )
        == "number"
    )

    editor.act("Duplicate")
    assert editor.order()[:3] == ["reasonaa", "age_at_onset", "age_at_onset_2"]
    editor.tree.focus()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    assert editor.order()[:3] == ["age_at_onset_2", "reasonaa", "age_at_onset"]

    page.keyboard.press("Delete")
    assert "age_at_onset_2" not in editor.order()
    editor.page.locator("cpms-designer-toast").get_by_role("button", name="Undo").click()
    assert editor.order()[0] == "age_at_onset_2"
    editor.designer.get_by_role("button", name="Undo").first.click()
    assert editor.order()[0] == "reasonaa"
    editor.designer.get_by_role("button", name="Redo").click()
    assert editor.order()[0] == "age_at_onset_2"

    drag(editor, "Reasonaa", onto="Hearinga")
    order = editor.order()
    assert order.index("reasonaa") == order.index("hearinga") + 1
    kept = editor.definition
    editor.wait_until_saved(lambda saved: saved == kept)
    editor.visitor.assert_accessible(below="cpms-designer")


def add(editor: Editor) -> None:
    """Add a number below the first question, and say how it is called."""
    editor.line("Reasonaa").click()
    editor.page.get_by_role("button", name="Add", exact=True).click()
    editor.page.get_by_role("combobox", name="What do you want to add?").fill("number")
    editor.page.keyboard.press("Enter")
    editor.setting("Question").fill("Age at onset")


def drag(editor: Editor, name: str, *, onto: str) -> None:
    """Drag a line of the outline below another with the mouse."""
    mouse = editor.page.mouse
    start, end = editor.line(name).bounding_box(), editor.line(onto).bounding_box()
    assert start
    assert end
    mouse.move(start["x"] + 60, start["y"] + start["height"] / 2)
    mouse.down()
    mouse.move(start["x"] + 60, start["y"] + start["height"], steps=4)
    mouse.move(end["x"] + 60, end["y"] + end["height"] - 4, steps=8)
    mouse.up()


def test_key_and_type_of_a_question_change(edit: Edit) -> None:
    editor = edit(consultation())
    editor.line("Reasonaa").click()
    editor.setting("Kind of question", "combobox").select_option(label="Long text")
    assert editor.question("reasonaa")["type"] == "long_text"
    editor.open_tab("More")
    editor.setting("Key").fill("reason_for_asking")
    editor.setting("Key").blur()
    assert editor.question("reasonaa")["key"] == "reason_for_asking"


def test_a_rule_is_built_and_its_problem_found(edit: Edit) -> None:
    """Build a rule from lists, delete what it reads, and go from the list of problems to the setting."""
    editor = edit(consultation())
    page = editor.page
    editor.line("Severity").click()
    editor.open_tab("Rules")
    editor.settings.get_by_role("button", name="Add a condition").first.click()
    picker = editor.settings.get_by_role("combobox", name="Question", exact=True)
    picker.fill("fami")
    page.keyboard.press("Enter")
    editor.settings.get_by_role("combobox", name="Value").select_option(label="Yes")
    assert editor.question("severity")["relevant"] == {"=": [{"field": "familial"}, True]}
    sheet = page.get_by_role("region", name="Form", exact=True)
    expect(sheet.get_by_text("Shown only if “Familial” is Yes")).to_be_visible()

    editor.line("Familial").click()
    editor.act("Delete")
    problems = editor.designer.get_by_role("button", name=re.compile(r"\d+ problem"))
    problems.click()
    editor.line("Reasonaa").click()
    editor.designer.get_by_role("button", name=re.compile("no longer in the form")).click()
    expect(editor.line("Severity")).to_have_attribute("aria-selected", "true")
    expect(editor.settings.get_by_role("tab", name="Rules")).to_have_attribute(
        "aria-selected", "true"
    )
    editor.visitor.assert_accessible(below="cpms-designer")


def test_suggested_privacy_classes_are_confirmed(edit: Edit) -> None:
    source = {"unconfirmed_privacy": ["reasonaa", "familial"]}
    editor = edit(consultation(source=source))
    editor.designer.get_by_role("button", name=re.compile("^Privacy")).first.click()
    table = editor.page.get_by_role("table", name="Questions and their privacy classes")
    table.get_by_role("combobox", name="Privacy class of Familial").select_option(
        label="Indirectly identifying"
    )
    editor.designer.get_by_role("button", name=re.compile("^Confirm all shown")).click()
    expect(table.get_by_text("suggested")).to_have_count(0)
    assert not editor.definition["source"].get("unconfirmed_privacy")
    assert editor.question("familial")["privacy"] == "quasi"
    expect(editor.designer.get_by_role("button", name="No problems")).to_be_visible()


def test_what_is_no_definition_stays_text_that_can_be_mended(edit: Edit) -> None:
    editor = edit({"format": "cpms-form/1", "languages": "en"})
    expect(editor.designer.get_by_role("alert")).to_contain_text("no list of languages")
    text = editor.designer.get_by_role("textbox")
    expect(text).to_be_visible()
    text.fill(json.dumps(consultation()))
    editor.wait_until_saved(lambda saved: "reasonaa" in json.dumps(saved))
    editor.open()
    expect(editor.line("Reasonaa")).to_be_visible()


def test_the_preview_follows(edit: Edit) -> None:
    editor = edit(consultation())
    page = editor.page
    page.set_viewport_size({"width": 1920, "height": 1000})
    page.get_by_role("button", name="Toggle preview").click()
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_text("Reasonaa")).to_be_visible()
    policies: list[str] = []
    page.on(
        "response",
        lambda answer: (
            policies.append(answer.headers["content-security-policy"])
            if "/preview/" in answer.url and answer.request.is_navigation_request()
            else None
        ),
    )
    editor.line("Reasonaa").click()
    editor.setting("Question").fill("Reason for asking")
    expect(preview.get_by_text("Reason for asking")).to_be_visible()
    assert policies
    assert "unsafe-inline" not in policies[-1]


def test_the_keyboard_alone_suffices(edit: Edit) -> None:
    editor = edit(consultation())
    keyboard = editor.page.keyboard
    editor.page.get_by_role("searchbox", name="Find a question in the outline").focus()
    for _ in range(6):
        keyboard.press("Tab")
        if editor.tree.evaluate("tree => tree === document.activeElement"):
            break
    for key in ("Home", "ArrowDown", "ArrowDown"):
        keyboard.press(key)
    expect(editor.line("Familial")).to_have_attribute("aria-selected", "true")
    keyboard.press("Enter")
    expect(editor.setting("Question")).to_be_focused()
    keyboard.press("Control+A")
    keyboard.type("Does it run in the family?")
    expect(editor.line("Does it run in the family")).to_be_visible()
    keyboard.press("Control+z")
    expect(editor.line("Familial")).to_be_visible()
    keyboard.press("Control+y")
    assert editor.question("familial")["label"]["en"] == "Does it run in the family?"


def test_a_form_of_a_thousand_questions_opens_and_is_edited(edit: Edit) -> None:
    pages = [
        page_of(f"page{number:04}", *(field(f"f{number:03}x{at:03}") for at in range(50)))
        for number in range(OPEN_LONG_FORM // 50)
    ]
    editor = edit(form_of(*pages))
    editor.page.get_by_role("combobox", name="Page", exact=True).select_option(index=19)
    editor.tree.focus()
    editor.page.keyboard.press("ArrowRight")
    editor.page.keyboard.press("End")
    expect(editor.line("F019x049")).to_have_attribute("aria-selected", "true")
    assert editor.tree.get_by_role("treeitem").count() < 100
    editor.setting("Question").fill("The last one")
    assert editor.question("f019x049")["label"]["en"] == "The last one"
    editor.wait_until_saved(lambda saved: "The last one" in json.dumps(saved))
