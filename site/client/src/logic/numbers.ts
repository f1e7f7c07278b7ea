/** Numbers that come out the same in both languages. */

import { type Value, finite } from "./values";

const NEGLIGIBLE = 1e-300;
const MULTIPLIED_OUT = 100;

/** Makes a function total: other types, undefined results and overflows are unknown. */
export function onNumbers(apply: (...numbers: number[]) => number): (...values: Value[]) => number | null {
  return (...values) => {
    const numbers = values.filter((value) => typeof value === "number");
    return numbers.length < values.length ? null : finite(apply(...numbers));
  };
}

/** Rounds half away from zero on the shortest decimal form: 2.675 to two digits is 2.68, as on paper. */
export function roundHalfAway(number: number, digits = 0): number {
  if (!Number.isInteger(digits) || digits < 0 || digits > 15) return NaN;
  const [mantissa = "0", exponent = "0"] = Math.abs(number).toExponential().split("e");
  const figures = mantissa.replace(".", "");
  const kept = Number(exponent) + 1 + digits;
  if (kept >= figures.length) return number;
  if (kept < 0) return 0;
  const up = figures.charAt(kept) >= "5" ? 1n : 0n;
  const rounded = Number(`${BigInt(figures.slice(0, kept)) + up}e${-digits}`);
  return number < 0 ? -rounded : rounded;
}

/** Rounds to twelve significant digits, where the languages' libraries agree; what is nearly nothing is 0. */
function twelveDigits(number: number): number {
  if (!Number.isFinite(number)) return NaN;
  return Math.abs(number) < NEGLIGIBLE ? 0 : Number(number.toPrecision(12));
}

/** A power; small whole exponents are multiplied out, to the same bit everywhere. */
export function power(base: number, exponent: number): number {
  if (!Number.isInteger(exponent) || Math.abs(exponent) > MULTIPLIED_OUT) {
    return twelveDigits(base ** exponent);
  }
  const whole = multiplied(base, Math.abs(exponent));
  return twelveDigits(exponent >= 0 ? whole : 1 / whole);
}

function multiplied(base: number, exponent: number): number {
  let [result, square, times] = [1, base, exponent];
  while (times) {
    if (times % 2) result *= square;
    square *= square;
    times = Math.floor(times / 2);
  }
  return result;
}

export function exponential(number: number): number {
  return twelveDigits(Math.exp(number));
}

/** The natural logarithm, or the one to a base. */
export function logarithm(number: number, base?: number): number {
  const natural = Math.log(number);
  if (base === undefined) return twelveDigits(natural);
  return base > 0 ? twelveDigits(natural / Math.log(base)) : NaN;
}
