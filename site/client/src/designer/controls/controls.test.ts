import { describe, expect, it } from "vitest";
import { setProperty } from "../model/operations";
import { elementOf } from "../model/tree";
import { sample } from "../testing/sample";
import type { Screen } from "../testing/screen";
import { open } from "../testing/screen";
import type { DesignerPicker } from "./picker";

const rulesOf = (id: string, definition: unknown = sample()): Screen => {
  const screen = open(definition);
  screen.workspace.select(id);
  screen.find('[data-tab="rules"]').click();
  return screen;
};
const relevant = (screen: Screen, id: string): unknown =>
  elementOf(screen.workspace.definition, id)?.["relevant"];
const pick = (screen: Screen, words: string, scope = '[data-property="relevant"]'): void => {
  const picker = screen.all(`${scope} cpms-designer-picker`).at(-1) as DesignerPicker;
  const box = picker.querySelector("input") as HTMLInputElement;
  box.value = words;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  screen.press(box, "Enter");
};
const part = (screen: Screen, name: string, line = 0): HTMLElement =>
  screen.all(`.designer-rule__line [data-part="${name}"]`)[line] as HTMLElement;

describe("<cpms-designer-rule>", () => {
  it("builds a rule line by line and leaves out what is unfinished", () => {
    const screen = rulesOf("onset");
    screen.words("Add a condition").click();
    pick(screen, "status");
    expect(relevant(screen, "onset")).toBeUndefined();
    screen.type(part(screen, "value"), "ooconfir");
    const first = { "=": [{ field: "status" }, { option: "ooconfir" }] };
    expect(relevant(screen, "onset")).toEqual(first);
    screen.words("Add another condition").click();
    pick(screen, "weight");
    screen.type(part(screen, "test", 1), "at_least");
    screen.type(part(screen, "value", 1), "2,5");
    expect(relevant(screen, "onset")).toEqual({
      and: [first, { ">=": [{ field: "weight" }, 2.5] }],
    });
    screen.type(screen.find('[aria-label="How the conditions are joined"]'), "or");
    expect(relevant(screen, "onset")).toEqual({
      or: [first, { ">=": [{ field: "weight" }, 2.5] }],
    });
  });

  it("takes the rule away with its last line", () => {
    const screen = rulesOf("disease");
    screen.find('[aria-label="Remove condition 1"]').click();
    expect(elementOf(screen.saved(), "disease")).not.toHaveProperty("relevant");
    expect(screen.find('[data-property="relevant"]').textContent).toContain("always shown");
  });

  it("follows undo", () => {
    const screen = rulesOf("disease");
    screen.type(part(screen, "value"), "oosuspec");
    screen.workspace.undo();
    expect((part(screen, "value") as HTMLSelectElement).value).toBe("ooconfir");
  });

  it("never offers what would make a circle", () => {
    const screen = rulesOf("status");
    screen.words("Add a condition").click();
    pick(screen, "disease");
    expect(screen.all('[data-property="relevant"] [role="option"]')).toEqual([]);
  });

  const complex = { ">": [{ "+": [{ field: "weight" }, 1] }, 3] };
  const withComplex = setProperty(sample(), "onset", "relevant", complex).definition;

  it("says a rule that is more than lines and keeps it", () => {
    const screen = rulesOf("onset", withComplex);
    screen.workspace.checked({
      problems: [],
      usage: {},
      sentences: { onset: { relevant: "Weight plus 1 is more than 3" } },
    });
    expect(screen.find(".designer-rule__sentence").textContent).toBe("Weight plus 1 is more than 3");
    screen.workspace.select("signs");
    screen.workspace.select("onset");
    expect(relevant(screen, "onset")).toEqual(complex);
  });

  it("edits it as a tree, but only into a rule", () => {
    const screen = rulesOf("onset", withComplex);
    screen.words("Edit as tree").click();
    const tree = screen.find<HTMLTextAreaElement>('[data-property="relevant"] textarea');
    expect(JSON.parse(tree.value)).toEqual(complex);
    for (const [text, words] of [
      ["{", "valid JSON"],
      ["true", "one operator"],
      ['{"a": 1, "b": 2}', "one operator"],
    ] as const) {
      tree.value = text;
      screen.words("Use this rule").click();
      expect(screen.find('[data-property="relevant"] [role="alert"]').textContent).toContain(words);
      expect(relevant(screen, "onset")).toEqual(complex);
    }
    tree.value = '{"is_empty": [{"field": "weight"}]}';
    screen.words("Use this rule").click();
    expect(relevant(screen, "onset")).toEqual({
      is_empty: [{ field: "weight" }],
    });
    expect((part(screen, "test") as HTMLSelectElement).value).toBe("not_answered");
  });
});

