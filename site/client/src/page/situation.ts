/**
 * What follows from the answers on a page: frames for the rules, and which elements are hidden or required in which rows. The same
 * steps as on the server: in the order of the plan, a hidden answer counts as not given unless it is kept.
 */

import { type Context, type Evaluate, Frame, compileRule, contextFrom } from "../logic";
import type { FormPlan, PlanElement } from "./plan";
import { readAnswer, readReason } from "./reading";

/** An element in one row: its id and the row's name ("" outside repeats, else `relatives.r1a2b3c4d`). */
export type PlaceKey = `${string}@${string}`;

export const placeKey = (id: string, scope: string): PlaceKey => `${id}@${scope}`;

export interface Situation {
  readonly hidden: ReadonlySet<PlaceKey>;
  readonly required: ReadonlySet<PlaceKey>;
}

interface Row {
  readonly scope: string;
  readonly frame: Frame;
  readonly parent: Row | null;
}

interface CompiledElement {
  readonly element: PlanElement;
  readonly relevant: Evaluate | null;
  readonly required: Evaluate | boolean;
}

interface Work {
  readonly rowsByChain: Map<string, Row[]>;
  readonly rowsByScope: Map<string, Row>;
}

const chainKey = (repeats: readonly string[]): string => repeats.join("/");

export class Rules {
  readonly #plan: FormPlan;
  readonly #context: Context;
  readonly #elements: readonly CompiledElement[];
  readonly #depths: ReadonlyMap<string, number>;

  constructor(plan: FormPlan) {
    this.#plan = plan;
    this.#context = contextFrom(plan.context);
    this.#elements = plan.elements.map((element) => this.#compiled(element));
    this.#depths = new Map(plan.elements.map((element) => [element.id, element.scope.length]));
  }

  #compiled(element: PlanElement): CompiledElement {
    const rule = (tree: unknown): Evaluate => compileRule(tree, this.#plan.symbols, element.scope);
    const { relevant, required } = element;
    return {
      element,
      relevant: relevant === null || relevant === undefined ? null : rule(relevant),
      required: typeof required === "object" && required !== null ? rule(required) : required === true,
    };
  }

  /** Works everything out for what stands in the inputs now. */
  workOut(root: HTMLElement): Situation {
    const work = this.#frames(root);
    const hidden = new Set<PlaceKey>();
    const required = new Set<PlaceKey>();
    for (const { element, relevant } of this.#elements) {
      for (const row of work.rowsByChain.get(chainKey(element.scope)) ?? []) {
        if (!this.#hides(element, relevant, row, hidden)) continue;
        hidden.add(placeKey(element.id, row.scope));
        if (element.on_hide !== "keep") forget(row.frame, element.id);
      }
    }
    for (const { element, required: rule } of this.#elements) {
      for (const row of work.rowsByChain.get(chainKey(element.scope)) ?? []) {
        const key = placeKey(element.id, row.scope);
        const asked = typeof rule === "boolean" ? rule : rule(row.frame, this.#context) === true;
        if (asked && !hidden.has(key)) required.add(key);
      }
    }
    return { hidden, required };
  }

  #hides(element: PlanElement, rule: Evaluate | null, row: Row, hidden: ReadonlySet<PlaceKey>): boolean {
    if (element.parent) {
      let holder: Row | null = row;
      const depth = this.#depths.get(element.parent) ?? element.scope.length;
      for (let above = element.scope.length; above > depth && holder; above -= 1) holder = holder.parent;
      if (holder && hidden.has(placeKey(element.parent, holder.scope))) return true;
    }
    return rule !== null && rule(row.frame, this.#context) !== true;
  }

  #frames(root: HTMLElement): Work {
    const top: Row = { scope: "", frame: new Frame(), parent: null };
    const work: Work = { rowsByChain: new Map([["", [top]]]), rowsByScope: new Map([["", top]]) };
    this.#addStored(work, top, [], this.#plan.answers);
    addRows(work, root);
    addAnswers(work, root);
    return work;
  }

  /** Answers of other pages, which came with the plan. */
  #addStored(
    work: Work,
    row: Row,
    chain: readonly string[],
    answers: Readonly<Record<string, unknown>>,
  ): void {
    const values: Record<string, unknown> = { ...row.frame.values };
    const inner = new Set<string>();
    for (const [id, symbol] of Object.entries(this.#plan.symbols.fields)) {
      const repeats = symbol.repeats ?? [];
      if (!chain.every((repeat, at) => repeats[at] === repeat)) continue;
      if (repeats.length === chain.length && symbol.key in answers) values[id] = answers[symbol.key];
      const next = repeats[chain.length];
      if (next !== undefined) inner.add(next);
    }
    row.frame.values = values;
    for (const repeat of inner) {
      const key = this.#plan.symbols.repeats[repeat]?.key ?? "";
      for (const stored of rowsIn(answers[key])) {
        const name = [row.scope, key, String(stored["_id"])].filter(Boolean).join(".");
        const child = addRow(work, row, repeat, [...chain, repeat], name);
        this.#addStored(work, child, [...chain, repeat], stored);
      }
    }
  }
}

function rowsIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((row) => typeof row === "object" && row !== null) : [];
}

function addRow(work: Work, parent: Row, repeat: string, chain: readonly string[], scope: string): Row {
  const row: Row = { scope, frame: parent.frame.addRow(repeat, {}), parent };
  work.rowsByScope.set(scope, row);
  const key = chainKey(chain);
  work.rowsByChain.set(key, [...(work.rowsByChain.get(key) ?? []), row]);
  return row;
}

/** Rows on this page, outer ones first because the document has them first. */
function addRows(work: Work, root: HTMLElement): void {
  const chains = new Map<string, readonly string[]>([["", []]]);
  for (const place of root.querySelectorAll<HTMLElement>("[data-row]")) {
    const repeat = place.closest<HTMLElement>("cpms-repeat");
    const wrapper = repeat?.closest<HTMLElement>("[data-element]");
    const outer = wrapper?.dataset["scope"] ?? "";
    const parent = work.rowsByScope.get(outer);
    const id = wrapper?.dataset["element"];
    if (!repeat || !parent || id === undefined) continue;
    const scope = `${repeat.dataset["name"] ?? ""}.${place.dataset["row"] ?? ""}`;
    const chain = [...(chains.get(outer) ?? []), id];
    chains.set(scope, chain);
    addRow(work, parent, id, chain, scope);
  }
}

function addAnswers(work: Work, root: HTMLElement): void {
  const values = new Map<Row, Record<string, unknown>>();
  const reasons = new Map<Row, Record<string, string>>();
  for (const group of root.querySelectorAll<HTMLElement>("[data-type][data-name]")) {
    const wrapper = group.closest<HTMLElement>("[data-element]");
    const row = work.rowsByScope.get(wrapper?.dataset["scope"] ?? "");
    const id = wrapper?.dataset["element"];
    if (!row || id === undefined) continue;
    if (!values.has(row)) values.set(row, { ...row.frame.values });
    if (!reasons.has(row)) reasons.set(row, {});
    (values.get(row) ?? {})[id] = readAnswer(group);
    const reason = readReason(group);
    if (reason) (reasons.get(row) ?? {})[id] = reason;
  }
  for (const [row, answers] of values) row.frame.values = answers;
  for (const [row, given] of reasons) row.frame.missing = given;
}

function forget(frame: Frame, id: string): void {
  const { [id]: _value, ...values } = frame.values;
  const { [id]: _reason, ...missing } = frame.missing;
  frame.values = values;
  frame.missing = missing;
}
