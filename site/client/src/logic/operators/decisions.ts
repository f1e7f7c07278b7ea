/** Operators that decide: and, or, not, if, coalesce, is_empty. */

import { type Fact, every, negation, some } from "../kleene";
import { type Evaluate, type Operator, type Site, onValues, unknown } from "../operator";
import { type Value, isValues } from "../values";

function fact(value: Value): Fact {
  return typeof value === "boolean" ? value : null;
}

function compileIf(site: Site): Evaluate {
  const [condition = unknown, then = unknown, otherwise = unknown] = site.arguments;
  return (frame, context) =>
    condition(frame, context) === true ? then(frame, context) : otherwise(frame, context);
}

function isEmpty(value: Value): boolean {
  if (isValues(value)) return value.every((item) => item === null);
  return value === null || value === "";
}

export const decisionOperators: readonly Operator[] = [
  {
    name: "and",
    least: 1,
    most: Infinity,
    compile: onValues((...values) => every(values.map(fact))),
  },
  {
    name: "or",
    least: 1,
    most: Infinity,
    compile: onValues((...values) => some(values.map(fact))),
  },
  { name: "not", least: 1, most: 1, compile: onValues((value = null) => negation(fact(value))) },
  { name: "if", least: 3, most: 3, alike: 1, result: "alike", compile: compileIf },
  {
    name: "coalesce",
    least: 1,
    most: Infinity,
    alike: 0,
    result: "alike",
    compile: onValues((...values) => values.find((value) => value !== null) ?? null),
  },
  { name: "is_empty", least: 1, most: 1, compile: onValues((value = null) => isEmpty(value)) },
];
