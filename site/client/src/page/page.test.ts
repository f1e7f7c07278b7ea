import { afterEach, describe, expect, it, vi } from "vitest";
import { installErrorSummary, reveal } from "./errors";
import { installMenus } from "./menus";
import { get, page, type } from "./testing";
import { word } from "./words";

afterEach(() => vi.unstubAllGlobals());

describe("a page", () => {
  it("fills the gaps of sentences, in the page's language if it has them", () => {
    const place = page(`<p data-count="{count} trouvés sur {all}"></p>`);
    expect(word(place, "count", "{count} found", { count: 3 })).toBe("3 trouvés sur {all}");
    expect(word(place, "none", "{count} found", { count: 3 })).toBe("3 found");
  });

  it("moves the reader to the errors, and from there into a closed group", () => {
    page(
      `<div><div class="govuk-error-summary"><a href="#f-a">Answer this question.</a></div><details><summary>Group</summary><div data-type="text"><input id="f-a"></div></details></div>`,
    );
    installErrorSummary(document);
    expect(document.activeElement).toBe(get(".govuk-error-summary"));
    get("a").click();
    expect(get<HTMLDetailsElement>("details").open).toBe(true);
    expect(document.activeElement).toBe(get("#f-a"));
    expect(reveal(document.createElement("input"))).toBe(false);
  });

  it("closes menus on Escape and on a click elsewhere", () => {
    page(
      `<div><details class="cpms-menu" open id="one"><summary>One</summary><button>In</button></details><details class="cpms-menu" open id="two"><summary>Two</summary></details></div>`,
    );
    installMenus(document);
    get("#one button").click();
    expect([get<HTMLDetailsElement>("#one").open, get<HTMLDetailsElement>("#two").open]).toEqual([
      true,
      false,
    ]);
    get("#one button").focus();
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    expect(get<HTMLDetailsElement>("#one").open).toBe(false);
    expect(document.activeElement).toBe(get("#one summary"));
  });

  it("switches the theme and remembers it", () => {
    vi.stubGlobal("matchMedia", () => ({ matches: true }));
    page(`<cpms-theme></cpms-theme>`);
    const button = get<HTMLButtonElement>("cpms-theme button");
    expect(button.getAttribute("aria-label")).toBe("Light theme");
    button.click();
    expect(document.documentElement.dataset["theme"]).toBe("light");
    expect(document.cookie).toContain("theme=light");
    expect(button.getAttribute("aria-label")).toBe("Dark theme");
    delete document.documentElement.dataset["theme"];
  });

  it("counts characters as the server does, and warns near the end only", () => {
    page(
      `<cpms-count data-most="10"><textarea></textarea><p class="cpms-count">Up to 10 characters</p></cpms-count>`,
    );
    const box = get<HTMLTextAreaElement>("textarea");
    const line = (): string => get(".cpms-count").textContent ?? "";
    type(box, "abc");
    expect(line()).toBe("Up to 10 characters");
    type(box, "👁".repeat(9));
    expect(line()).toBe("1 characters left");
    type(box, "a".repeat(12));
    expect(line()).toBe("2 characters too many");
    expect(get(".cpms-count").classList).toContain("cpms-count--over");
  });

  it("filters a table by words and by chip", () => {
    page(`<cpms-filter-table><div data-filter hidden><input data-words><button type="button" data-chip="">All</button><button type="button" data-chip="s">Some</button><p data-shown></p></div>
      <table><tbody><tr data-chip="s"><td>Age</td></tr><tr data-chip=""><td>Age at visit</td></tr><tr data-chip="s"><td>Name</td></tr></tbody></table></cpms-filter-table>`);
    const shown = (): boolean[] => [...document.querySelectorAll("tr")].map((row) => !row.hidden);
    expect(get("[data-filter]").hidden).toBe(false);
    type(get<HTMLInputElement>("[data-words]"), "AGE");
    expect(shown()).toEqual([true, true, false]);
    get("[data-chip=s]").click();
    expect(shown()).toEqual([true, false, false]);
    expect(get("[data-shown]").textContent).toBe("1 of 3 rows");
  });
});
