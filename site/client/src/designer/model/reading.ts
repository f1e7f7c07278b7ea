/** From the text of the page editor to a definition, or to a sentence that says why not. */

import type { Definition } from "./document";
import { isRecord } from "./document";
import { newId } from "./ids";

export type Reading = { readonly definition: Definition } | { readonly problem: string };

export function readDefinition(text: string): Reading {
  if (["", "{}", "null"].includes(text.trim())) return { definition: emptyDefinition() };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return {
      problem: `The definition is not valid JSON${positionWords(error, text)}.`,
    };
  }
  const problem = shapeProblem(value);
  return problem === undefined ? { definition: value as Definition } : { problem };
}

export function emptyDefinition(): Definition {
  return {
    format: "cpms-form/1",
    key: "",
    languages: ["en"],
    title: {},
    elements: [{ kind: "page", id: newId(), title: {}, elements: [] }],
  };
}

/** Engines word the position differently: "at position 12", "line 2 column 5". */
function positionWords(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : "";
  const line = /line (\d+) column (\d+)/.exec(message);
  if (line) return ` (line ${line[1]}, character ${line[2]})`;
  const position = /position (\d+)/.exec(message);
  const offset = position ? Number(position[1]) : text.length;
  const before = text.slice(0, offset).split("\n");
  return ` (line ${before.length}, character ${(before.at(-1)?.length ?? 0) + 1})`;
}

function shapeProblem(value: unknown): string | undefined {
  if (!isRecord(value)) return "The definition must be a JSON object.";
  if (
    !Array.isArray(value["languages"]) ||
    value["languages"].some((language) => typeof language !== "string")
  ) {
    return "The definition has no list of languages (at /languages).";
  }
  const sets = value["option_sets"];
  if (
    sets !== undefined &&
    !(isRecord(sets) && Object.values(sets).every((set) => isRecord(set) && areOptions(set["options"])))
  ) {
    return "A shared list at /option_sets is no list of choices with id and code.";
  }
  return elementsProblem(value["elements"], "/elements");
}

function areOptions(options: unknown): boolean {
  if (options === undefined) return true;
  if (!Array.isArray(options)) return false;
  return options.every(
    (option) => isRecord(option) && typeof option["id"] === "string" && typeof option["code"] === "string",
  );
}

function elementsProblem(elements: unknown, path: string): string | undefined {
  if (!Array.isArray(elements)) return `There must be a list of elements at ${path}.`;
  for (const [index, element] of elements.entries()) {
    const at = `${path}/${index}`;
    if (!isRecord(element)) return `The element at ${at} is not an object.`;
    if (typeof element["kind"] !== "string" || typeof element["id"] !== "string")
      return `The element at ${at} has no kind or no id.`;
    if (!areOptions(element["options"]))
      return `A choice of the element at ${at}/options has no id or no code.`;
    const inner = "elements" in element ? elementsProblem(element["elements"], `${at}/elements`) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}
