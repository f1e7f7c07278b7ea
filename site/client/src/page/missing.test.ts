import { beforeEach, describe, expect, it } from "vitest";
import { installChoices } from "./choices";
import { installMissing } from "./missing";
import { get, page, pick, select, text, type } from "./testing";

describe("a reason instead of an answer", () => {
  beforeEach(() => installMissing(page(`<form>${text("aaaa1111", "age")}</form>`)));
  const input = (): HTMLInputElement => get<HTMLInputElement>("#f-age");
  const reason = (): HTMLSelectElement => get<HTMLSelectElement>("[data-missing]");

  it("sets the answer aside, and brings it back when the reason is taken back", () => {
    type(input(), "34");
    select(reason(), "unknown");
    expect(input().value).toBe("");
    expect(get(".cpms-control").classList).toContain("cpms-control--missing");
    select(reason(), "");
    expect(input().value).toBe("34");
    expect(get(".cpms-control").classList).not.toContain("cpms-control--missing");
  });

  it("gives way to an answer", () => {
    select(reason(), "unknown");
    type(input(), "35");
    expect(reason().value).toBe("");
    expect(input().value).toBe("35");
  });
});

describe("choices", () => {
  const boxes = `<form><div data-type="choices"><input type="checkbox" name="a" value="x" id="x"><input type="checkbox" name="a" value="y" id="y"><input type="checkbox" name="a" value="none" id="none" data-exclusive></div>
    <div data-type="boolean"><input type="radio" name="b" value="true" id="yes"><button type="button" data-clear hidden>Clear</button></div></form>`;
  beforeEach(() => installChoices(page(boxes)));
  const box = (id: string): HTMLInputElement => get<HTMLInputElement>(`#${id}`);

  it("unticks the others when one that excludes them is ticked, and the other way round", () => {
    pick(box("x"));
    pick(box("y"));
    expect([box("x").checked, box("y").checked]).toEqual([true, true]);
    pick(box("none"));
    expect([box("x").checked, box("y").checked, box("none").checked]).toEqual([false, false, true]);
    pick(box("x"));
    expect([box("x").checked, box("none").checked]).toEqual([true, false]);
  });

  it("takes a radio back, and offers that only when there is one", () => {
    const button = get<HTMLButtonElement>("[data-clear]");
    expect(button.hidden).toBe(true);
    pick(box("yes"));
    expect(button.hidden).toBe(false);
    button.click();
    expect(box("yes").checked).toBe(false);
    expect(button.hidden).toBe(true);
  });
});
