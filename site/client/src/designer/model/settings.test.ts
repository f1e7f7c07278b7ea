import { describe, expect, it } from "vitest";
import { sample } from "../testing/sample";
import {
  addLanguage,
  languageName,
  makeFirst,
  offeredLanguages,
  removeLanguage,
  untranslated,
} from "./languages";
import { confirmPrivacy, lossesOf, setPrivacy, unconfirmed } from "./privacy";
import { spotOf } from "./problems";
import { readDefinition } from "./reading";
import { elementOf } from "./tree";

describe("languages", () => {
  it("are removed with their texts and nothing else", () => {
    const outcome = removeLanguage(sample(), "fr")!;
    expect(JSON.stringify(outcome.definition)).not.toContain("Diagnostic");
    expect(outcome.definition.languages).toEqual(["en"]);
    expect(outcome.words).toContain("2 texts");
    expect(elementOf(outcome.definition, "disease")).toEqual(elementOf(sample(), "disease"));
    expect(removeLanguage(outcome.definition, "en")).toBeUndefined();
  });

  it("are added once and put first", () => {
    expect(addLanguage(sample(), "fr")).toBeUndefined();
    expect(makeFirst(addLanguage(sample(), "de")!.definition, "de").definition.languages).toEqual([
      "de",
      "en",
      "fr",
    ]);
  });

  it("count what is not translated", () => {
    expect(untranslated(sample(), "en")).toBe(0);
    expect(untranslated(sample(), "fr")).toBe(15);
  });

  it("have names", () => {
    expect(languageName("fr")).toBe("French");
    expect(offeredLanguages(sample()).map((language) => language.code)).not.toContain("fr");
  });
});

describe("privacy", () => {
  const imported = {
    ...sample(),
    source: {
      format: "redcap",
      unconfirmed_privacy: ["status", "weight"],
      losses: [{ construct: "@CALC", place: "row 3", kept_as: "note", source: "1+1" }],
    },
  };

  it("is settled by choosing a class", () => {
    const { definition } = setPrivacy(imported, "status", "none");
    expect([...unconfirmed(definition)]).toEqual(["weight"]);
    expect(elementOf(definition, "status")).toMatchObject({ privacy: "none" });
  });

  it("leaves no list behind when all are confirmed", () => {
    expect(confirmPrivacy(imported, ["status", "weight"])["source"]).not.toHaveProperty(
      "unconfirmed_privacy",
    );
  });

  it("reads what an import lost", () => {
    expect(lossesOf(imported)).toEqual([
      { construct: "@CALC", place: "row 3", keptAs: "note", source: "1+1" },
    ]);
    expect(lossesOf(sample())).toEqual([]);
  });
});

describe("where a problem is mended", () => {
  const problem = (path: string, element_id: string | null) =>
    spotOf(sample(), {
      severity: "error",
      code: "x",
      path,
      element_id,
      words: "",
    });

  it("is found by the path", () => {
    expect(problem("/elements/0/elements/0/options/1/code", "status")).toEqual({
      element: "status",
      property: "options",
      item: 1,
    });
    expect(problem("/elements/0/elements/2/elements/0/elements/1/minimum", null)).toEqual({
      element: "height",
      property: "minimum",
      item: null,
    });
    expect(problem("/title", null)).toEqual({
      element: null,
      property: "title",
      item: null,
    });
  });

  it("falls back to the element when the path has moved on", () => {
    expect(problem("/elements/9/label", "onset")).toEqual({
      element: "onset",
      property: null,
      item: null,
    });
  });
});

describe("reading the text of the page", () => {
  it("starts an empty form", () => {
    const reading = readDefinition("");
    expect("definition" in reading && reading.definition.elements[0]?.kind).toBe("page");
  });

  it.each([
    ['{"a": 1,\n "b" }', /not valid JSON \(line 2, character \d+\)/],
    ["[]", /JSON object/],
    ['{"languages": ["en"]}', /list of elements at \/elements/],
    [
      '{"languages": ["en"], "elements": [{"kind": "page", "id": "a", "elements": [{}]}]}',
      /\/elements\/0\/elements\/0/,
    ],
    [
      '{"languages": ["en"], "elements": [{"kind": "field", "id": "a", "options": [{"id": "b"}]}]}',
      /\/elements\/0\/options/,
    ],
    ['{"languages": ["en"], "option_sets": {"a": {"options": 1}}, "elements": []}', /option_sets/],
    ['{"elements": []}', /languages/],
  ])("says what is wrong with %s", (text, words) => {
    const reading = readDefinition(text);
    expect("problem" in reading && reading.problem).toMatch(words);
  });
});
