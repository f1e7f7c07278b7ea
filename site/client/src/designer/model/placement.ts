/** Where an element may stand. */

import type { Definition, FormElement } from "./document";
import { childrenOf, placeOf, within } from "./tree";

export type Side = "before" | "after" | "into";

export interface Target {
  /** `null` is the form itself, which holds pages only. */
  readonly parent: string | null;
  readonly index: number;
}

const HOLDERS: ReadonlySet<string> = new Set(["page", "section", "repeat"]);

export function isContainer(kind: string): boolean {
  return HOLDERS.has(kind) || kind === "row";
}

export function mayHold(parentKind: string | null, childKind: string): boolean {
  if (parentKind === null) return childKind === "page";
  if (parentKind === "row") return childKind === "field";
  return HOLDERS.has(parentKind) && childKind !== "page";
}

/** Turns "before this one" into a parent and a position there; undefined if nothing may stand there. */
export function targetAt(
  definition: Definition,
  reference: string,
  side: Side,
  childKind: string,
): Target | undefined {
  const place = placeOf(definition, reference);
  if (!place) return undefined;
  const target: Target =
    side === "into"
      ? { parent: reference, index: place.element.elements?.length ?? 0 }
      : {
          parent: place.parent?.id ?? null,
          index: place.index + (side === "after" ? 1 : 0),
        };
  return mayHold(kindOf(definition, target.parent), childKind) ? target : undefined;
}

/** The same for an element that is already on the form: it can't be moved into itself. */
export function moveTarget(
  definition: Definition,
  moved: string,
  reference: string,
  side: Side,
): Target | undefined {
  const place = placeOf(definition, moved);
  if (!place) return undefined;
  if ([...within(place.element)].some((element) => element.id === reference)) return undefined;
  return targetAt(definition, reference, side, place.element.kind);
}

/** The nearest place at or after the selected element where an element of this kind may be added. */
export function nearestTarget(
  definition: Definition,
  selected: string | null,
  kind: string,
): Target | undefined {
  const place = placeOf(definition, selected);
  if (!place) return lastTarget(definition, kind);
  if (mayHold(place.element.kind, kind) && place.element.kind !== "row") {
    return {
      parent: place.element.id,
      index: place.element.elements?.length ?? 0,
    };
  }
  let reference: string | undefined = place.element.id;
  while (reference !== undefined) {
    const target = targetAt(definition, reference, "after", kind);
    if (target) return target;
    reference = placeOf(definition, reference)?.parent?.id;
  }
  return undefined;
}

function lastTarget(definition: Definition, kind: string): Target | undefined {
  if (kind === "page") return { parent: null, index: definition.elements.length };
  const last = definition.elements.at(-1);
  return last && mayHold(last.kind, kind)
    ? { parent: last.id, index: last.elements?.length ?? 0 }
    : undefined;
}

/** One step up: over the sibling above, else out of the container, else to the end of the page before. */
export function upTarget(definition: Definition, id: string): Target | undefined {
  return stepTarget(definition, id, -1);
}

export function downTarget(definition: Definition, id: string): Target | undefined {
  return stepTarget(definition, id, 1);
}

function stepTarget(definition: Definition, id: string, step: -1 | 1): Target | undefined {
  const place = placeOf(definition, id);
  if (!place) return undefined;
  const siblings = childrenOf(definition, place.parent?.id ?? null);
  const sibling = siblings[place.index + step];
  if (sibling) return moveTarget(definition, id, sibling.id, step < 0 ? "before" : "after");
  if (!place.parent) return undefined;
  if (place.parent.kind !== "page")
    return moveTarget(definition, id, place.parent.id, step < 0 ? "before" : "after");
  const page = definition.elements[(placeOf(definition, place.parent.id)?.index ?? 0) + step];
  if (!page || !mayHold(page.kind, place.element.kind)) return undefined;
  return {
    parent: page.id,
    index: step < 0 ? (page.elements?.length ?? 0) : 0,
  };
}

export function outTarget(definition: Definition, id: string): Target | undefined {
  const parent = placeOf(definition, id)?.parent;
  return parent ? moveTarget(definition, id, parent.id, "after") : undefined;
}

export function inTarget(definition: Definition, id: string): Target | undefined {
  const place = placeOf(definition, id);
  if (!place) return undefined;
  const above: FormElement | undefined = childrenOf(definition, place.parent?.id ?? null)[place.index - 1];
  return above ? moveTarget(definition, id, above.id, "into") : undefined;
}

export function kindOf(definition: Definition, id: string | null): string | null {
  return id === null ? null : (placeOf(definition, id)?.element.kind ?? "");
}
