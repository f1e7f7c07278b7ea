import { describe, expect, it } from "vitest";
import { readAnswer, readNumber, readReason } from "./reading";
import { get, page, text } from "./testing";

const group = (html: string): HTMLElement => page(html);

describe("reading answers", () => {
  it("takes a decimal point or comma and refuses what is no number", () => {
    expect(["3", "3,5", "\u22124.5", "1 000", ".5", "5."].map(readNumber)).toEqual([
      3, 3.5, -4.5, 1000, 0.5, 5,
    ]);
    expect(["", "1e3", "1,000,000", "abc", "--1"].map(readNumber)).toEqual([null, null, null, null, null]);
  });

  it("reads the radio that is chosen as true or false", () => {
    const made = group(
      `<div data-type="boolean" data-name="a"><input type="radio" name="a" value="true"><input type="radio" name="a" value="false" checked></div>`,
    );
    expect(readAnswer(made)).toBe(false);
  });

  it("reads checked boxes as codes, and none as no answer", () => {
    const boxes = (...on: string[]): string =>
      ["x", "y", "z"]
        .map(
          (code) => `<input type="checkbox" name="a" value="${code}"${on.includes(code) ? " checked" : ""}>`,
        )
        .join("");
    expect(readAnswer(group(`<div data-type="choices" data-name="a">${boxes("x", "z")}</div>`))).toEqual([
      "x",
      "z",
    ]);
    expect(readAnswer(group(`<div data-type="choices" data-name="a">${boxes()}</div>`))).toBeNull();
  });

  it("reads a term by its code, and words without a code as words", () => {
    const term = (code: string): HTMLElement =>
      group(
        `<div data-type="coded_term" data-name="a.r1.b" data-system="ORPHA"><input type="text" name="a.r1.b" value="Usher"><input type="hidden" name="a.r1.b:code" value="${code}"></div>`,
      );
    expect(readAnswer(term("886"))).toEqual({ system: "ORPHA", code: "886", label: "Usher" });
    expect(readAnswer(term(""))).toEqual({ text: "Usher" });
  });

  it("takes half a date for no answer", () => {
    const date = (value: string): HTMLElement =>
      group(`<div data-type="date" data-name="a"><input name="a" value="${value}"></div>`);
    expect(readAnswer(date("2026-11-22"))).toBe("2026-11-22");
    expect(readAnswer(date("2026-11"))).toBeNull();
  });

  it("forgets a kept file that is ticked for removal", () => {
    const file = (checked: string): HTMLElement =>
      group(
        `<div data-type="file" data-name="a"><input type="hidden" name="a:upload" value="u1"><input type="checkbox" name="a:remove"${checked}></div>`,
      );
    expect(readAnswer(file(""))).toEqual({ upload: "u1" });
    expect(readAnswer(file(" checked"))).toBeNull();
  });

  it("reads answers that may only be read from their hidden inputs", () => {
    const made = group(
      `<div data-type="choices" data-name="a"><input type="hidden" name="a" value="x"><input type="hidden" name="a" value="y"></div>`,
    );
    expect(readAnswer(made)).toEqual(["x", "y"]);
  });

  it("reads the reason for a missing answer", () => {
    page(text("aaaa1111", "age"));
    get<HTMLSelectElement>("select").value = "unknown";
    expect(readReason(get("[data-type]"))).toBe("unknown");
  });
});
