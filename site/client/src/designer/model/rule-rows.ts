/**
 * Rules as lines a person can fill in: "all of: [question] [is] [choice]". Lines and tree are inverse; a tree that is more than
 * lines is left to the tree editor and never rewritten.
 */

import type { Definition, FormElement, Rule } from "./document";
import { isRecord, nameOf, sameJson, textIn } from "./document";
import { choicesOf } from "./choices";
import { elementOf } from "./tree";

export type Test =
  | "is"
  | "is_not"
  | "includes"
  | "not_includes"
  | "answered"
  | "not_answered"
  | "less"
  | "at_most"
  | "at_least"
  | "more";

/** A literal, one of the question's choices, or the day the form is filled in. */
export type Value =
  { readonly literal: string | number | boolean } | { readonly option: string } | { readonly today: true };

export interface Row {
  readonly field: string;
  readonly test: Test;
  readonly value?: Value;
}

export interface Rows {
  readonly join: "and" | "or";
  readonly rows: readonly Row[];
}

export const TEST_WORDS: Readonly<Record<Test, string>> = {
  is: "is",
  is_not: "is not",
  includes: "includes",
  not_includes: "does not include",
  answered: "is answered",
  not_answered: "is not answered",
  less: "is less than",
  at_most: "is at most",
  at_least: "is at least",
  more: "is more than",
};

const DATE_WORDS: Partial<Record<Test, string>> = {
  less: "is before",
  at_most: "is on or before",
  at_least: "is on or after",
  more: "is after",
};

const COMPARISONS: Partial<Record<Test, string>> = {
  is: "=",
  is_not: "!=",
  less: "<",
  at_most: "<=",
  at_least: ">=",
  more: ">",
};

const ANSWERED: readonly Test[] = ["answered", "not_answered"];
const SAME: readonly Test[] = ["is", "is_not"];
const ORDERED: readonly Test[] = ["less", "at_most", "at_least", "more"];

/** The tests that make sense for a type; a type that is not listed can only be answered or not. */
export function testsFor(type: string): readonly Test[] {
  switch (type) {
    case "boolean":
    case "choice":
    case "text":
      return [...SAME, ...ANSWERED];
    case "choices":
      return ["includes", "not_includes", ...ANSWERED];
    case "number":
    case "date":
      return [...SAME, ...ORDERED, ...ANSWERED];
    default:
      return ANSWERED;
  }
}

export function testWords(test: Test, type: string): string {
  return (type === "date" ? DATE_WORDS[test] : undefined) ?? TEST_WORDS[test];
}

export function needsValue(test: Test): boolean {
  return test !== "answered" && test !== "not_answered";
}

export function isComplete(row: Partial<Row>): row is Row {
  return (
    row.field !== undefined && row.test !== undefined && (!needsValue(row.test) || row.value !== undefined)
  );
}

/** The rule of the lines; undefined if there is none. */
export function ruleOf({ join, rows }: Rows): Rule | undefined {
  const [only, ...others] = rows.map(comparison);
  if (only === undefined) return undefined;
  return others.length === 0 ? only : { [join]: [only, ...others] };
}

function comparison(row: Row): Rule {
  const field: Rule = { field: row.field };
  if (row.test === "not_answered") return { is_empty: [field] };
  if (row.test === "answered") return { not: [{ is_empty: [field] }] };
  const value = literal(row.value);
  if (row.test === "includes") return { has: [field, value] };
  if (row.test === "not_includes") return { not: [{ has: [field, value] }] };
  return { [COMPARISONS[row.test] ?? "="]: [field, value] };
}

function literal(value: Value | undefined): Rule {
  if (value === undefined) return null;
  if ("option" in value) return { option: value.option };
  if ("today" in value) return { today: [] };
  return value.literal;
}

