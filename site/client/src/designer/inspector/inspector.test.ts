import { describe, expect, it } from "vitest";
import { elementOf } from "../model/tree";
import { sample } from "../testing/sample";
import type { Screen } from "../testing/screen";
import { open } from "../testing/screen";
import { tabsFor } from "./tabs";

const on = (id: string, tab?: string): Screen => {
  const screen = open();
  screen.workspace.select(id);
  if (tab) screen.find(`[data-tab="${tab}"]`).click();
  return screen;
};
const input = <T extends HTMLElement = HTMLInputElement>(
  screen: Screen,
  property: string,
  selector = "input, textarea, select",
): T => screen.find<T>(`[data-property="${property}"] :is(${selector})`);

describe("<cpms-designer-inspector>", () => {
  it("shows the form's settings while nothing is selected", () => {
    const screen = open();
    screen.type(input(screen, "title", "textarea[lang=fr]"), "Exemple");
    expect(screen.saved().title).toEqual({ en: "Sample", fr: "Exemple" });
    screen.type(input(screen, "key"), "ern.sample");
    expect(screen.saved().key).toBe("ern.sample");
  });

  it("adds and removes languages", () => {
    const screen = open();
    screen.type(screen.find('select[aria-label="Language to add"]'), "de");
    expect(screen.saved().languages).toEqual(["en", "fr", "de"]);
    screen.find('[aria-label="Remove French"]').click();
    expect(screen.saved().languages).toEqual(["en", "de"]);
    expect(screen.field.value).not.toContain("Diagnostic");
  });

  it("has a text input for each language", () => {
    const screen = on("status");
    expect(screen.all('[data-property="label"] textarea').map((found) => found.lang)).toEqual(["en", "fr"]);
    screen.type(input(screen, "label", "[lang=fr]"), "Statut");
    expect(elementOf(screen.saved(), "status")).toMatchObject({
      label: { en: "Status", fr: "Statut" },
      key: "status",
    });
  });

  it("stays on the tab while one walks through questions", () => {
    const screen = on("status", "privacy");
    screen.workspace.select("disease");
    expect(screen.find('[aria-selected="true"][role="tab"]').dataset["tab"]).toBe("privacy");
  });

  it("changes the type and keeps the choices", () => {
    const screen = on("status");
    screen.type(input(screen, "type"), "choices");
    expect(elementOf(screen.saved(), "status")).toMatchObject({
      type: "choices",
      options: [{ id: "ooconfir" }, { id: "oosuspec" }],
    });
  });

  it("doesn't disturb a number that is being typed", () => {
    const screen = on("weight");
    const box = input(screen, "minimum");
    screen.type(box, "2,");
    screen.type(box, "2,50");
    expect(box.value).toBe("2,50");
    expect(elementOf(screen.saved(), "weight")).toMatchObject({ minimum: 2.5 });
    screen.type(box, "x");
    expect(box.getAttribute("aria-invalid")).toBe("true");
    expect(elementOf(screen.saved(), "weight")).toMatchObject({ minimum: 2.5 });
    screen.type(box, "");
    expect(elementOf(screen.saved(), "weight")).not.toHaveProperty("minimum");
  });

  it("says what else speaks of the question and how many records hold it", () => {
    const screen = on("status");
    screen.workspace.checked({
      problems: [],
      sentences: {},
      usage: { status: 212 },
    });
    expect(screen.find(".designer-usage summary").textContent).toBe("Used by 1 rule, 212 records");
    screen.words("Disease", ".designer-usage button").click();
    expect(screen.workspace.selection).toBe("disease");
    expect(screen.find('[aria-selected="true"][role="tab"]').dataset["tab"]).toBe("rules");
  });

  it("keeps the key once records use it", () => {
    const screen = on("status");
    screen.workspace.checked({
      problems: [],
      sentences: {},
      usage: { status: 1 },
    });
    screen.type(input(screen, "label", "[lang=en]"), "State");
    expect(elementOf(screen.saved(), "status")).toMatchObject({
      key: "status",
      label: { en: "State" },
    });
  });

  it("warns of a key that is none", () => {
    const screen = on("status", "more");
    screen.type(input(screen, "key"), "1 Status");
    expect(screen.find('[data-property="key"] .designer-control__problem').hidden).toBe(false);
  });

  it("keeps an unfinished code on screen and out of the form", () => {
    const screen = on("status", "privacy");
    screen.words("Add a code").click();
    screen.type(screen.find('[aria-label="System, line 1"]'), "LOINC");
    expect(elementOf(screen.workspace.definition, "status")).not.toHaveProperty("codes");
    screen.type(screen.find('[aria-label="Code, line 1"]'), "1234-5");
    expect(elementOf(screen.saved(), "status")).toMatchObject({
      codes: [{ system: "LOINC", code: "1234-5" }],
    });
  });

  it("confirms a suggested class by choosing one", () => {
    const screen = open({
      ...sample(),
      source: { unconfirmed_privacy: ["status", "weight"] },
    });
    screen.workspace.select("status");
    screen.find('[data-tab="privacy"]').click();
    expect(screen.find(".designer-suggested").hidden).toBe(false);
    screen.find<HTMLInputElement>('[data-property="privacy"] input[value="quasi"]').click();
    expect(elementOf(screen.saved(), "status")).toMatchObject({
      privacy: "quasi",
    });
    expect(screen.saved()["source"]).toEqual({
      unconfirmed_privacy: ["weight"],
    });
    expect(screen.find(".designer-suggested").hidden).toBe(true);
  });

  it("offers the questions inside a group as title of its rows", () => {
    const screen = on("relative");
    const select = screen.all('[data-property="row_title"] option').map((option) => option.textContent);
    expect(select).toEqual(["None", "Relation", "Affected"]);
  });

  it("shows a property whose control it doesn't know", () => {
    const tabs = tabsFor(
      "field",
      [
        {
          name: "novel",
          control: "novel",
          label: "Novel",
          help: "",
          choices: [],
        },
      ],
      { inRow: false },
    );
    expect(tabs.map((tab) => tab.name)).toEqual(["question"]);
  });
});

describe("the width of a question", () => {
  it("is asked only side by side", () => {
    const width = {
      name: "width",
      control: "select",
      label: "Width",
      help: "",
      choices: [],
    };
    expect(tabsFor("field", [width], { inRow: false })).toEqual([]);
    expect(tabsFor("field", [width], { inRow: true })[0]?.properties).toEqual([width]);
  });
});