describe("must be answered", () => {
  it("is never, always, or by a rule", () => {
    const screen = open();
    screen.workspace.select("onset");
    const mode = screen.find('[data-property="required"] select');
    screen.type(mode, "yes");
    expect(elementOf(screen.saved(), "onset")).toMatchObject({
      required: true,
    });
    screen.type(mode, "rule");
    expect(elementOf(screen.saved(), "onset")).not.toHaveProperty("required");
    screen.words("Add a condition", '[data-property="required"] button').click();
    pick(screen, "pregnant", '[data-property="required"]');
    screen.type(part(screen, "value"), "true");
    expect(elementOf(screen.saved(), "onset")).toMatchObject({
      required: { "=": [{ field: "pregnant" }, true] },
    });
  });
});

describe("checks of the answer", () => {
  it("are written once they have a rule, and offer the question itself", () => {
    const screen = rulesOf("weight");
    screen.words("Add a check").click();
    expect(elementOf(screen.workspace.definition, "weight")).not.toHaveProperty("constraints");
    screen.words("Add a condition", '[data-property="constraints"] button').click();
    pick(screen, "weight", '[data-property="constraints"]');
    screen.type(part(screen, "test"), "less");
    screen.type(part(screen, "value"), "500");
    screen.type(screen.find('[data-check] [data-language="en"]'), "Is that right?");
    expect(elementOf(screen.saved(), "weight")?.["constraints"]).toEqual([
      {
        id: expect.stringMatching(/^[a-z][a-z0-9]{7}$/),
        rule: { "<": [{ field: "weight" }, 500] },
        message: { en: "Is that right?" },
      },
    ]);
    screen.find('[aria-label="Remove check 1"]').click();
    expect(elementOf(screen.saved(), "weight")).not.toHaveProperty("constraints");
  });
});

describe("<cpms-designer-choices>", () => {
  const onStatus = (): Screen => {
    const screen = open();
    screen.workspace.select("status");
    screen.find('[data-tab="choices"]').click();
    return screen;
  };
  const codes = (screen: Screen): unknown =>
    (
      elementOf(screen.workspace.definition, "status")?.["options"] as {
        code: string;
      }[]
    ).map((option) => option.code);

  it("adds the next choice with Enter and makes its code from its words", () => {
    const screen = onStatus();
    screen.press(screen.find('[data-choice="ooconfir"] [data-part="label"]'), "Enter");
    expect(codes(screen)).toEqual(["confirmed", "choice", "suspected"]);
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Choice 2");
    screen.type(document.activeElement as HTMLElement, "Not yet known");
    expect(codes(screen)).toEqual(["confirmed", "not_yet_known", "suspected"]);
    screen.workspace.undo();
    screen.workspace.undo();
    expect(codes(screen)).toEqual(["confirmed", "suspected"]);
  });

  it("moves with Alt and the arrows, keeping the keyboard there", () => {
    const screen = onStatus();
    const label = screen.find('[data-choice="oosuspec"] [data-part="label"]');
    label.focus();
    screen.press(label, "ArrowUp", { altKey: true });
    expect(codes(screen)).toEqual(["suspected", "confirmed"]);
    expect(document.activeElement?.closest("[data-choice]")?.getAttribute("data-choice")).toBe("oosuspec");
  });

  it("takes a list from a spreadsheet as one step", () => {
    const screen = onStatus();
    screen.words("Paste a list").click();
    screen.type(screen.find(".designer-choices textarea"), "no\tNot at all\tPas du tout\nmaybe\tMaybe");
    screen.words("Add these choices").click();
    expect(codes(screen)).toEqual(["confirmed", "suspected", "no", "maybe"]);
    expect(screen.find("cpms-designer-toast").textContent).toContain("2 choices added");
    screen.workspace.undo();
    expect(codes(screen)).toEqual(["confirmed", "suspected"]);
  });

  it("marks codes that are there twice", () => {
    const screen = onStatus();
    screen.type(screen.find('[data-choice="oosuspec"] [data-part="code"]'), "confirmed");
    expect(screen.find('[data-choice="oosuspec"] [data-part="code"]').getAttribute("aria-invalid")).toBe(
      "true",
    );
  });

  it("retires a choice and says which rules speak of it", () => {
    const screen = onStatus();
    screen.find('[data-choice="ooconfir"] [data-part="more"]').click();
    expect(screen.find(".designer-choice__details").textContent).toContain("1 rule speaks of this choice.");
    screen.find('[data-choice="ooconfir"] [data-part="retired"]').click();
    expect((elementOf(screen.saved(), "status")?.["options"] as unknown[])[0]).toMatchObject({
      retired: true,
    });
  });

  it("shares a list and gives a question its own again", () => {
    const screen = onStatus();
    screen.words("Use this list in other questions too").click();
    const set = String(elementOf(screen.saved(), "status")?.["option_set"]);
    screen.type(screen.find('[data-choice="ooconfir"] [data-part="label"]'), "Sure");
    expect(screen.saved().option_sets?.[set]?.options[0]).toMatchObject({
      label: { en: "Sure" },
    });
    screen.type(screen.find(".designer-choices select"), "");
    expect(elementOf(screen.saved(), "status")).not.toHaveProperty("option_set");
    expect(codes(screen)).toEqual(["sure", "suspected"]);
  });
});
