/** What a text written in a rule stands for: text, or a date or coded term where its place wants one. */

import type { Operator } from "./operator";
import { OPERATORS } from "./operators";
import type { Symbols } from "./symbols";
import { argumentsOf, callOf } from "./tree";
import { type SpecialType, elementOf, isSpecial } from "./types";

export function literalType(
  operator: Operator,
  index: number,
  rules: readonly unknown[],
  symbols: Symbols,
): SpecialType | null {
  const readAs = operator.readAs?.[index];
  if (readAs) return readAs;
  if (operator.alike === undefined || index < operator.alike) return null;
  return firstSpecial(rules.slice(operator.alike), symbols);
}

function firstSpecial(rules: readonly unknown[], symbols: Symbols): SpecialType | null {
  for (const rule of rules) {
    const type = special(rule, symbols);
    if (type) return type;
  }
  return null;
}

/** The type of a rule if it is one that is written as text. */
function special(rule: unknown, symbols: Symbols): SpecialType | null {
  const [name, given] = callOf(rule) ?? ["", null];
  if (name === "field") {
    const symbol = typeof given === "string" ? symbols.fields[given] : undefined;
    const type = symbol ? elementOf(symbol.type) : null;
    return isSpecial(type) ? type : null;
  }
  const operator = OPERATORS.get(name);
  if (operator?.result !== "alike") return operator?.result ?? null;
  return firstSpecial((argumentsOf(operator, given) ?? []).slice(operator.alike), symbols);
}
