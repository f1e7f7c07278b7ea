import { describe, expect, it } from "vitest";
import { History } from "./history";

describe("History", () => {
  it("undoes and redoes one step at a time", () => {
    const history = new History("a");
    history.push("b", null, 1);
    history.push("c", null, 2);
    expect([history.undo(), history.undo(), history.undo()]).toEqual(["b", "a", undefined]);
    expect([history.redo(), history.redo(), history.redo()]).toEqual(["b", "c", undefined]);
  });

  it("takes typing in one property within a second as one step", () => {
    const history = new History("");
    history.push("A", "x.label", 0);
    history.push("Ag", "x.label", 900);
    history.push("Age", "x.label", 1800);
    expect(history.undo()).toBe("");
  });

  it("begins a new step after a pause, in another property, and after an undo", () => {
    const history = new History("");
    history.push("a", "label", 0);
    history.push("b", "label", 1000);
    history.push("c", "help", 1100);
    expect([history.undo(), history.undo()]).toEqual(["b", "a"]);
    history.push("d", "label", 1200);
    expect(history.undo()).toBe("a");
  });

  it("forgets what was undone once something else is done", () => {
    const history = new History("a");
    history.push("b", null, 1);
    history.undo();
    history.push("c", null, 2);
    expect(history.canRedo).toBe(false);
  });

  it("keeps five hundred steps", () => {
    const history = new History(0);
    for (let step = 1; step <= 600; step += 1) history.push(step, null, step);
    let undone = 0;
    while (history.undo() !== undefined) undone += 1;
    expect(undone).toBe(500);
    expect(history.state).toBe(100);
  });
});
