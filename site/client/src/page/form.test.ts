import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { get, page, pick, text, type, yesNo } from "./testing";

const PLAN = {
  page: "page0001",
  symbols: {
    fields: {
      family01: { type: "boolean", repeats: [], key: "family" },
      mother01: { type: "text", repeats: [], key: "mother" },
    },
    options: {},
    repeats: {},
  },
  elements: [
    { id: "family01", scope: [], relevant: null, required: true },
    { id: "mother01", scope: [], relevant: { "=": [{ field: "family01" }, true] }, required: true },
  ],
  answers: {},
  context: { today: "2026-11-22", step: null, user_roles: [] },
  autosave: { url: "/save", version: 3, saved_at: "14:00" },
};

function open(plan: unknown = PLAN): HTMLElement {
  return page(`<cpms-form><div data-notices></div><form><input name="base_version" value="3">${yesNo("family01", "family")}${text("mother01", "mother")}
    <p data-save-status></p><div data-form-plan><script type="application/json">${JSON.stringify(plan)}</script></div></form></cpms-form>
    <small data-open-count data-none="Nothing open"></small>`);
}

const status = (): string => get("[data-save-status]").textContent ?? "";
const leave = (): boolean => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));

describe("a section of a record", () => {
  let answer: () => Response;
  beforeEach(() => {
    vi.useFakeTimers();
    answer = () => new Response('{"version": 4, "saved_at": "14:02", "errors": {}}');
    vi.stubGlobal(
      "fetch",
      vi.fn(async () => answer()),
    );
  });
  afterEach(() => {
    document.body.innerHTML = "";
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("shows questions as answers are given, and counts what is open", () => {
    open();
    expect(get("[data-element=mother01]").hidden).toBe(true);
    expect(get("[data-open-count]").textContent).toBe("1 answer open");
    pick(get<HTMLInputElement>("#f-family"));
    expect(get("[data-element=mother01]").hidden).toBe(false);
    type(get<HTMLInputElement>("#f-mother"), "RHO");
    expect(get("[data-open-count]").textContent).toBe("Nothing open");
  });

  it("says when it was saved, and warns before something unsaved is left", async () => {
    open();
    expect(status()).toBe("Saved 14:00");
    expect(leave()).toBe(false);
    type(get<HTMLInputElement>("#f-mother"), "RHO");
    expect(status()).toBe("Not saved yet");
    expect(leave()).toBe(true);
    await vi.advanceTimersByTimeAsync(2000);
    expect(status()).toBe("Saved 14:02");
    expect(leave()).toBe(false);
  });

  it("does not warn when the form itself is sent", () => {
    open();
    type(get<HTMLInputElement>("#f-mother"), "RHO");
    get("form").addEventListener("submit", (event) => event.preventDefault());
    get("form").dispatchEvent(new Event("submit", { cancelable: true }));
    expect(leave()).toBe(false);
  });

  it("shows errors of drafts at their questions, but not at the one being answered", async () => {
    open();
    answer = () =>
      new Response(
        '{"version": 4, "saved_at": "14:02", "errors": {"mother": "Too long.", "family": "Choose yes or no."}}',
      );
    pick(get<HTMLInputElement>("#f-family"));
    get("#f-mother").focus();
    await vi.advanceTimersByTimeAsync(2000);
    expect(get("[data-element=family01] .govuk-error-message").textContent).toBe("Error: Choose yes or no.");
    expect(document.querySelector("[data-element=mother01] .govuk-error-message")).toBeNull();
    get("#f-mother").blur();
    answer = () => new Response('{"version": 5, "saved_at": "14:03", "errors": {"mother": "Too long."}}');
    type(get<HTMLInputElement>("#f-mother"), "x");
    await vi.advanceTimersByTimeAsync(2000);
    expect(document.querySelector("[data-element=family01] .govuk-error-message")).toBeNull();
    expect(get("#f-mother").getAttribute("aria-describedby")).toBe("f-mother-error");
  });

  it("says what to do when somebody else changed the same answers", async () => {
    open();
    answer = () => new Response('{"conflict": true, "url": "/conflicts/7/"}', { status: 409 });
    type(get<HTMLInputElement>("#f-mother"), "RHO");
    await vi.advanceTimersByTimeAsync(2000);
    expect(get<HTMLAnchorElement>("[data-notices] a").getAttribute("href")).toBe("/conflicts/7/");
    expect(leave()).toBe(false); // it is kept aside on the server
  });

  it("says when nobody is signed in any more, and saves on demand", async () => {
    open();
    answer = () => new Response("", { status: 403 });
    type(get<HTMLInputElement>("#f-mother"), "RHO");
    await vi.advanceTimersByTimeAsync(2000);
    expect(get("[data-notices]").textContent).toContain("You are signed out");
    expect(leave()).toBe(true);
    answer = () => new Response('{"version": 4, "saved_at": "14:05", "errors": {}}');
    get("[data-notices] button").click();
    await vi.advanceTimersByTimeAsync(0);
    expect(status()).toBe("Saved 14:05");
    expect(get("[data-notices]").textContent).toBe("");
  });

  it("goes on without rules that it does not understand", () => {
    open({ ...PLAN, elements: [{ id: "mother01", scope: [], relevant: { nonsense: [1] }, required: null }] });
    expect(get("[data-element=mother01]").hidden).toBe(false);
    expect(status()).toBe("Saved 14:00");
  });
});