/** The lines of a rule; undefined if it is more than lines, or speaks of a question that is gone. */
export function rowsOf(rule: Rule | undefined, definition: Definition): Rows | undefined {
  if (rule === undefined) return { join: "and", rows: [] };
  const join = isRecord(rule) && "or" in rule ? "or" : "and";
  const parts = joined(rule, join) ?? [rule];
  const rows = parts.map((part) => rowOf(part, definition));
  if (rows.some((row) => row === undefined)) return undefined;
  const found: Rows = { join, rows: rows.filter((row) => row !== undefined) };
  return sameJson(ruleOf(found), rule) ? found : undefined;
}

function joined(rule: Rule, join: "and" | "or"): readonly Rule[] | undefined {
  const parts = isRecord(rule) ? rule[join] : undefined;
  return Array.isArray(parts) ? parts : undefined;
}

function rowOf(rule: Rule, definition: Definition): Row | undefined {
  if (!isRecord(rule)) return undefined;
  const [operator = "", inner] = Object.entries(rule)[0] ?? [];
  if (!Array.isArray(inner)) return undefined;
  if (operator === "not") return negated(inner[0], definition);
  const [field, value] = inner as readonly Rule[];
  const id = fieldId(field);
  const element = id === undefined ? undefined : elementOf(definition, id);
  if (id === undefined || element?.kind !== "field") return undefined;
  const test = testOf(operator);
  if (test === undefined || !testsFor(String(element["type"])).includes(test)) return undefined;
  if (!needsValue(test)) return { field: id, test };
  const read = valueOf(value, element, definition);
  return read && { field: id, test, value: read };
}

function negated(inner: unknown, definition: Definition): Row | undefined {
  const row = rowOf((inner ?? null) as Rule, definition);
  if (row?.test === "not_answered") return { ...row, test: "answered" };
  if (row?.test === "includes") return { ...row, test: "not_includes" };
  return undefined;
}

function testOf(operator: string): Test | undefined {
  if (operator === "is_empty") return "not_answered";
  if (operator === "has") return "includes";
  return (Object.keys(COMPARISONS) as Test[]).find((test) => COMPARISONS[test] === operator);
}

function fieldId(rule: unknown): string | undefined {
  const id = isRecord(rule) ? rule["field"] : undefined;
  return typeof id === "string" ? id : undefined;
}

/** Only values that the line's control can show: otherwise the line would change the rule by being looked at. */
function valueOf(value: unknown, element: FormElement, definition: Definition): Value | undefined {
  const type = element["type"];
  if (isRecord(value)) {
    const option = value["option"];
    if (typeof option === "string")
      return choicesOf(definition, element).some((choice) => choice.id === option) ? { option } : undefined;
    return type === "date" && "today" in value ? { today: true } : undefined;
  }
  if (type === "boolean") return typeof value === "boolean" ? { literal: value } : undefined;
  if (type === "number") return typeof value === "number" ? { literal: value } : undefined;
  if (type === "date")
    return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) ? { literal: value } : undefined;
  return type === "text" && typeof value === "string" ? { literal: value } : undefined;
}

/** "Status is Confirmed and Age is at least 18". */
export function rowsInWords({ join, rows }: Rows, definition: Definition, language: string): string {
  return rows.map((row) => rowInWords(row, definition, language)).join(join === "and" ? " and " : " or ");
}

function rowInWords(row: Row, definition: Definition, language: string): string {
  const element = elementOf(definition, row.field);
  if (!element) return "a question that is gone";
  const name = nameOf(element, language, definition.languages);
  const words = `“${name}” ${testWords(row.test, String(element["type"]))}`;
  return row.value ? `${words} ${valueInWords(row.value, element, definition, language)}` : words;
}

function valueInWords(value: Value, element: FormElement, definition: Definition, language: string): string {
  if ("today" in value) return "today";
  if ("option" in value) {
    const option = choicesOf(definition, element).find((choice) => choice.id === value.option);
    return option
      ? textIn(option.label, language, definition.languages) || option.code
      : "a choice that is gone";
  }
  if (typeof value.literal === "boolean") return value.literal ? "Yes" : "No";
  return String(value.literal);
}
