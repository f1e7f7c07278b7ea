/** Operators that read the form: answers, options, reasons for missing answers, row numbers. */

import type { Frame } from "../frame";
import { type Evaluate, type Operator, RuleRefused, type Site, symbolOf, unknown } from "../operator";
import { levels } from "../symbols";
import { callOf } from "../tree";
import { isValues, readerOf } from "../values";

function climbed(frame: Frame, times: number): Frame | null {
  let holder: Frame | null = frame;
  for (let time = 0; time < times && holder; time += 1) holder = holder.parent;
  return holder;
}

function compileField(site: Site): Evaluate {
  const id = String(site.rules[0]);
  const symbol = symbolOf(site, id);
  const read = readerOf(symbol.type);
  const [climb, down] = levels(symbol, site.scope);
  if (down.length === 0) {
    return (frame) => {
      const holder = climbed(frame, climb);
      return holder ? read(holder.values[id]) : null;
    };
  }
  return (frame) => {
    const holder = climbed(frame, climb);
    let frames = holder ? [holder] : [];
    for (const repeat of down) frames = frames.flatMap((each) => each.rows[repeat] ?? []);
    return frames.flatMap((each) => {
      const value = read(each.values[id]);
      return isValues(value) ? value : [value];
    });
  };
}

function compileOption(site: Site): Evaluate {
  const code = site.symbols.options[String(site.rules[0])];
  if (code === undefined) throw new RuleRefused("This rule uses an option that is no longer in the form.");
  return () => code;
}

function compileReason(site: Site): Evaluate {
  const [name, id] = callOf(site.rules[0]) ?? ["", null];
  if (name !== "field") return unknown;
  const [climb, down] = levels(symbolOf(site, id), site.scope);
  if (down.length > 0) return unknown;
  return (frame) => climbed(frame, climb)?.missing[String(id)] ?? null;
}

function compileRowNumber(site: Site): Evaluate {
  if (site.scope.length === 0) return unknown;
  return (frame) => (frame.index === null ? null : frame.index + 1);
}

export const answerOperators: readonly Operator[] = [
  { name: "field", least: 1, most: 1, bare: true, compile: compileField },
  { name: "option", least: 1, most: 1, bare: true, compile: compileOption },
  { name: "missing_reason", least: 1, most: 1, compile: compileReason },
  { name: "row_number", least: 0, most: 0, compile: compileRowNumber },
];
