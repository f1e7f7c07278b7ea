/** The operators by name. */

import type { Operator } from "../operator";
import { aggregateOperators } from "./aggregates";
import { answerOperators } from "./answers";
import { arithmeticOperators } from "./arithmetic";
import { circumstanceOperators } from "./circumstances";
import { comparisonOperators } from "./comparison";
import { dateOperators } from "./dates";
import { decisionOperators } from "./decisions";
import { membershipOperators } from "./membership";
import { terminologyOperators } from "./terminology";
import { textOperators } from "./texts";

export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  [
    answerOperators,
    circumstanceOperators,
    decisionOperators,
    comparisonOperators,
    arithmeticOperators,
    aggregateOperators,
    membershipOperators,
    textOperators,
    dateOperators,
    terminologyOperators,
  ].flatMap((family) => family.map((operator) => [operator.name, operator] as const)),
);
