import { describe, expect, it } from "vitest";
import { sample } from "../testing/sample";
import type { Definition, Option } from "./document";
import {
  addChoice,
  choicesOf,
  labelChoice,
  moveChoice,
  ownChoices,
  pasteChoices,
  setChoices,
  shareChoices,
} from "./choices";
import { isId } from "./ids";
import { setProperty } from "./operations";
import { elementOf } from "./tree";

const pasted = (
  text: string,
  languages: readonly string[] = ["en"],
  start: readonly Option[] = [],
): unknown[] => pasteChoices(start, text, languages).map((option) => [option.code, option.label]);

describe("pasting choices", () => {
  it("takes one label a line and makes the codes", () => {
    expect(pasted("Yes\nNo\r\n\nNot known\n")).toEqual([
      ["yes", { en: "Yes" }],
      ["no", { en: "No" }],
      ["not_known", { en: "Not known" }],
    ]);
  });

  it("takes code and label in either order of columns", () => {
    expect(pasted("F\tFemale\nM\tMale")).toEqual([
      ["F", { en: "Female" }],
      ["M", { en: "Male" }],
    ]);
    expect(pasted("Left eye\tleft")).toEqual([["left", { en: "Left eye" }]]);
  });

  it("takes a column for each language", () => {
    expect(pasted("1\tYes\tOui", ["en", "fr"])).toEqual([["1", { en: "Yes", fr: "Oui" }]]);
    expect(pasted("Yes indeed\tOui", ["en", "fr"])).toEqual([
      ["yes_indeed", { en: "Yes indeed", fr: "Oui" }],
    ]);
  });

  it("takes the notation of data dictionaries", () => {
    expect(pasted("1, Yes | 0, No | -9, Not known")).toEqual([
      ["1", { en: "Yes" }],
      ["0", { en: "No" }],
      ["-9", { en: "Not known" }],
    ]);
  });

  it("leaves a comma in a label alone", () => {
    expect(pasted("Mild, no treatment")).toEqual([["mild_no_treatment", { en: "Mild, no treatment" }]]);
    expect(pasted("Very mild, no treatment")).toEqual([
      ["very_mild_no_treatment", { en: "Very mild, no treatment" }],
    ]);
  });

  it("updates the label of a code that is there and keeps its id", () => {
    const start: readonly Option[] = [{ id: "oooooooo", code: "F", label: { en: "Woman" } }];
    expect(pasteChoices(start, "F\tFemale", ["en"])).toEqual([
      { id: "oooooooo", code: "F", label: { en: "Female" } },
    ]);
  });

  it("makes equal labels different codes", () => {
    expect(pasted("Other one\nOther one")).toEqual([
      ["other_one", { en: "Other one" }],
      ["other_one_2", { en: "Other one" }],
    ]);
  });
});

describe("single choices", () => {
  const options: readonly Option[] = [
    { id: "aaaaaaaa", code: "a", label: { en: "A" } },
    { id: "bbbbbbbb", code: "b", label: { en: "B" } },
  ];

  it("follow their label with the code until records use it", () => {
    const label = { en: "Beta" };
    expect(
      labelChoice(options, "bbbbbbbb", label, {
        first: "en",
        codeIsUsed: false,
      })[1],
    ).toMatchObject({ code: "beta" });
    expect(
      labelChoice(options, "bbbbbbbb", label, {
        first: "en",
        codeIsUsed: true,
      })[1],
    ).toMatchObject({ code: "b", label });
  });

  it("are added after the one asked for and moved within the list", () => {
    expect(addChoice(options, 0).map((option) => option.code)).toEqual(["a", "choice", "b"]);
    expect(moveChoice(options, "bbbbbbbb", -1).map((option) => option.code)).toEqual(["b", "a"]);
    expect(moveChoice(options, "bbbbbbbb", 1)).toBe(options);
  });
});

describe("shared lists", () => {
  const shared = (): Definition => shareChoices(sample(), "status")!.definition;

  it("keep their ids, so that rules go on working", () => {
    const definition = shared();
    expect(isId(elementOf(definition, "status")?.["option_set"])).toBe(true);
    expect(elementOf(definition, "status")).not.toHaveProperty("options");
    expect(choicesOf(definition, elementOf(definition, "status")!).map((option) => option.id)).toEqual([
      "ooconfir",
      "oosuspec",
    ]);
  });

  it("are changed for all questions at once", () => {
    const before = shared();
    const set = String(elementOf(before, "status")?.["option_set"]);
    const definition = setChoices(before, { set }, []);
    expect(choicesOf(definition, elementOf(definition, "status")!)).toEqual([]);
    expect(definition.option_sets?.[set]?.label).toEqual({ en: "Status" });
  });

  it("become a question's own with new ids, and only its own rules follow", () => {
    const both = setProperty(shared(), "onset", "relevant", {
      "=": [{ field: "other000" }, { option: "ooconfir" }],
    }).definition;
    const definition = ownChoices(both, "status")!.definition;
    const [confirmed] = choicesOf(definition, elementOf(definition, "status")!);
    expect(confirmed).toMatchObject({ code: "confirmed" });
    expect(confirmed!.id).not.toBe("ooconfir");
    expect(elementOf(definition, "disease")?.["relevant"]).toEqual({
      "=": [{ field: "status" }, { option: confirmed!.id }],
    });
    expect(elementOf(definition, "onset")?.["relevant"]).toEqual({
      "=": [{ field: "other000" }, { option: "ooconfir" }],
    });
    expect(Object.values(definition.option_sets ?? {})[0]?.options).toHaveLength(2);
  });
});
