/** The questions and options that rules refer to, as the server sends them. */

import type { TypeName } from "./types";

export interface FieldSymbol {
  readonly type: TypeName;
  /** The ids of the repeats around the question, outermost first. */
  readonly repeats?: readonly string[];
}

export interface Symbols {
  readonly fields: Readonly<Record<string, FieldSymbol>>;
  /** Codes by option id. */
  readonly options: Readonly<Record<string, string>>;
}

/** How far a rule in `scope` climbs to a question, and the repeats it then goes through. */
export function levels(symbol: FieldSymbol, scope: readonly string[]): [number, readonly string[]] {
  const repeats = symbol.repeats ?? [];
  let shared = 0;
  while (shared < scope.length && shared < repeats.length && scope[shared] === repeats[shared]) shared += 1;
  return [scope.length - shared, repeats.slice(shared)];
}
