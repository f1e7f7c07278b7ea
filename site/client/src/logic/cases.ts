/** Answers a case as the shared vector file writes it; the tests of both languages read that file. */

import { compileRule } from "./compile";
import type { Frame } from "./frame";
import { type SentContext, type SentFrame, contextFrom, frameFrom } from "./sent";
import type { FieldSymbol, Symbols } from "./symbols";
import type { TypeName } from "./types";
import { asAnswer } from "./values";

export interface SentSymbols {
  readonly fields: Readonly<Record<string, TypeName | FieldSymbol>>;
  readonly options: Readonly<Record<string, string>>;
}

export interface Case {
  readonly name?: string;
  readonly rule: unknown;
  readonly scope?: readonly string[];
  readonly frame?: SentFrame;
  /** The way to the row that the rule stands in: repeat id, number of the row from 0, and so on. */
  readonly at?: readonly (string | number)[];
  readonly context?: SentContext;
  readonly expect?: unknown;
}

export function symbolsFrom(sent: SentSymbols): Symbols {
  const fields = Object.entries(sent.fields).map(
    ([id, symbol]) => [id, typeof symbol === "string" ? { type: symbol } : symbol] as const,
  );
  return { fields: Object.fromEntries(fields), options: sent.options };
}

function rowAt(frame: Frame, at: readonly (string | number)[]): Frame {
  let row = frame;
  for (let step = 0; step < at.length; step += 2) {
    const next = row.rows[String(at[step])]?.[Number(at[step + 1])];
    if (!next) throw new Error(`There is no row at ${at.join("/")}.`);
    row = next;
  }
  return row;
}

export function answerCase(each: Case, symbols: Symbols, usual: SentContext): unknown {
  const evaluate = compileRule(each.rule, symbols, each.scope ?? []);
  const frame = rowAt(frameFrom(each.frame ?? {}), each.at ?? []);
  return asAnswer(evaluate(frame, contextFrom({ ...usual, ...each.context })));
}
