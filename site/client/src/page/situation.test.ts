import { describe, expect, it } from "vitest";
import type { FormPlan, PlanElement } from "./plan";
import { Rules } from "./situation";
import { show } from "./showing";
import { get, page, pick, select, text, type, yesNo } from "./testing";

const FAMILY = { "=": [{ field: "family01" }, true] };

function plan(elements: PlanElement[], more: Partial<FormPlan> = {}): FormPlan {
  return {
    page: "page0001",
    symbols: {
      fields: {
        family01: { type: "boolean", repeats: [], key: "family" },
        mother01: { type: "text", repeats: [], key: "mother" },
        exam0001: { type: "boolean", repeats: ["relative"], key: "exam" },
        found001: { type: "text", repeats: ["relative"], key: "found" },
        other001: { type: "number", repeats: [], key: "other" },
        oldage01: { type: "number", repeats: ["oldrep01"], key: "age" },
      },
      options: {},
      repeats: { relative: { key: "relatives" }, oldrep01: { key: "older" } },
    },
    elements,
    answers: {},
    context: { today: "2026-11-22" },
    ...more,
  };
}

const el = (id: string, more: Partial<PlanElement> = {}): PlanElement => ({
  id,
  scope: [],
  relevant: null,
  required: null,
  ...more,
});

function row(id: string): string {
  const scope = `relatives.${id}`;
  return `<div data-row="${id}">${yesNo("exam0001", `${scope}.exam`, scope)}${text("found001", `${scope}.found`, scope)}</div>`;
}

function refresh(rules: Rules, root: HTMLElement): number {
  return show(root, rules.workOut(root)).open;
}

describe("what follows from the answers", () => {
  it("shows a question when the answer it hangs on is given, and hides it again", () => {
    const root = page(`<form>${yesNo("family01", "family")}${text("mother01", "mother")}</form>`);
    const rules = new Rules(plan([el("family01"), el("mother01", { relevant: FAMILY })]));
    const mother = get("[data-element=mother01]");
    refresh(rules, root);
    expect(mother.hidden).toBe(true);
    pick(get<HTMLInputElement>("#f-family"));
    refresh(rules, root);
    expect(mother.hidden).toBe(false);
    get<HTMLInputElement>("#f-family").checked = false;
    refresh(rules, root);
    expect(mother.hidden).toBe(true);
  });

  it("hides what stands in a hidden section, and takes its answers as not given", () => {
    const root = page(
      `<form>${yesNo("family01", "family")}<div data-element="section1" data-scope="">${text("mother01", "mother")}</div>${text("other001", "other", "", "number")}</form>`,
    );
    const known = { not: [{ is_empty: [{ field: "mother01" }] }] };
    const rules = new Rules(
      plan([
        el("family01"),
        el("section1", { relevant: FAMILY }),
        el("mother01", { parent: "section1" }),
        el("other001", { relevant: known }),
      ]),
    );
    pick(get<HTMLInputElement>("#f-family"));
    type(get<HTMLInputElement>("#f-mother"), "RHO");
    refresh(rules, root);
    expect(get("[data-element=other001]").hidden).toBe(false);
    get<HTMLInputElement>("#f-family").checked = false;
    refresh(rules, root);
    expect(get("[data-element=mother01]").hidden).toBe(true);
    expect(get("[data-element=other001]").hidden).toBe(true);
    expect(get<HTMLInputElement>("#f-mother").value).toBe("RHO"); // what was typed stays
  });

  it("keeps the answer of a hidden question that says so", () => {
    const root = page(
      `<form>${yesNo("family01", "family")}${text("mother01", "mother")}${text("other001", "other", "", "number")}</form>`,
    );
    type(get<HTMLInputElement>("#f-mother"), "RHO");
    const known = { not: [{ is_empty: [{ field: "mother01" }] }] };
    const rules = (on_hide: "keep" | "exclude"): Rules =>
      new Rules(
        plan([
          el("family01"),
          el("mother01", { relevant: FAMILY, on_hide }),
          el("other001", { relevant: known }),
        ]),
      );
    refresh(rules("keep"), root);
    expect(get("[data-element=other001]").hidden).toBe(false);
    refresh(rules("exclude"), root);
    expect(get("[data-element=other001]").hidden).toBe(true);
  });

  it("works each row of a repeat out by itself", () => {
    const root = page(
      `<form><div data-element="relative" data-scope=""><cpms-repeat data-name="relatives"><div data-rows>${row("r1aaaaaaa")}${row("r2bbbbbbb")}</div></cpms-repeat></div></form>`,
    );
    const examined = { "=": [{ field: "exam0001" }, true] };
    const inRow = { scope: ["relative"], parent: "relative" };
    const rules = new Rules(
      plan([
        el("relative"),
        el("exam0001", inRow),
        el("found001", { ...inRow, relevant: examined, required: examined }),
      ]),
    );
    pick(get<HTMLInputElement>('[name="relatives.r2bbbbbbb.exam"][value=true]'));
    const open = refresh(rules, root);
    const found = [...root.querySelectorAll<HTMLElement>("[data-element=found001]")];
    expect(found.map((each) => each.hidden)).toEqual([true, false]);
    expect(found.map((each) => get("[data-optional]", each).hidden)).toEqual([false, true]);
    expect(open).toBe(1);
  });

  it("reads answers of other pages from the plan, also rows", () => {
    const root = page(`<form>${text("mother01", "mother")}</form>`);
    const oldest = { ">": [{ max: [{ field: "oldage01" }] }, 60] };
    const made = (age: number): Rules =>
      new Rules(
        plan([el("mother01", { relevant: oldest })], {
          answers: {
            older: [
              { _id: "r1", age: 12 },
              { _id: "r2", age },
            ],
          },
        }),
      );
    refresh(made(61), root);
    expect(get("[data-element=mother01]").hidden).toBe(false);
    refresh(made(60), root);
    expect(get("[data-element=mother01]").hidden).toBe(true);
  });

  it("asks for required answers, unless a reason says why there is none", () => {
    const root = page(`<form>${text("mother01", "mother")}</form>`);
    const rules = new Rules(plan([el("mother01", { required: true })]));
    expect(refresh(rules, root)).toBe(1);
    expect(get("#f-mother").getAttribute("aria-required")).toBe("true");
    select(get<HTMLSelectElement>("[data-missing]"), "unknown");
    expect(refresh(rules, root)).toBe(0);
  });
});
