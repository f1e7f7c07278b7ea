/** Which rules and settings speak of an element or an option. */

import type { Definition, FormElement } from "./document";
import { isRecord } from "./document";
import { places, within } from "./tree";

export interface Reference {
  /** The id that is spoken of. */
  readonly to: string;
  /** The element that speaks. */
  readonly from: string;
  readonly property: string;
}

const known = new WeakMap<FormElement, readonly Reference[]>();

/** What one element itself (not what is inside it) refers to. */
export function referencesOf(element: FormElement): readonly Reference[] {
  const cached = known.get(element);
  if (cached) return cached;
  const found: Reference[] = [];
  for (const [property, value] of Object.entries(element)) {
    if (property === "elements") continue;
    for (const to of namedIn(property, value)) found.push({ to, from: element.id, property });
  }
  known.set(element, found);
  return found;
}

function namedIn(property: string, value: unknown): readonly string[] {
  if (property === "row_title" || property === "row_key") return typeof value === "string" ? [value] : [];
  if (property === "exclusive" && Array.isArray(value))
    return value.filter((item) => typeof item === "string");
  return [...idsInRule(value)];
}

/** Ids named by `{field: id}` and `{option: id}` at any depth. */
export function* idsInRule(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* idsInRule(item);
  } else if (isRecord(value)) {
    for (const [name, inner] of Object.entries(value)) {
      if ((name === "field" || name === "option") && typeof inner === "string") yield inner;
      else yield* idsInRule(inner);
    }
  }
}

export function referencesTo(definition: Definition, ids: ReadonlySet<string>): readonly Reference[] {
  const found: Reference[] = [];
  for (const place of places(definition).values()) {
    for (const reference of referencesOf(place.element)) if (ids.has(reference.to)) found.push(reference);
  }
  return found;
}

/** Ids of the elements inside and of their own options. */
export function idsWithin(element: FormElement): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const inner of within(element)) {
    ids.add(inner.id);
    const options = inner["options"];
    if (!Array.isArray(options)) continue;
    for (const option of options)
      if (isRecord(option) && typeof option["id"] === "string") ids.add(option["id"]);
  }
  return ids;
}

/** Elements whose being shown depends, directly or through others, on this element's answer or on its being shown. */
export function dependentsOf(definition: Definition, id: string): ReadonlySet<string> {
  const all = places(definition);
  const readers = new Map<string, string[]>();
  for (const place of all.values()) {
    for (const reference of referencesOf(place.element)) {
      if (reference.property !== "relevant" && reference.property !== "default") continue;
      readers.set(reference.to, [...(readers.get(reference.to) ?? []), reference.from]);
    }
  }
  const found = new Set<string>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const element = all.get(next)?.element;
    if (!element || found.has(next)) continue;
    found.add(next);
    waiting.push(...(readers.get(next) ?? []), ...(element.elements ?? []).map((child) => child.id));
  }
  return found;
}
