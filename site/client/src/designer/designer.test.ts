import { beforeEach, describe, expect, it, vi } from "vitest";
import { sample } from "./testing/sample";
import { CONFIG, open } from "./testing/screen";
import { elementOf } from "./model/tree";

beforeEach(() => {
  vi.useRealTimers();
});

describe("the text of the page editor", () => {
  it("is not touched by opening, nor by changing something and undoing it", () => {
    const text = JSON.stringify(sample(), null, 1);
    const screen = open(sample(), CONFIG, text);
    expect(screen.field.value).toBe(text);
    screen.workspace.delete("disease");
    expect(screen.field.value).not.toBe(text);
    screen.workspace.undo();
    expect(screen.field.value).toBe(text);
  });

  it("holds every change at once and says so to the page editor", () => {
    const screen = open();
    const heard: string[] = [];
    for (const type of ["input", "change"])
      screen.form.addEventListener(type, (event) => event.target === screen.field && heard.push(type));
    screen.workspace.delete("disease");
    expect(heard).toEqual(["input", "change"]);
    expect(elementOf(screen.saved(), "disease")).toBeUndefined();
  });

  it("sends no inputs of the designer with the form", () => {
    const screen = open();
    screen.workspace.select("status");
    expect([...new FormData(screen.form).keys()]).toEqual(["csrfmiddlewaretoken", "definition"]);
  });

  it("is shown plainly if it is no definition, and kept", () => {
    const screen = open(null, CONFIG, '{"elements": [');
    expect(screen.root.workspace).toBeNull();
    expect(screen.field.hidden).toBe(false);
    expect(screen.field.value).toBe('{"elements": [');
    expect(screen.find('[role="alert"]').textContent).toMatch(/not valid JSON \(line 1/);
  });
});

describe("a change before the page editor watches", () => {
  const force = (screen: ReturnType<typeof open>): string | null =>
    screen.form.getAttribute("data-w-unsaved-force-value");
  const watch = (screen: ReturnType<typeof open>): boolean =>
    screen.form.dispatchEvent(new CustomEvent("w-unsaved:watch-edits"));

  it("counts as unsaved once it watches", () => {
    const screen = open();
    screen.workspace.delete("disease");
    expect(force(screen)).toBeNull();
    watch(screen);
    expect(force(screen)).toBe("true");
  });

  it("is not forced for later changes or after saving", () => {
    const screen = open();
    watch(screen);
    screen.workspace.delete("disease");
    watch(screen);
    expect(force(screen)).toBeNull();
  });
});

describe("keys", () => {
  it("undo and redo also while typing in a setting", () => {
    const screen = open();
    screen.workspace.select("disease");
    const label = screen.find<HTMLTextAreaElement>('[data-property="label"] textarea');
    screen.type(label, "Name of it");
    expect(elementOf(screen.saved(), "disease")).toMatchObject({
      label: { en: "Name of it" },
      key: "name_of_it",
    });
    screen.press(label, "z", { ctrlKey: true });
    expect(elementOf(screen.saved(), "disease")).toMatchObject({
      label: { en: "Disease" },
      key: "disease",
    });
    expect(label.value).toBe("Disease");
    screen.press(label, "y", { ctrlKey: true });
    expect(label.value).toBe("Name of it");
  });

  it("leave a draft's own undo alone", () => {
    const screen = open();
    screen.workspace.delete("disease");
    const filter = screen.find('cpms-designer-privacy input[type="search"]');
    expect(screen.press(filter, "z", { ctrlKey: true })).toBe(true);
    expect(elementOf(screen.saved(), "disease")).toBeUndefined();
  });

  it("duplicate, delete with a way back, and move", () => {
    const screen = open();
    const tree = screen.find('[role="tree"]');
    screen.workspace.select("status");
    screen.press(tree, "d", { ctrlKey: true });
    expect(screen.saved().elements[0]?.elements).toHaveLength(4);
    screen.press(tree, "Delete");
    expect(screen.find("cpms-designer-toast").hidden).toBe(false);
    screen.words("Undo", "cpms-designer-toast button").click();
    expect(screen.saved().elements[0]?.elements).toHaveLength(4);
    screen.workspace.select("disease");
    screen.press(tree, "ArrowUp", { altKey: true });
    screen.press(tree, "ArrowUp", { altKey: true });
    expect(screen.saved().elements[0]?.elements?.[0]?.id).toBe("disease");
  });

  it("never delete a question while text is typed", () => {
    const screen = open();
    screen.workspace.select("disease");
    screen.press(screen.find('[data-property="label"] textarea'), "Delete");
    screen.press(screen.find('[data-property="label"] textarea'), "Backspace");
    expect(elementOf(screen.workspace.definition, "disease")).toBeDefined();
  });

  it("keep Enter in an input from sending the page editor's form", () => {
    const screen = open();
    screen.workspace.select("status");
    screen.find('[data-tab="choices"]').click();
    expect(screen.press(screen.find('[data-part="code"]'), "Enter")).toBe(false);
  });
});

describe("deleting what rules speak of", () => {
  it("says how many are left over", () => {
    const screen = open();
    screen.workspace.delete("status");
    expect(screen.find("cpms-designer-toast").textContent).toContain("1 rule or setting still speak of it");
  });
});

describe("undoing", () => {
  it("looks at what came back", () => {
    const screen = open();
    screen.workspace.select("onset");
    screen.workspace.delete("disease");
    screen.workspace.select("signs");
    screen.workspace.undo();
    expect(screen.workspace.selection).toBe("disease");
    expect(screen.workspace.page).toBe("diagnose");
  });

  it("is not possible on a form that may only be read", () => {
    const screen = open(sample(), { ...CONFIG, readOnly: true });
    screen.workspace.delete("disease");
    expect(elementOf(screen.workspace.definition, "disease")).toBeDefined();
    screen.workspace.select("disease");
    expect(screen.find<HTMLTextAreaElement>('[data-property="label"] textarea').disabled).toBe(true);
    expect(screen.all(".designer-outline__add")).toEqual([]);
  });
});
