/** Operators over several answers, mostly those of a repeat; unknown ones are passed over. */

import { type Operator, onValues } from "../operator";
import { type Value, compare, finite, isValues } from "../values";

function known(values: readonly Value[]): Value[] {
  return values.flatMap((value) => (isValues(value) ? value : [value])).filter((item) => item !== null);
}

/** Applies a function to the known numbers; nothing known gives nothing. */
function figure(combine: (numbers: readonly number[]) => number): (...values: Value[]) => Value {
  return (...values) => {
    const items = known(values);
    const numbers = items.filter((item) => typeof item === "number");
    return numbers.length === 0 || numbers.length < items.length ? null : finite(combine(numbers));
  };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** The smallest (-1) or largest (1) known item; unknown unless all have one order. */
function extreme(sign: 1 | -1): (...values: Value[]) => Value {
  return (...values) => {
    let best: Value = null;
    for (const item of known(values)) {
      const order = compare(item, best ?? item);
      if (order === null) return null;
      if (best === null || order * sign > 0) best = item;
    }
    return best;
  };
}

export const aggregateOperators: readonly Operator[] = [
  { name: "sum", least: 1, most: Infinity, compile: onValues(figure(total)) },
  {
    name: "mean",
    least: 1,
    most: Infinity,
    compile: onValues(figure((all) => total(all) / all.length)),
  },
  {
    name: "min",
    least: 1,
    most: Infinity,
    alike: 0,
    result: "alike",
    compile: onValues(extreme(-1)),
  },
  {
    name: "max",
    least: 1,
    most: Infinity,
    alike: 0,
    result: "alike",
    compile: onValues(extreme(1)),
  },
  {
    name: "count",
    least: 1,
    most: Infinity,
    compile: onValues((...values) => known(values).length),
  },
];
