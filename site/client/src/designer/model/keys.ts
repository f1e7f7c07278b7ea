/** Keys: the names of answers and columns. Unique in the form, or among the questions of one repeated group. */

import type { Definition, FormElement } from "./document";
import { places } from "./tree";

const LONGEST = 100;

export function isKey(text: string): boolean {
  return /^[a-z][a-z0-9_]{0,99}$/.test(text);
}

/** "Âge à l’onset (years)" → "age_a_l_onset_years". */
export function keyFrom(label: string, fallback: string): string {
  const plain = label
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[_0-9]+/, "")
    .slice(0, 60)
    .replace(/_+$/, "");
  return plain || fallback;
}

export function uniqueKey(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/_\d+$/, "");
  for (let number = 2; ; number += 1) {
    const suffix = `_${number}`;
    const key = stem.slice(0, LONGEST - suffix.length) + suffix;
    if (!taken.has(key)) return key;
  }
}

/** The keys in use in one scope: that of a repeat, or of the form (`null`). */
export function keysInScope(
  definition: Definition,
  repeat: string | null,
  except: ReadonlySet<string> = new Set(),
): Set<string> {
  const keys = new Set<string>();
  for (const place of places(definition).values()) {
    if ((place.repeats.at(-1) ?? null) !== repeat || except.has(place.element.id)) continue;
    const key = place.element["key"];
    if (typeof key === "string") keys.add(key);
  }
  return keys;
}

export function fallbackKey(element: FormElement): string {
  return element.kind === "repeat" ? "group" : "question";
}

/** Whether the key only follows the label, so that it may go on following it. */
export function followsLabel(element: FormElement, label: string): boolean {
  const key = element["key"];
  return (
    typeof key === "string" &&
    key.replace(/_\d+$/, "") === keyFrom(label, fallbackKey(element)).replace(/_\d+$/, "")
  );
}
