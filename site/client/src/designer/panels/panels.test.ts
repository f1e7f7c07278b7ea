import { describe, expect, it } from "vitest";
import type { Problem } from "../model/problems";
import { elementOf } from "../model/tree";
import { sample } from "../testing/sample";
import type { Screen } from "../testing/screen";
import { open } from "../testing/screen";

const problem = (
  path: string,
  element_id: string | null,
  words: string,
  severity: Problem["severity"] = "error",
): Problem => ({ severity, code: "x", path, element_id, words });

const checked = (screen: Screen, ...problems: Problem[]): void =>
  screen.workspace.checked({ problems, sentences: {}, usage: {} });

describe("<cpms-designer-problems>", () => {
  it("counts problems and warnings apart, and lists them with their place", () => {
    const screen = open();
    checked(
      screen,
      problem("/elements/0/elements/1/label", "disease", "Say what is asked."),
      problem("/title", null, "Not translated.", "warning"),
    );
    const toggle = screen.words("1 problem, 1 warning");
    toggle.click();
    expect(toggle.getAttribute("aria-expanded")).toBe("true");
    expect(screen.all(".designer-problem").map((line) => line.textContent)).toEqual([
      "Diagnosis › DiseaseSay what is asked.",
      "FormNot translated.",
    ]);
  });

  it("goes to the setting that mends it", () => {
    const screen = open();
    screen.workspace.show({ problemsOpen: true, view: "privacy" });
    checked(screen, problem("/elements/0/elements/0/options/1/code", "status", "Twice the same code."));
    screen.find(".designer-problem").click();
    expect(screen.workspace.selection).toBe("status");
    expect(screen.workspace.view).toBe("form");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Choice 2");
    expect(screen.find(".designer-control__found").textContent).toBe("Twice the same code.");
  });

  it("marks the question in outline and canvas until it is mended", () => {
    const screen = open();
    checked(screen, problem("/elements/0/elements/1/label", "disease", "Say what is asked."));
    expect(screen.find('.designer-tree__line[data-id="disease"]').textContent).toContain("has a problem");
    expect(screen.find('.designer-item[data-id="disease"]').textContent).toContain("Say what is asked.");
    checked(screen);
    expect(screen.find('.designer-tree__line[data-id="disease"]').textContent).not.toContain("has a problem");
    expect(screen.words("No problems")).toBeDefined();
  });

  it("says when the server could not be asked, not that all is well", () => {
    const screen = open();
    screen.workspace.checking("unreachable");
    expect(screen.find(".designer-toolbar__status").textContent).toContain("Could not be checked");
    expect(screen.words("Not checked")).toBeDefined();
  });
});

describe("<cpms-designer-privacy>", () => {
  const imported = {
    ...sample(),
    source: { unconfirmed_privacy: ["status", "weight", "height"] },
  };
  const openReview = (): Screen => {
    const screen = open(imported);
    screen.words("Privacy3").click();
    return screen;
  };
  const suggested = (screen: Screen): unknown =>
    (screen.saved()["source"] as { unconfirmed_privacy?: unknown })["unconfirmed_privacy"];

  it("lists all questions and marks what was only suggested", () => {
    const screen = openReview();
    expect(screen.all(".designer-table tbody tr").map((row) => row.dataset["id"])).toEqual([
      "status",
      "disease",
      "weight",
      "height",
      "pregnant",
      "relation",
      "affected",
      "onset",
      "signs",
    ]);
    expect(screen.find('tr[data-id="status"]').textContent).toContain("suggested");
    expect(screen.find('tr[data-id="disease"]').textContent).toContain("missing");
  });

  it("confirms one, all that are shown, or by choosing a class", () => {
    const screen = openReview();
    screen.find('[aria-label="Confirm the class of Status"]').click();
    expect(suggested(screen)).toEqual(["weight", "height"]);
    screen.type(screen.find('[aria-label="Privacy class of Weight"]'), "sensitive");
    expect(suggested(screen)).toEqual(["height"]);
    expect(elementOf(screen.saved(), "weight")).toMatchObject({
      privacy: "sensitive",
    });
    screen.workspace.undo();
    screen.type(screen.find('[aria-label="Find a question in the table"]'), "weig");
    screen.words("Confirm all shown (1)").click();
    expect(suggested(screen)).toEqual(["height"]);
  });

  it("keeps the keyboard on the row that was decided", () => {
    const screen = openReview();
    const select = screen.find('[aria-label="Privacy class of Disease"]');
    select.focus();
    screen.type(select, "quasi");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Privacy class of Disease");
  });
});

describe("<cpms-designer-import>", () => {
  it("is offered only where an import lost something, and shows the source", () => {
    expect(open().words("Import").hidden).toBe(true);
    const screen = open({
      ...sample(),
      source: {
        losses: [
          {
            construct: "@CALC",
            place: "row 3",
            kept_as: "a note",
            source: "[a] + [b]",
          },
        ],
      },
    });
    screen.words("Import").click();
    expect(screen.find("cpms-designer-import tbody tr").textContent).toBe("@CALCrow 3a note[a] + [b]");
  });
});
