/** Operators that read the circumstances: day, person who fills in, step, patient. */

import { type Evaluate, type Operator, type Site, unknown } from "../operator";
import { readDate, readNumber } from "../values";

function compilePatient(site: Site): Evaluate {
  if (site.rules[0] === "age") return (_, context) => readNumber(context.patientAge);
  return site.rules[0] === "sex" ? (_, context) => context.patientSex : unknown;
}

export const circumstanceOperators: readonly Operator[] = [
  {
    name: "today",
    least: 0,
    most: 0,
    result: "date",
    compile: () => (_, context) => readDate(context.today),
  },
  {
    name: "user",
    least: 1,
    most: 1,
    compile: (site) => (site.rules[0] === "role" ? (_, context) => context.userRoles : unknown),
  },
  { name: "step", least: 0, most: 0, compile: () => (_, context) => context.step },
  { name: "patient", least: 1, most: 1, compile: compilePatient },
];
