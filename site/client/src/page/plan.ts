/** The rules of a page as the server sends them. */

import type { FieldSymbol, SentContext, Symbols } from "../logic";

export interface PlanElement {
  readonly id: string;
  /** The ids of the repeats around the element, outermost first. */
  readonly scope: readonly string[];
  readonly parent?: string | null;
  readonly relevant?: unknown;
  readonly required?: unknown;
  readonly on_hide?: "exclude" | "keep" | "clear";
}

export interface AutosaveSettings {
  readonly url: string;
  readonly version: number | string;
  readonly saved_at?: string | null;
}

export interface FormPlan {
  readonly page: string;
  readonly symbols: Symbols & {
    readonly fields: Readonly<Record<string, FieldSymbol & { readonly key: string }>>;
    readonly repeats: Readonly<Record<string, { readonly key: string }>>;
  };
  /** In the order in which they are worked out: what a rule reads comes before it, a holder before what it holds. */
  readonly elements: readonly PlanElement[];
  /** What rules of this page read on other pages, by key, rows with `_id`. */
  readonly answers: Readonly<Record<string, unknown>>;
  readonly context: SentContext;
  readonly autosave?: AutosaveSettings | null;
}

/** Reads the plan inside a form; null when the page brings none. */
export function planIn(form: Element): FormPlan | null {
  const script = form.querySelector("script[data-form-plan], [data-form-plan] > script");
  return script?.textContent ? (JSON.parse(script.textContent) as FormPlan) : null;
}
