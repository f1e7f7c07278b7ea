/** A rule as JSON, for what is more than lines. Only a rule leaves it; the rest is said and stays in the box. */

import { button, h } from "../dom";
import type { Rule } from "../model/document";
import { isRecord, isRule } from "../model/document";

export interface TreeEdit {
  readonly rule: Rule | undefined;
  readonly readOnly: boolean;
  use(rule: Rule): void;
  cancel(): void;
}

export function ruleTree(edit: TreeEdit): HTMLElement[] {
  const input = h("textarea", {
    class: "designer-input designer-code",
    rows: 10,
    spellcheck: "false",
    "aria-label": "The rule as a JSON tree",
    "data-own-undo": true,
    readonly: edit.readOnly,
  });
  input.value = JSON.stringify(edit.rule ?? {}, null, 2);
  const problem = h("p", {
    class: "designer-control__problem",
    role: "alert",
    hidden: true,
  });
  const use = (): void => {
    const rule = readTree(input.value);
    if (typeof rule !== "string") {
      edit.use(rule.rule);
      return;
    }
    problem.textContent = rule;
    problem.hidden = false;
  };
  const foot = h(
    "div",
    { class: "designer-rule__foot" },
    button({ class: "designer-button", disabled: edit.readOnly, on: { click: use } }, "Use this rule"),
    button({ class: "designer-link", on: { click: () => edit.cancel() } }, "Cancel"),
  );
  return [input, problem, foot];
}

/** A rule, or the sentence that says why the text is none. */
export function readTree(text: string): { readonly rule: Rule } | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "This is not valid JSON: look for a missing quote, comma or bracket.";
  }
  if (!isRecord(value) || Object.keys(value).length !== 1 || !isRule(value)) {
    return 'A rule is one operator with its arguments, such as {"is_empty": [{"field": "…"}]}.';
  }
  return { rule: value };
}
