import { describe, expect, it } from "vitest";
import { sample } from "../testing/sample";
import { setProperty } from "./operations";
import { readableFields } from "./scope";

const ids = (
  target: string,
  purpose: "show" | "require" | "check",
  definition = sample(),
): readonly string[] => readableFields(definition, target, purpose).map((field) => field.id);

describe("questions that a rule may read", () => {
  it("never make a circle", () => {
    expect(ids("status", "show")).not.toContain("status");
    expect(ids("status", "show")).not.toContain("disease");
    expect(ids("disease", "show")).toContain("status");
  });

  it("leave out what is inside a section for that section's own rule", () => {
    expect(ids("measures", "show")).toEqual(["status", "disease", "onset", "signs"]);
  });

  it("are the question itself only in checks", () => {
    expect(ids("onset", "check")).toContain("onset");
    expect(ids("onset", "require")).not.toContain("onset");
  });

  it("stay in the same row of a repeated group", () => {
    expect(ids("onset", "show")).not.toContain("affected");
    expect(ids("relation", "show")).toContain("affected");
    expect(ids("relation", "show")).toContain("onset");
    expect(ids("relative", "show")).not.toContain("affected");
  });

  it("leave out what is never asked", () => {
    expect(
      ids("onset", "show", setProperty(sample(), "weight", "privacy", "direct").definition),
    ).not.toContain("weight");
  });
});
