import { describe, expect, it } from "vitest";
import { field, sample } from "../testing/sample";
import { isId, newId } from "./ids";
import { addElement, changeType, deleteElement, duplicateElement, setProperty, setText } from "./operations";
import { targetAt } from "./placement";
import { childrenOf, elementOf, placeOf } from "./tree";
import { idsWithin } from "./references";

const idsIn = (definition: ReturnType<typeof sample>, parent: string | null): readonly string[] =>
  childrenOf(definition, parent).map((element) => element.id);

describe("new ids", () => {
  it("have eight characters of which the first is a letter", () => {
    for (let round = 0; round < 500; round += 1) expect(isId(newId())).toBe(true);
  });

  it("are not given twice", () => {
    const asked: string[] = [];
    const id = newId({ has: (candidate) => asked.push(candidate) < 3 });
    expect(asked.at(-1)).toBe(id);
    expect(asked).toHaveLength(3);
  });
});

describe("adding", () => {
  it("puts a question where it was asked for, with an id and a free key", () => {
    const target = targetAt(sample(), "status", "after", "field");
    const first = addElement(sample(), { kind: "field", type: "text" }, target!);
    const element = elementOf(first!.definition, first!.select);
    expect(element).toMatchObject({
      kind: "field",
      type: "text",
      key: "question",
    });
    expect(idsIn(first!.definition, "diagnose")[1]).toBe(first!.select);
    const second = addElement(first!.definition, { kind: "field", type: "text" }, target!);
    expect(elementOf(second!.definition, second!.select)?.["key"]).toBe("question_2");
  });

  it("gives the choices of the defaults ids of their own each time", () => {
    const blueprint = {
      kind: "field",
      type: "choice",
      defaults: { options: [{ id: "aaaaaaaa", code: "a", label: {} }] },
    };
    const outcome = addElement(sample(), blueprint, {
      parent: "diagnose",
      index: 0,
    });
    const options = elementOf(outcome!.definition, outcome!.select)?.["options"] as { id: string }[];
    expect(options[0]?.id).not.toBe("aaaaaaaa");
    expect(isId(options[0]?.id)).toBe(true);
  });

  it("leaves the definition it started from as it was", () => {
    const before = sample();
    const text = JSON.stringify(before);
    addElement(before, { kind: "page" }, { parent: null, index: 0 });
    expect(JSON.stringify(before)).toBe(text);
  });

  it("refuses a question beside the pages and a section in a row", () => {
    expect(addElement(sample(), { kind: "field", type: "text" }, { parent: null, index: 0 })).toBeUndefined();
    expect(addElement(sample(), { kind: "section" }, { parent: "sidebysi", index: 0 })).toBeUndefined();
  });
});

describe("duplicating", () => {
  it("gives new ids to everything inside and points its rules at the copy", () => {
    const before = sample();
    const outcome = duplicateElement(before, "diagnose")!;
    const copy = elementOf(outcome.definition, outcome.select)!;
    const old = idsWithin(elementOf(before, "diagnose")!);
    const fresh = idsWithin(copy);
    expect([...fresh].filter((id) => old.has(id))).toEqual([]);
    expect(fresh.size).toBe(old.size);
    const [status, disease] = copy.elements!;
    const options = status!["options"] as { id: string }[];
    expect(disease!["relevant"]).toEqual({
      "=": [{ field: status!.id }, { option: options[0]!.id }],
    });
    expect(outcome.definition.elements.map((page) => page.id)).toEqual(["diagnose", copy.id, "familypg"]);
  });

  it("makes the keys of the form's scope free and leaves those inside a repeat", () => {
    const outcome = duplicateElement(sample(), "familypg")!;
    const [repeat, onset] = elementOf(outcome.definition, outcome.select)!.elements!;
    expect(repeat!["key"]).toBe("relatives_2");
    expect(onset!["key"]).toBe("onset_2");
    expect(repeat!.elements!.map((element) => element["key"])).toEqual(["relation", "affected"]);
    expect(repeat!["row_title"]).toBe(repeat!.elements![0]!.id);
  });

  it("keeps a rule that speaks of something outside", () => {
    const outcome = duplicateElement(sample(), "disease")!;
    expect(elementOf(outcome.definition, outcome.select)?.["relevant"]).toEqual({
      "=": [{ field: "status" }, { option: "ooconfir" }],
    });
  });
});

