/** Copies with ids of their own; what pointed inside the original points inside the copy. */

import type { Definition, FormElement } from "./document";
import { isRecord } from "./document";
import { newId } from "./ids";
import { fallbackKey, uniqueKey } from "./keys";
import { places } from "./tree";

type Renaming = ReadonlyMap<string, string>;

const ID_HOLDERS: ReadonlySet<string> = new Set(["row_title", "row_key", "replaced_by", "field", "option"]);

/** Every id of the element, of what is inside it, and of its options and constraints is given anew. */
export function reidentified(element: FormElement, definition: Definition): FormElement {
  const renaming = new Map<string, string>();
  collectIds(element, renaming, places(definition));
  return renamed(element, renaming) as FormElement;
}

function collectIds(
  value: unknown,
  renaming: Map<string, string>,
  taken: { has(id: string): boolean },
): void {
  if (Array.isArray(value)) {
    for (const item of value) collectIds(item, renaming, taken);
  } else if (isRecord(value)) {
    const id = value["id"];
    if (typeof id === "string") renaming.set(id, newId(taken));
    for (const inner of Object.values(value))
      if (typeof inner === "object") collectIds(inner, renaming, taken);
  }
}

/** The same JSON with ids exchanged wherever an id stands; other texts are left alone even if they look like one. */
export function renamed(value: unknown, renaming: Renaming, holder = ""): unknown {
  if (Array.isArray(value))
    return value.map((item) => renamed(item, renaming, holder === "exclusive" ? "option" : ""));
  if (isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name,
        renamed(inner, renaming, name === "id" ? "field" : name),
      ]),
    );
  }
  if (typeof value === "string" && ID_HOLDERS.has(holder)) return renaming.get(value) ?? value;
  return value;
}

/** Gives free keys to an element and to those inside it that share its scope; a repeat inside is a scope of its own. */
export function withFreeKeys(element: FormElement, taken: Set<string>): FormElement {
  let copy = element;
  if (typeof element["key"] === "string" || element.kind === "field" || element.kind === "repeat") {
    const key = uniqueKey(typeof element["key"] === "string" ? element["key"] : fallbackKey(element), taken);
    taken.add(key);
    if (key !== element["key"]) copy = { ...copy, key };
  }
  if (!element.elements || element.kind === "repeat") return copy;
  const elements = element.elements.map((child) => withFreeKeys(child, taken));
  return elements.some((child, index) => child !== element.elements?.[index]) ? { ...copy, elements } : copy;
}
