import { describe, expect, it } from "vitest";
import { sample } from "../testing/sample";
import { moveElement, setProperty } from "./operations";
import { downTarget, inTarget, mayHold, moveTarget, nearestTarget, outTarget, upTarget } from "./placement";
import { childrenOf, elementOf, placeOf, places } from "./tree";

const idsIn = (definition: ReturnType<typeof sample>, parent: string | null): readonly string[] =>
  childrenOf(definition, parent).map((element) => element.id);

describe("moving", () => {
  it("moves before, after and into", () => {
    const definition = sample();
    const before = moveElement(
      definition,
      "pregnant",
      moveTarget(definition, "pregnant", "status", "before")!,
    )!;
    expect(idsIn(before.definition, "diagnose")).toEqual(["pregnant", "status", "disease", "measures"]);
    const after = moveElement(definition, "status", moveTarget(definition, "status", "disease", "after")!)!;
    expect(idsIn(after.definition, "diagnose")).toEqual(["disease", "status", "measures"]);
    const into = moveElement(definition, "status", moveTarget(definition, "status", "familypg", "into")!)!;
    expect(idsIn(into.definition, "familypg").at(-1)).toBe("status");
  });

  it.each([
    ["a page into a page", "diagnose", "familypg", "into"],
    ["a question beside the pages", "status", "familypg", "after"],
    ["a section into itself", "measures", "pregnant", "after"],
    ["a section into a row", "measures", "sidebysi", "into"],
    ["a question into a question", "status", "disease", "into"],
  ] as const)("refuses %s", (_words, moved, reference, side) => {
    expect(moveTarget(sample(), moved, reference, side)).toBeUndefined();
  });

  it("gives a free key when the other scope has taken it", () => {
    const definition = setProperty(sample(), "status", "key", "relation").definition;
    const outcome = moveElement(definition, "status", {
      parent: "relative",
      index: 0,
    })!;
    expect(elementOf(outcome.definition, "status")?.["key"]).toBe("relation_2");
    expect(outcome.words).toContain("relation_2");
  });

  it("keeps every element, whatever is moved wherever it may stand", () => {
    const definition = sample();
    const ids = [...places(definition).keys()];
    for (const moved of ids) {
      for (const reference of ids) {
        for (const side of ["before", "after", "into"] as const) {
          const target = moveTarget(definition, moved, reference, side);
          const outcome = target && moveElement(definition, moved, target);
          if (!outcome) continue;
          expect([...places(outcome.definition).keys()].sort()).toEqual([...ids].sort());
          const place = placeOf(outcome.definition, moved)!;
          expect(mayHold(place.parent?.kind ?? null, place.element.kind)).toBe(true);
        }
      }
    }
  });

  it("steps over siblings, out of containers and on to the next page", () => {
    const definition = sample();
    expect(upTarget(definition, "disease")).toEqual({
      parent: "diagnose",
      index: 0,
    });
    expect(upTarget(definition, "weight")).toEqual({
      parent: "measures",
      index: 0,
    });
    expect(downTarget(definition, "pregnant")).toEqual({
      parent: "diagnose",
      index: 3,
    });
    expect(downTarget(definition, "measures")).toEqual({
      parent: "familypg",
      index: 0,
    });
    expect(upTarget(definition, "relative")).toEqual({
      parent: "diagnose",
      index: 3,
    });
    expect(upTarget(definition, "status")).toBeUndefined();
    expect(outTarget(definition, "pregnant")).toEqual({
      parent: "diagnose",
      index: 3,
    });
    expect(inTarget(definition, "onset")).toEqual({
      parent: "relative",
      index: 2,
    });
    expect(inTarget(definition, "disease")).toBeUndefined();
  });

  it("finds the nearest place for something new", () => {
    expect(nearestTarget(sample(), "weight", "field")).toEqual({
      parent: "sidebysi",
      index: 1,
    });
    expect(nearestTarget(sample(), "weight", "section")).toEqual({
      parent: "measures",
      index: 1,
    });
    expect(nearestTarget(sample(), "weight", "page")).toEqual({
      parent: null,
      index: 1,
    });
    expect(nearestTarget(sample(), "measures", "note")).toEqual({
      parent: "measures",
      index: 2,
    });
    expect(nearestTarget(sample(), null, "note")).toEqual({
      parent: "familypg",
      index: 3,
    });
  });
});
