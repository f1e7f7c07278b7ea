/** Operators on dates. */

import { Day, difference, moved } from "../days";
import { type Evaluate, type Operator, type Site, onValues, unknown } from "../operator";
import { type Value, readDate } from "../values";

const FARTHEST = 4_000_000;

function dateDifference(start: Value = null, end: Value = null, unit: Value = null): Value {
  if (!(start instanceof Day) || !(end instanceof Day) || typeof unit !== "string") return null;
  return difference(start, end, unit);
}

function dateAdd(start: Value = null, count: Value = null, unit: Value = null): Value {
  if (!(start instanceof Day) || typeof count !== "number" || typeof unit !== "string") return null;
  return Number.isInteger(count) && Math.abs(count) <= FARTHEST ? moved(start, count, unit) : null;
}

function compileAge(site: Site): Evaluate {
  const [birth = unknown, on] = site.arguments;
  return (frame, context) => {
    const until = on ? on(frame, context) : readDate(context.today);
    return dateDifference(birth(frame, context), until, "years");
  };
}

export const dateOperators: readonly Operator[] = [
  {
    name: "date_difference",
    least: 3,
    most: 3,
    readAs: ["date", "date"],
    compile: onValues(dateDifference),
  },
  {
    name: "date_add",
    least: 3,
    most: 3,
    readAs: ["date"],
    result: "date",
    compile: onValues(dateAdd),
  },
  { name: "age", least: 1, most: 2, readAs: ["date", "date"], compile: compileAge },
];
