import { describe, expect, it } from "vitest";
import { sample } from "../testing/sample";
import { open } from "../testing/screen";
import { dropAt, outlineRows } from "./rows";

const rows = (closed: readonly string[] = [], filter = ""): ReturnType<typeof outlineRows> =>
  outlineRows(sample(), { closed: new Set(closed), filter, language: "en" });

describe("lines of the outline", () => {
  it("show what is open, with place among the siblings", () => {
    expect(
      rows(["measures", "familypg"]).map((row) => [
        row.element.id,
        row.level,
        row.position,
        row.siblings,
        row.open,
      ]),
    ).toEqual([
      ["diagnose", 1, 1, 2, true],
      ["status", 2, 1, 3, undefined],
      ["disease", 2, 2, 3, undefined],
      ["measures", 2, 3, 3, false],
      ["familypg", 1, 2, 2, false],
    ]);
  });

  it("show the way to what the filter finds, by words or key", () => {
    expect(rows(["diagnose"], "heig").map((row) => row.element.id)).toEqual([
      "diagnose",
      "measures",
      "sidebysi",
      "height",
    ]);
    expect(rows([], "nothing like it")).toEqual([]);
  });
});

describe("dragging over the outline", () => {
  const all = rows();
  const at = (id: string, part: number): number => all.findIndex((row) => row.element.id === id) + part;
  const drop = (moved: string, over: string, part: number) =>
    dropAt(sample(), all, at(over, part), moved)?.target;

  it("goes before, after or into what is below the pointer", () => {
    expect(drop("disease", "status", 0.2)).toEqual({
      parent: "diagnose",
      index: 0,
    });
    expect(drop("status", "pregnant", 0.9)).toEqual({
      parent: "measures",
      index: 2,
    });
    expect(drop("status", "measures", 0.5)).toEqual({
      parent: "measures",
      index: 0,
    });
    expect(drop("disease", "sidebysi", 0.6)).toEqual({
      parent: "sidebysi",
      index: 0,
    });
  });

  it("takes the nearest place that is possible", () => {
    expect(drop("diagnose", "onset", 0.5)).toEqual({ parent: null, index: 2 });
    expect(drop("measures", "weight", 0.5)).toBeUndefined();
  });
});

describe("<cpms-designer-outline>", () => {
  const line = (screen: ReturnType<typeof open>, id: string) =>
    screen.find(`.designer-tree__line[data-id="${id}"]`);

  it("is a tree that is walked with the arrows", () => {
    const screen = open();
    const tree = screen.find('[role="tree"]');
    screen.press(tree, "ArrowDown");
    expect(screen.workspace.selection).toBe("diagnose");
    screen.press(tree, "ArrowRight");
    expect(screen.workspace.selection).toBe("status");
    screen.press(tree, "ArrowLeft");
    expect(screen.workspace.selection).toBe("diagnose");
    screen.press(tree, "ArrowLeft");
    expect(line(screen, "diagnose").getAttribute("aria-expanded")).toBe("false");
    screen.press(tree, "End");
    expect(screen.workspace.selection).toBe("signs");
    expect(tree.getAttribute("aria-activedescendant")).toBe(line(screen, "signs").id);
    expect(line(screen, "signs").getAttribute("aria-selected")).toBe("true");
  });

  it("opens the way to what is selected elsewhere", () => {
    const screen = open();
    line(screen, "diagnose").querySelector<HTMLElement>("[data-fold]")?.click();
    expect(screen.all('.designer-tree__line[data-id="weight"]')).toEqual([]);
    screen.workspace.select("weight");
    expect(line(screen, "weight").getAttribute("aria-level")).toBe("4");
  });

  it("builds only the lines in view", () => {
    const elements = Array.from({ length: 1000 }, (_none, index) => ({
      kind: "field",
      id: `f${String(index).padStart(7, "0")}`,
      key: `k${index}`,
      type: "text",
      label: { en: `Question ${index}` },
    }));
    const pages = Array.from({ length: 50 }, (_none, index) => ({
      kind: "page",
      id: `p${String(index).padStart(7, "0")}`,
      title: {},
      elements: elements.slice(20 * index, 20 * index + 20),
    }));
    const screen = open({ ...sample(), elements: pages });
    expect(screen.all(".designer-tree__line").length).toBeLessThan(60);
    screen.type(screen.find(".designer-outline__head input"), "question 777");
    expect(screen.all(".designer-tree__line").map((found) => found.dataset["id"])).toEqual([
      "p0000038",
      "f0000777",
    ]);
  });

  it("moves out of and into containers with Alt and the arrows", () => {
    const screen = open();
    const tree = screen.find('[role="tree"]');
    screen.workspace.select("pregnant");
    screen.press(tree, "ArrowLeft", { altKey: true });
    expect(screen.saved().elements[0]?.elements?.map((element) => element.id)).toEqual([
      "status",
      "disease",
      "measures",
      "pregnant",
    ]);
    screen.press(tree, "ArrowRight", { altKey: true });
    expect(screen.saved().elements[0]?.elements).toHaveLength(3);
  });

  it("adds a page after the current one and asks for its title", () => {
    const screen = open();
    screen.workspace.select("disease");
    screen.words("Add page").click();
    expect(screen.saved().elements.map((page) => page.kind)).toEqual(["page", "page", "page"]);
    expect(screen.saved().elements[1]?.id).toBe(screen.workspace.selection);
    expect(document.activeElement?.closest("[data-property]")?.getAttribute("data-property")).toBe("title");
  });
});
