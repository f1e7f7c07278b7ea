/** From a rule to a function, once per version of a form. */

import { literalType } from "./literals";
import { type Evaluate, RuleRefused } from "./operator";
import { OPERATORS } from "./operators";
import type { Symbols } from "./symbols";
import { argumentsOf, callOf } from "./tree";
import type { SpecialType } from "./types";
import { readNumber, readText } from "./values";

/**
 * The function that evaluates a rule; it never throws, what cannot be known is null.
 * `scope` are the ids of the repeats around the element that owns the rule, outermost first.
 * Throws `RuleRefused` for a tree that is not a rule.
 */
export function compileRule(rule: unknown, symbols: Symbols, scope: readonly string[] = []): Evaluate {
  return compiled(rule, symbols, scope, null);
}

function compiled(
  rule: unknown,
  symbols: Symbols,
  scope: readonly string[],
  readAs: SpecialType | null,
): Evaluate {
  const call = callOf(rule);
  if (!call) return constant(rule, readAs);
  const [name, given] = call;
  const operator = OPERATORS.get(name);
  if (!operator) throw new RuleRefused(`There is no operator “${name}”.`);
  const rules = argumentsOf(operator, given);
  if (!rules || rules.length < operator.least || rules.length > operator.most) {
    throw new RuleRefused(`“${name}” has the wrong number of arguments.`);
  }
  const inner = rules.map((each, index) =>
    compiled(each, symbols, scope, literalType(operator, index, rules, symbols)),
  );
  return operator.compile({ rules, arguments: inner, symbols, scope });
}

function constant(rule: unknown, readAs: SpecialType | null): Evaluate {
  if (typeof rule === "object" && rule !== null) throw new RuleRefused("A rule has one operator.");
  const value =
    typeof rule === "string" ? readText(rule, readAs) : typeof rule === "boolean" ? rule : readNumber(rule);
  return () => value;
}
