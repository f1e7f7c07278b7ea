/** What an operator is on this side: how its calls are evaluated; the server has checked their types. */

import type { Context, Frame } from "./frame";
import type { FieldSymbol, Symbols } from "./symbols";
import type { SpecialType } from "./types";
import type { Value } from "./values";

export type Evaluate = (frame: Frame, context: Context) => Value;

/** A place in a rule where an operator stands: its arguments as written and as functions. */
export interface Site {
  readonly rules: readonly unknown[];
  readonly arguments: readonly Evaluate[];
  readonly symbols: Symbols;
  readonly scope: readonly string[];
}

export interface Operator {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly compile: (site: Site) => Evaluate;
  /** The only argument is a name, not a list. */
  readonly bare?: boolean;
  /** What a text stands for, by argument. */
  readonly readAs?: readonly (SpecialType | null)[];
  /** The argument from which on all have one type. */
  readonly alike?: number;
  /** The type of the result if it is written as text; "alike" if it is that of the arguments. */
  readonly result?: SpecialType | "alike";
}

/** A rule that has not passed the check of the server cannot be evaluated. */
export class RuleRefused extends Error {}

export const unknown: Evaluate = () => null;

/** Evaluates all arguments, then applies a function to the values. */
export function onValues(apply: (...values: Value[]) => Value): (site: Site) => Evaluate {
  return ({ arguments: given }) => {
    const [first, second] = given;
    if (given.length === 1 && first) return (frame, context) => apply(first(frame, context));
    if (given.length === 2 && first && second) {
      return (frame, context) => apply(first(frame, context), second(frame, context));
    }
    return (frame, context) => apply(...given.map((each) => each(frame, context)));
  };
}

export function symbolOf(site: Site, id: unknown): FieldSymbol {
  const symbol = typeof id === "string" ? site.symbols.fields[id] : undefined;
  if (!symbol) throw new RuleRefused("This rule uses a question that is no longer in the form.");
  return symbol;
}
