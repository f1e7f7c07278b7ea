/** Operators that look for items in lists. */

import { every, some } from "../kleene";
import { type Operator, onValues } from "../operator";
import { type Value, contains, isValues } from "../values";

function anyOf(items: Value = null, ...wanted: Value[]): Value {
  return isValues(items) ? some(wanted.map((each) => contains(items, each))) : null;
}

function allOf(items: Value = null, ...wanted: Value[]): Value {
  return isValues(items) ? every(wanted.map((each) => contains(items, each))) : null;
}

function isIn(item: Value = null, ...items: Value[]): Value {
  return contains(items, item);
}

export const membershipOperators: readonly Operator[] = [
  { name: "has", least: 2, most: 2, alike: 0, compile: onValues(anyOf) },
  { name: "any_of", least: 2, most: Infinity, alike: 0, compile: onValues(anyOf) },
  { name: "all_of", least: 2, most: Infinity, alike: 0, compile: onValues(allOf) },
  { name: "in", least: 2, most: Infinity, alike: 0, compile: onValues(isIn) },
];
