import { describe, expect, it } from "vitest";
import { elementOf } from "../model/tree";
import { sample } from "../testing/sample";
import type { Screen } from "../testing/screen";
import { CONFIG, open } from "../testing/screen";
import { entriesFor, search } from "./palette";

const item = (screen: Screen, id: string): HTMLElement => screen.find(`.designer-item[data-id="${id}"]`);
const shownIds = (screen: Screen): readonly (string | undefined)[] =>
  screen.all(".designer-item").map((found) => found.dataset["id"]);

describe("<cpms-designer-canvas>", () => {
  it("draws the current page only", () => {
    const screen = open();
    expect(shownIds(screen)).toEqual([
      "diagnose",
      "status",
      "disease",
      "measures",
      "sidebysi",
      "weight",
      "height",
      "pregnant",
    ]);
    screen.workspace.select("signs");
    expect(shownIds(screen)).toEqual(["familypg", "relative", "relation", "affected", "onset", "signs"]);
  });

  it("selects what is clicked", () => {
    const screen = open();
    item(screen, "disease").click();
    expect(screen.workspace.selection).toBe("disease");
    expect(item(screen, "disease").getAttribute("aria-current")).toBe("true");
    expect(document.activeElement).toBe(item(screen, "disease"));
  });

  it("says when something is shown, in the words of the questions as they are now", () => {
    const screen = open();
    expect(item(screen, "disease").textContent).toContain("Shown only if “Status” is Confirmed");
    screen.workspace.select("status");
    screen.type(screen.find('[data-property="label"] textarea'), "State");
    expect(item(screen, "disease").textContent).toContain("Shown only if “State” is Confirmed");
  });

  it("takes the server's words for rules that are more than lines", () => {
    const relevant = { ">": [{ "+": [{ field: "weight" }, 1] }, 3] };
    const screen = open({
      ...sample(),
      elements: sample().elements.map((page) => ({
        ...page,
        elements: page.elements?.map((element) =>
          element.id === "disease" ? { ...element, relevant } : element,
        ),
      })),
    });
    expect(item(screen, "disease").textContent).toContain("Shown only if a rule holds");
    screen.workspace.checked({
      problems: [],
      usage: {},
      sentences: { disease: { relevant: "Weight plus 1 is more than 3" } },
    });
    expect(item(screen, "disease").textContent).toContain("Shown only if Weight plus 1 is more than 3");
  });

  it("edits the words of what is selected", () => {
    const screen = open();
    item(screen, "disease").click();
    item(screen, "disease").querySelector<HTMLElement>("[data-words]")?.click();
    const editor = screen.find<HTMLTextAreaElement>(".designer-words");
    expect(editor.value).toBe("Disease");
    editor.value = "Name of it";
    screen.press(editor, "Enter");
    expect(elementOf(screen.saved(), "disease")).toMatchObject({
      label: { en: "Name of it" },
    });
    expect(item(screen, "disease").textContent).toContain("Name of it");
  });

  it("gives up editing words with Escape", () => {
    const screen = open();
    item(screen, "disease").click();
    screen.press(item(screen, "disease"), "F2");
    const editor = screen.find<HTMLTextAreaElement>(".designer-words");
    editor.value = "Nonsense";
    screen.press(editor, "Escape");
    expect(screen.all(".designer-words")).toEqual([]);
    expect(elementOf(screen.workspace.definition, "disease")).toMatchObject({
      label: { en: "Disease" },
    });
  });

  it("walks through the page with the arrows and keeps the keyboard on what moves", () => {
    const screen = open();
    item(screen, "status").click();
    screen.press(item(screen, "status"), "ArrowDown");
    expect(document.activeElement).toBe(item(screen, "disease"));
    screen.press(item(screen, "disease"), "ArrowUp", { altKey: true });
    expect(document.activeElement).toBe(item(screen, "disease"));
    expect(screen.saved().elements[0]?.elements?.[0]?.id).toBe("disease");
  });

  it("draws an element again only when it changed", () => {
    const screen = open();
    const words = item(screen, "disease").querySelector(".designer-label");
    screen.workspace.select("status");
    screen.type(screen.find('[data-property="help"] textarea'), "Why");
    expect(item(screen, "disease").querySelector(".designer-label")).toBe(words);
    expect(item(screen, "status").textContent).toContain("Why");
  });

  it("shows what it does not know, and keeps it", () => {
    const strange = { kind: "matrix", id: "matrix00", rows: [1] };
    const screen = open({
      ...sample(),
      elements: [{ kind: "page", id: "onlypage", title: {}, elements: [strange] }],
    });
    expect(item(screen, "matrix00").textContent).toContain("Unknown element (matrix)");
    screen.workspace.add({ kind: "note" }, { parent: "onlypage", index: 0 });
    expect(elementOf(screen.saved(), "matrix00")).toEqual(strange);
  });
});

describe("<cpms-designer-palette>", () => {
  const openAt = (screen: Screen, parent: string, index: number): HTMLElement => {
    screen.find(`button[data-parent="${parent}"][data-index="${index}"]`).click();
    return screen.find("cpms-designer-palette input");
  };

  it("adds in the place where it was opened and asks for the words", () => {
    const screen = open();
    const input = openAt(screen, "diagnose", 1);
    expect(document.activeElement).toBe(input);
    screen.type(input, "yes");
    screen.press(input, "Enter");
    const added = screen.saved().elements[0]?.elements?.[1];
    expect(added).toMatchObject({
      kind: "field",
      type: "boolean",
      key: "question",
    });
    expect(screen.all("cpms-designer-palette")).toEqual([]);
    expect(document.activeElement?.closest("[data-property]")?.getAttribute("data-property")).toBe("label");
  });

  it("is chosen from with the arrows and closed with Escape", () => {
    const screen = open();
    const input = openAt(screen, "diagnose", 0);
    screen.press(input, "ArrowDown");
    expect(screen.find('[role="option"][aria-selected="true"]').id).toBe(
      input.getAttribute("aria-activedescendant"),
    );
    expect(screen.find('[role="option"][aria-selected="true"]').textContent).toContain("Number");
    screen.press(input, "Escape");
    expect(screen.all("cpms-designer-palette")).toEqual([]);
    expect(screen.workspace.canUndo).toBe(false);
  });

  it("offers only questions in a row", () => {
    const screen = open();
    const groups = new Set(
      entriesFor(screen.workspace, { parent: "sidebysi", index: 0 }).map((entry) => entry.blueprint.kind),
    );
    expect([...groups]).toEqual(["field"]);
  });

  it("finds what people call it elsewhere", () => {
    const entries = entriesFor(open().workspace, {
      parent: "diagnose",
      index: 0,
    });
    expect(search(entries, "dropdown").map((entry) => entry.label)).toEqual(["One choice"]);
    expect(search(entries, "number")[0]?.label).toBe("Number");
    expect(search(entries, "xyz")).toEqual([]);
  });

  it("is not offered on a form that may only be read", () => {
    const screen = open(sample(), { ...CONFIG, readOnly: true });
    expect(screen.all(".designer-gap").every((gap) => gap.hidden)).toBe(true);
  });
});
