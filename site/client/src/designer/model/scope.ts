/** Which questions a rule may read, so that what the editor offers never makes a circle. */

import type { Definition, FormElement } from "./document";
import { dependentsOf } from "./references";
import { fieldsOf, placeOf } from "./tree";

/** "show": when the element is shown. "require": when it must be answered. "check": what its answer must be like. */
export type Purpose = "show" | "require" | "check";

export function readableFields(
  definition: Definition,
  target: string,
  purpose: Purpose,
): readonly FormElement[] {
  const place = placeOf(definition, target);
  if (!place) return [];
  const circle =
    purpose === "show" ? dependentsOf(definition, target) : new Set(purpose === "require" ? [target] : []);
  const scope = place.element.kind === "repeat" ? [...place.repeats] : place.repeats;
  return fieldsOf(definition)
    .filter((field) => !circle.has(field.element.id) && field.element["privacy"] !== "direct")
    .filter((field) => field.repeats.every((repeat, index) => scope[index] === repeat))
    .map((field) => field.element);
}
