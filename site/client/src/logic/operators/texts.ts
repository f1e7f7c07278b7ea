/** Operators on texts; characters are code points, so that an emoji is one. */

import { type Evaluate, type Operator, type Site, onValues, unknown } from "../operator";
import { compilePattern } from "../patterns";
import { type Value, isValues } from "../values";

function length(value: Value = null): Value {
  if (isValues(value)) return value.length;
  return typeof value === "string" ? Array.from(value).length : null;
}

function concat(...values: Value[]): Value {
  return values.every((value) => typeof value === "string") ? values.join("") : null;
}

/** The part from a character on, the first being 1. */
function substring(text: Value = null, start: Value = null, count: Value = 2 ** 53): Value {
  if (typeof text !== "string" || typeof start !== "number" || typeof count !== "number") return null;
  if (!Number.isInteger(start) || !Number.isInteger(count) || start < 1 || count < 0) return null;
  return Array.from(text)
    .slice(start - 1, start - 1 + count)
    .join("");
}

function onText(apply: (text: string) => Value): (site: Site) => Evaluate {
  return onValues((value) => (typeof value === "string" ? apply(value) : null));
}

function compileMatches(site: Site): Evaluate {
  const [subject = unknown] = site.arguments;
  const fits = compilePattern(site.rules[1]);
  if (!fits) return unknown;
  return (frame, context) => {
    const value = subject(frame, context);
    return typeof value === "string" ? fits(value) : null;
  };
}

export const textOperators: readonly Operator[] = [
  { name: "length", least: 1, most: 1, compile: onValues(length) },
  { name: "concat", least: 1, most: Infinity, compile: onValues(concat) },
  { name: "substring", least: 2, most: 3, compile: onValues(substring) },
  { name: "lower", least: 1, most: 1, compile: onText((text) => text.toLowerCase()) },
  { name: "upper", least: 1, most: 1, compile: onText((text) => text.toUpperCase()) },
  { name: "matches", least: 2, most: 2, compile: compileMatches },
];
