import { describe, expect, it } from "vitest";
import { sample } from "../testing/sample";
import type { Rule } from "./document";
import { isComplete, rowsInWords, rowsOf, ruleOf, testsFor } from "./rule-rows";
import { dependentsOf } from "./references";
import { setProperty } from "./operations";

const F = (field: string): Rule => ({ field });

const FITTING: readonly (readonly [string, Rule])[] = [
  ["a choice", { "=": [F("status"), { option: "ooconfir" }] }],
  ["not a choice", { "!=": [F("status"), { option: "oosuspec" }] }],
  ["yes", { "=": [F("pregnant"), true] }],
  ["one of several choices", { has: [F("signs"), { option: "oopain00" }] }],
  ["none of several choices", { not: [{ has: [F("signs"), { option: "oopain00" }] }] }],
  ["answered", { not: [{ is_empty: [F("disease")] }] }],
  ["not answered", { is_empty: [F("onset")] }],
  ["a number", { ">=": [F("weight"), 2.5] }],
  ["a date", { "<": [F("onset"), "2020-02-29"] }],
  ["today", { "<=": [F("onset"), { today: [] }] }],
  ["a text", { "=": [F("disease"), "flu"] }],
  ["all of", { and: [{ "=": [F("pregnant"), false] }, { ">": [F("weight"), 3] }] }],
  [
    "any of",
    {
      or: [
        { is_empty: [F("disease")] },
        { ">": [F("weight"), 3] },
        { "=": [F("status"), { option: "ooconfir" }] },
      ],
    },
  ],
];

const OTHER: readonly (readonly [string, Rule])[] = [
  [
    "a group in a group",
    {
      and: [{ or: [{ is_empty: [F("disease")] }, { is_empty: [F("onset")] }] }, { is_empty: [F("weight")] }],
    },
  ],
  ["a calculation", { ">": [{ "+": [F("weight"), 1] }, 3] }],
  ["two questions compared", { ">": [F("weight"), F("height")] }],
  ["a question that is gone", { is_empty: [F("nothing0")] }],
  ["a choice of another question", { "=": [F("status"), { option: "oopain00" }] }],
  ["a code as text", { "=": [F("status"), "confirmed"] }],
  ["a bare answer", F("pregnant")],
  ["a literal", true],
  ["a group of one", { and: [{ is_empty: [F("weight")] }] }],
  ["three arguments", { "=": [F("weight"), 1, 2] }],
  ["the other way round", { "<": [3, F("weight")] }],
];

describe("rules as lines", () => {
  it.each(FITTING)("reads %s and writes the same rule", (_words, rule) => {
    const rows = rowsOf(rule, sample());
    expect(rows).toBeDefined();
    expect(rows!.rows.every(isComplete)).toBe(true);
    expect(ruleOf(rows!)).toEqual(rule);
  });

  it.each(OTHER)("leaves %s to the tree", (_words, rule) => {
    expect(rowsOf(rule, sample())).toBeUndefined();
  });

  it("has no rule for no lines", () => {
    expect(ruleOf({ join: "or", rows: [] })).toBeUndefined();
    expect(rowsOf(undefined, sample())).toEqual({ join: "and", rows: [] });
  });

  it("says them in words", () => {
    const rows = rowsOf(
      {
        and: [{ "=": [F("status"), { option: "ooconfir" }] }, { "<=": [F("onset"), { today: [] }] }],
      },
      sample(),
    )!;
    expect(rowsInWords(rows, sample(), "fr")).toBe("“Status” is Confirmé and “Onset” is on or before today");
  });

  it("offers only tests that fit the type", () => {
    expect(testsFor("boolean")).not.toContain("more");
    expect(testsFor("choices")).toContain("includes");
    expect(testsFor("file")).toEqual(["answered", "not_answered"]);
  });
});

describe("what depends on a question", () => {
  it("follows rules and containers, so that a circle is never offered", () => {
    const definition = setProperty(sample(), "measures", "relevant", {
      is_empty: [F("disease")],
    }).definition;
    const dependents = dependentsOf(definition, "status");
    expect([...dependents].sort()).toEqual([
      "disease",
      "height",
      "measures",
      "pregnant",
      "sidebysi",
      "status",
      "weight",
    ]);
    expect(dependentsOf(definition, "weight").size).toBe(1);
  });
});
