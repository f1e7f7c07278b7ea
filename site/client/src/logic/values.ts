/** Values: what answers become when a rule reads them. Every function is total: what does not fit is unknown (null). */

import { Day, dayOf } from "./days";
import { type Fact, every, some } from "./kleene";
import { type PlainType, type SpecialType, type TypeName, elementOf, isList } from "./types";

/** A date with a time; two are equal at the same instant. */
export class Moment {
  constructor(
    readonly milliseconds: number,
    readonly text: string,
  ) {}
}

/** A duration of weeks, days, hours, minutes and seconds. */
export class Span {
  constructor(
    readonly seconds: number,
    readonly text: string,
  ) {}
}

/** A term of a terminology; one in free words has no code, so nothing equals it for certain. */
export class Coded {
  constructor(
    readonly system: string,
    readonly code: string,
    readonly label: string = "",
  ) {}

  get token(): string {
    return `${this.system}|${this.code}`;
  }
}

/** A file: rules ask whether there is one, not what it holds. */
export class Upload {
  constructor(readonly identity: string) {}
}

export type Value =
  boolean | number | string | Day | Moment | Span | Coded | Upload | readonly Value[] | null;

const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const MOMENT =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\.([0-9]{1,3}))?)?(?:Z|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))$/;
const SPAN =
  /^P(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})S)?)?$/;
const SECONDS = [604_800, 86_400, 3_600, 60, 1] as const;

export function isValues(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** The number without a negative zero; unknown when it left the range of a double. */
export function finite(number: number): number | null {
  return Number.isFinite(number) ? number + 0 : null;
}

export function readNumber(answer: unknown): number | null {
  return typeof answer === "number" ? finite(answer) : null;
}

/** Reads `YYYY-MM-DD`, nothing looser. */
export function readDate(answer: unknown): Day | null {
  const found = typeof answer === "string" ? DATE.exec(answer) : null;
  return found ? dayOf(Number(found[1]), Number(found[2]), Number(found[3])) : null;
}

function readMoment(answer: unknown): Moment | null {
  const found = typeof answer === "string" ? MOMENT.exec(answer) : null;
  const day = found ? readDate(found[1]) : null;
  if (!found || !day) return null;
  const [text, , hours, minutes, seconds = "0", fraction = "", sign, offHours, offMinutes] = found;
  const offset = sign ? (Number(offHours) * 60 + Number(offMinutes)) * (sign === "+" ? 1 : -1) : 0;
  const inMinutes = day.ordinal * 1440 + Number(hours) * 60 + Number(minutes) - offset;
  return new Moment((inMinutes * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, "0")), text);
}

function readSpan(answer: unknown): Span | null {
  const found = typeof answer === "string" ? SPAN.exec(answer) : null;
  if (!found?.slice(1).some((part) => part !== undefined)) return null;
  const seconds = SECONDS.reduce((sum, size, at) => sum + Number(found[at + 1] ?? 0) * size, 0);
  return new Span(seconds, found[0]);
}

function isObject(answer: unknown): answer is Record<string, unknown> {
  return typeof answer === "object" && answer !== null && !Array.isArray(answer);
}

function isWords(answer: unknown): answer is string {
  return typeof answer === "string" && answer !== "";
}

function readCoded(answer: unknown): Coded | null {
  if (!isObject(answer)) return null;
  const { system, code, label, text } = answer;
  if (isWords(system) && isWords(code)) {
    return new Coded(system, code, typeof label === "string" ? label : "");
  }
  return isWords(text) ? new Coded("", "", text) : null;
}

const READERS: Readonly<Record<PlainType, (answer: unknown) => Value>> = {
  boolean: (answer) => (typeof answer === "boolean" ? answer : null),
  number: readNumber,
  text: (answer) => (isWords(answer) ? answer : null),
  date: readDate,
  datetime: readMoment,
  duration: readSpan,
  coded: readCoded,
  file: (answer) => (isObject(answer) && isWords(answer["upload"]) ? new Upload(answer["upload"]) : null),
};

/** The function that turns a JSON answer into a value. "" and [] are unknown: who empties a box gives no answer. */
export function readerOf(type: TypeName): (answer: unknown) => Value {
  const read = READERS[elementOf(type)];
  if (!isList(type)) return read;
  return (answer) => (Array.isArray(answer) && answer.length > 0 ? answer.map(read) : null);
}

/** Reads a coded term as rules write it: `system|code`. */
export function readCodedText(text: string): Coded | null {
  const at = text.lastIndexOf("|");
  return at > 0 && at < text.length - 1 ? new Coded(text.slice(0, at), text.slice(at + 1)) : null;
}

/** The value of a text written in a rule, whose place gives it its type. */
export function readText(text: string, type: SpecialType | null): Value {
  if (type === null) return text;
  return type === "coded" ? readCodedText(text) : READERS[type](text);
}

/** A value as the JSON that is stored for it. */
export function asAnswer(value: Value): unknown {
  if (isValues(value)) return value.map(asAnswer);
  if (value instanceof Coded) {
    const { system, code, label } = value;
    return code ? { system, code, label } : { text: label };
  }
  if (value instanceof Upload) return { upload: value.identity };
  if (value instanceof Day || value instanceof Moment || value instanceof Span) return value.text;
  return value;
}

function kindOf(value: Value): unknown {
  return typeof value === "object" && value !== null ? value.constructor : typeof value;
}

/** Where a value stands among those of its type, or null if the type has no order. */
export function ordinal(value: Value): number | null {
  if (typeof value === "number") return value;
  if (value instanceof Day) return value.ordinal;
  if (value instanceof Moment) return value.milliseconds;
  return value instanceof Span ? value.seconds : null;
}

/** -1, 0 or 1 as left stands to right; unknown if they have no common order. */
export function compare(left: Value, right: Value): number | null {
  if (kindOf(left) !== kindOf(right)) return null;
  const [first, second] = [ordinal(left), ordinal(right)];
  return first === null || second === null ? null : Math.sign(first - second);
}

/** Whether two values are the same; unknown when one is, or when their types differ. Lists are compared without order. */
export function equal(left: Value, right: Value): Fact {
  if (left === null || kindOf(left) !== kindOf(right)) return null;
  if (isValues(left) && isValues(right)) return equalLists(left, right);
  if (left instanceof Coded && right instanceof Coded) {
    return left.code && right.code ? left.token === right.token && left.code === right.code : null;
  }
  if (left instanceof Upload && right instanceof Upload) return left.identity === right.identity;
  const order = ordinal(left);
  return order === null ? left === right : order === ordinal(right);
}

function equalLists(left: readonly Value[], right: readonly Value[]): Fact {
  if (left.includes(null) || right.includes(null)) return null;
  if (left.length !== right.length) return false;
  return every([...left.map((item) => contains(right, item)), ...right.map((item) => contains(left, item))]);
}

/** Whether an item is in a list; unknown if none is for certain but one might be. */
export function contains(items: readonly Value[], wanted: Value): Fact {
  return some(items.map((item) => equal(item, wanted)));
}
