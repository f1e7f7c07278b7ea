/** Operators on terms of a terminology; the server sends along which terms lie below those that rules name. */

import type { Context } from "../frame";
import { type Fact, some } from "../kleene";
import { type Evaluate, type Operator, type Site, unknown } from "../operator";
import { Coded, type Value, isValues } from "../values";

function compileIsA(site: Site): Evaluate {
  const [subject = unknown] = site.arguments;
  const wanted = site.rules[1];
  if (typeof wanted !== "string") return unknown;
  const below = (term: Value, context: Context): Fact => {
    if (!(term instanceof Coded) || !term.code) return null;
    return term.token === wanted ? true : (context.descendants.get(wanted)?.has(term.token) ?? null);
  };
  return (frame, context) => {
    const terms = subject(frame, context);
    return isValues(terms) ? some(terms.map((term) => below(term, context))) : below(terms, context);
  };
}

export const terminologyOperators: readonly Operator[] = [
  { name: "is_a", least: 2, most: 2, readAs: ["coded"], compile: compileIsA },
];