describe("deleting", () => {
  it("tells which rules spoke of it and leaves them", () => {
    const outcome = deleteElement(sample(), "status")!;
    expect(outcome.dangling.map((reference) => [reference.from, reference.property, reference.to])).toEqual([
      ["disease", "relevant", "status"],
      ["disease", "relevant", "ooconfir"],
    ]);
    expect(placeOf(outcome.definition, "status")).toBeUndefined();
    expect(elementOf(outcome.definition, "disease")?.["relevant"]).toBeDefined();
    expect(outcome.select).toBe("disease");
  });

  it("does not count rules that go with it", () => {
    expect(deleteElement(sample(), "diagnose")!.dangling).toEqual([]);
  });
});

describe("words and keys", () => {
  const typed = (key: string, label: string, text: string, keyIsUsed = false): unknown => {
    const definition = setProperty(
      setProperty(sample(), "disease", "key", key).definition,
      "disease",
      "label",
      { en: label },
    ).definition;
    return elementOf(
      setText(definition, "disease", "label", "en", text, { keyIsUsed }).definition,
      "disease",
    )?.["key"];
  };

  it("lets the key follow the label while it was made from it", () => {
    expect(typed("disease", "Disease", "Name of the disease")).toBe("name_of_the_disease");
    expect(typed("question_2", "", "Âge à l’onset")).toBe("age_a_l_onset");
    expect(typed("disease", "Disease", "Status")).toBe("status_2");
  });

  it("leaves a key that somebody chose or that records use", () => {
    expect(typed("orpha", "Disease", "Name of the disease")).toBe("orpha");
    expect(typed("disease", "Disease", "Name of the disease", true)).toBe("disease");
  });

  it("takes an empty help away but keeps an empty label", () => {
    const definition = setText(sample(), "disease", "help", "en", "Why", {
      keyIsUsed: true,
    }).definition;
    const emptied = setText(definition, "disease", "help", "en", "", {
      keyIsUsed: true,
    }).definition;
    expect(elementOf(emptied, "disease")).not.toHaveProperty("help");
    expect(
      elementOf(setText(sample(), "disease", "label", "en", "", { keyIsUsed: true }).definition, "disease")?.[
        "label"
      ],
    ).toEqual({});
  });
});

describe("changing the type", () => {
  const choice = {
    name: "choice",
    properties: [
      { name: "options", control: "options" },
      { name: "layout", control: "select" },
    ],
    defaults: { options: [] },
  };
  const choices = {
    name: "choices",
    properties: [
      { name: "options", control: "options" },
      { name: "exclusive", control: "option_ids" },
    ],
    defaults: { options: [] },
  };
  const number = {
    name: "number",
    properties: [{ name: "minimum", control: "number" }],
    defaults: {},
  };

  it("keeps the choices between two kinds of choice and what all questions have", () => {
    const definition = setProperty(
      setProperty(sample(), "status", "layout", "select").definition,
      "status",
      "privacy",
      "sensitive",
    ).definition;
    const next = elementOf(changeType(definition, "status", choice, choices).definition, "status");
    expect(next).toMatchObject({
      type: "choices",
      privacy: "sensitive",
      options: [{ id: "ooconfir" }, { id: "oosuspec" }],
    });
    expect(next).not.toHaveProperty("layout");
  });

  it("drops what the new type has no use for and says so", () => {
    const outcome = changeType(sample(), "status", choice, number);
    expect(elementOf(outcome.definition, "status")).not.toHaveProperty("options");
    expect(outcome.words).not.toBe("");
  });

  it("starts the new type with its defaults", () => {
    const definition = {
      ...sample(),
      elements: [{ kind: "page", id: "onlypage", elements: [field("plain", "text")] }],
    };
    expect(elementOf(changeType(definition, "plain", undefined, choice).definition, "plain")).toMatchObject({
      type: "choice",
      options: [],
    });
  });
});
