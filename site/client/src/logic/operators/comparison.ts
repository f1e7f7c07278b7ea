/** Operators that compare two values of one type. */

import { negation } from "../kleene";
import { type Operator, onValues } from "../operator";
import { type Value, compare, equal } from "../values";

function ordered(holds: (order: number) => boolean): (left?: Value, right?: Value) => Value {
  return (left = null, right = null) => {
    const order = compare(left, right);
    return order === null ? null : holds(order);
  };
}

const judges: Readonly<Record<string, (left?: Value, right?: Value) => Value>> = {
  "=": (left = null, right = null) => equal(left, right),
  "!=": (left = null, right = null) => negation(equal(left, right)),
  "<": ordered((order) => order < 0),
  "<=": ordered((order) => order <= 0),
  ">": ordered((order) => order > 0),
  ">=": ordered((order) => order >= 0),
};

export const comparisonOperators: readonly Operator[] = Object.entries(judges).map(([name, judge]) => ({
  name,
  least: 2,
  most: 2,
  alike: 0,
  compile: onValues(judge),
}));
