/** Operators that reckon with numbers. */

import { exponential, logarithm, onNumbers, power, roundHalfAway } from "../numbers";
import { type Operator, onValues } from "../operator";

type Reckoning = (...numbers: number[]) => number;

const reckonings: readonly (readonly [string, number, number, Reckoning])[] = [
  ["+", 2, Infinity, (...terms) => terms.reduce((sum, term) => sum + term, 0)],
  ["-", 1, 2, (first = NaN, second?) => (second === undefined ? -first : first - second)],
  ["*", 2, Infinity, (...factors) => factors.reduce((product, factor) => product * factor, 1)],
  ["/", 2, 2, (first = NaN, second = NaN) => first / second],
  ["mod", 2, 2, (first = NaN, second = NaN) => first % second],
  ["power", 2, 2, (base = NaN, exponent = NaN) => power(base, exponent)],
  ["sqrt", 1, 1, (number = NaN) => Math.sqrt(number)],
  ["exp", 1, 1, (number = NaN) => exponential(number)],
  ["log", 1, 2, (number = NaN, base?) => logarithm(number, base)],
  ["abs", 1, 1, (number = NaN) => Math.abs(number)],
  ["floor", 1, 1, (number = NaN) => Math.floor(number)],
  ["ceil", 1, 1, (number = NaN) => Math.ceil(number)],
  ["round", 1, 2, (number = NaN, digits?) => roundHalfAway(number, digits)],
];

export const arithmeticOperators: readonly Operator[] = reckonings.map(([name, least, most, reckon]) => ({
  name,
  least,
  most,
  compile: onValues(onNumbers(reckon)),
}));
