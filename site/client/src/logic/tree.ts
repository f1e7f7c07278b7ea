/** Reading the JSON tree of a rule. */

import type { Operator } from "./operator";

/** The name of the operator and what it is given; null if the rule is not a call. */
export function callOf(rule: unknown): readonly [string, unknown] | null {
  if (typeof rule !== "object" || rule === null || Array.isArray(rule)) return null;
  const entries = Object.entries(rule);
  return entries.length === 1 ? (entries[0] ?? null) : null;
}

/** The arguments of a call, null if they are not written as this operator wants them. */
export function argumentsOf(operator: Operator, given: unknown): readonly unknown[] | null {
  if (operator.bare) return typeof given === "string" ? [given] : null;
  return Array.isArray(given) ? given : null;
}

/** The ids of the questions that a rule reads. */
export function references(rule: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (each: unknown) => {
    const [name, given] = callOf(each) ?? ["", null];
    if (name === "field" && typeof given === "string") found.add(given);
    if (Array.isArray(given)) given.forEach(visit);
  };
  visit(rule);
  return found;
}
