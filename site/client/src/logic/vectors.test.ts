import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { type Case, type SentSymbols, answerCase, symbolsFrom } from "./cases";
import { OPERATORS, type SentContext } from "./index";

interface Vectors extends SentSymbols {
  readonly operators: readonly string[];
  readonly context: SentContext;
  readonly cases: readonly Required<Pick<Case, "name" | "rule" | "expect">>[];
}

const path = resolve(import.meta.dirname, "../../../../tests/forms_engine/logic/vectors.json");
const vectors = JSON.parse(readFileSync(path, "utf8")) as Vectors;
const symbols = symbolsFrom(vectors);

describe("the cases that both languages have to answer alike", () => {
  test.each(vectors.cases)("$name", (each) => {
    expect(answerCase(each, symbols, vectors.context)).toEqual(each.expect);
  });
});

test("the operators are those of the server", () => {
  expect([...OPERATORS.keys()].sort()).toEqual([...vectors.operators].sort());
});
