/** What a designer can do to a form. Each returns the whole next definition: one step of undo. */

import { reidentified, withFreeKeys } from "./copy";
import type { Definition, FormElement } from "./document";
import { textIn, withText } from "./document";
import { newId } from "./ids";
import { fallbackKey, followsLabel, keyFrom, keysInScope, uniqueKey } from "./keys";
import type { Target } from "./placement";
import { kindOf, mayHold } from "./placement";
import type { Reference } from "./references";
import { idsWithin, referencesTo } from "./references";
import { childrenOf, insertElements, placeOf, places, replaceElement } from "./tree";

export interface Outcome {
  readonly definition: Definition;
  /** The element to look at afterwards. */
  readonly select: string | null;
  /** What happened, for the status line; empty if the screen says it anyway. */
  readonly words: string;
}

/** What the palette adds: a kind, for questions a type, and the properties it starts with. */
export interface Blueprint {
  readonly kind: string;
  readonly type?: string;
  readonly defaults?: Readonly<Record<string, unknown>>;
}

export function blueprintElement(definition: Definition, blueprint: Blueprint): FormElement {
  const start: Record<string, unknown> = {
    kind: blueprint.kind,
    id: newId(places(definition)),
  };
  if (blueprint.type !== undefined) start["type"] = blueprint.type;
  Object.assign(start, structuredClone(blueprint.defaults ?? {}));
  if (blueprint.kind === "field") Object.assign(start, { key: "question", label: start["label"] ?? {} });
  if (blueprint.kind === "repeat") Object.assign(start, { key: "group", title: {} });
  if (blueprint.kind === "section" || blueprint.kind === "page") start["title"] ??= {};
  if (blueprint.kind === "note") start["text"] ??= {};
  if (mayHold(blueprint.kind, "field")) start["elements"] ??= [];
  return reidentified(start as unknown as FormElement, definition);
}

export function addElement(
  definition: Definition,
  blueprint: Blueprint,
  target: Target,
): Outcome | undefined {
  if (!mayHold(kindOf(definition, target.parent), blueprint.kind)) return undefined;
  const element = withFreeKeys(
    blueprintElement(definition, blueprint),
    keysInScope(definition, scopeAt(definition, target.parent)),
  );
  return {
    definition: insertElements(definition, target.parent, target.index, [element]),
    select: element.id,
    words: "",
  };
}

function scopeAt(definition: Definition, parent: string | null): string | null {
  const place = placeOf(definition, parent);
  if (!place) return null;
  return place.element.kind === "repeat" ? place.element.id : (place.repeats.at(-1) ?? null);
}

export function duplicateElement(definition: Definition, id: string): Outcome | undefined {
  const place = placeOf(definition, id);
  if (!place) return undefined;
  const parent = place.parent?.id ?? null;
  const copy = withFreeKeys(
    reidentified(place.element, definition),
    keysInScope(definition, scopeAt(definition, parent)),
  );
  return {
    definition: insertElements(definition, parent, place.index + 1, [copy]),
    select: copy.id,
    words: "Copied.",
  };
}

export interface Deletion extends Outcome {
  /** Rules and settings elsewhere that spoke of what is gone; they stay and are listed as problems. */
  readonly dangling: readonly Reference[];
}

export function deleteElement(definition: Definition, id: string): Deletion | undefined {
  const place = placeOf(definition, id);
  if (!place) return undefined;
  const next = replaceElement(definition, id, () => null);
  const siblings = childrenOf(next, place.parent?.id ?? null);
  const neighbour = siblings[place.index] ?? siblings[place.index - 1];
  return {
    definition: next,
    select: neighbour?.id ?? place.parent?.id ?? null,
    words: "Deleted.",
    dangling: referencesTo(next, idsWithin(place.element)),
  };
}

export function moveElement(definition: Definition, id: string, target: Target): Outcome | undefined {
  const place = placeOf(definition, id);
  if (!place || !mayHold(kindOf(definition, target.parent), place.element.kind)) return undefined;
  const parent = place.parent?.id ?? null;
  if (
    target.parent !== null &&
    (target.parent === id || placeOf(definition, target.parent)?.ancestors.includes(id))
  )
    return undefined;
  const sameParent = target.parent === parent;
  const index = sameParent && target.index > place.index ? target.index - 1 : target.index;
  if (sameParent && index === place.index) return undefined;
  const without = replaceElement(definition, id, () => null);
  const moved = withFreeKeys(place.element, keysInScope(without, scopeAt(without, target.parent)));
  return {
    definition: insertElements(without, target.parent, index, [moved]),
    select: id,
    words:
      moved["key"] === place.element["key"]
        ? ""
        : `Its key is now ${String(moved["key"])}: the old one is taken there.`,
  };
}

/** `undefined` takes the property away. */
export function setProperty(definition: Definition, id: string, property: string, value: unknown): Outcome {
  return {
    definition: replaceElement(definition, id, (element) => withProperty(element, property, value)),
    select: id,
    words: "",
  };
}

export function withProperty<T extends object>(holder: T, property: string, value: unknown): T {
  const next: Record<string, unknown> = {
    ...(holder as Record<string, unknown>),
  };
  if (value === undefined) delete next[property];
  else next[property] = value;
  return next as T;
}

const KEEPS_EMPTY_TEXT: ReadonlySet<string> = new Set(["label", "title", "text"]);

/**
 * Sets one language of a text. While the key is only the label in other letters, it goes on following the label of the first
 * language: a beginner never has to think of it. `keyIsUsed`: records already store answers under it, so it stays.
 */
export function setText(
  definition: Definition,
  id: string,
  property: string,
  language: string,
  text: string,
  { keyIsUsed }: { readonly keyIsUsed: boolean },
): Outcome {
  const place = placeOf(definition, id);
  if (!place) return { definition, select: id, words: "" };
  const { element } = place;
  const value =
    withText(element[property], language, text) ?? (KEEPS_EMPTY_TEXT.has(property) ? {} : undefined);
  let next = withProperty(element, property, value);
  const named =
    (property === "label" && element.kind === "field") || (property === "title" && element.kind === "repeat");
  const first = definition.languages[0] ?? "en";
  if (
    named &&
    language === first &&
    !keyIsUsed &&
    followsLabel(element, textIn(element[property], first, []))
  ) {
    const taken = keysInScope(definition, place.repeats.at(-1) ?? null, new Set([id]));
    next = {
      ...next,
      key: uniqueKey(keyFrom(text, fallbackKey(element)), taken),
    };
  }
  return {
    definition: replaceElement(definition, id, () => next),
    select: id,
    words: "",
  };
}

/** A property of the form itself. */
export function setFormProperty(definition: Definition, property: string, value: unknown): Outcome {
  return {
    definition: withProperty(definition, property, value),
    select: null,
    words: "",
  };
}

/** What changing the type needs to know of each type: the names and controls of its own properties, and where it starts. */
export interface TypeShape {
  readonly name: string;
  readonly properties: readonly {
    readonly name: string;
    readonly control: string;
  }[];
  readonly defaults: Readonly<Record<string, unknown>>;
}

/** Keeps what all questions have, and what both types have in the same shape (two kinds of choice keep their choices). */
export function changeType(
  definition: Definition,
  id: string,
  from: TypeShape | undefined,
  to: TypeShape,
): Outcome {
  const place = placeOf(definition, id);
  if (!place) return { definition, select: id, words: "" };
  const controls = new Map(to.properties.map((property) => [property.name, property.control]));
  const dropped = (from?.properties ?? [])
    .filter((property) => controls.get(property.name) !== property.control)
    .map((property) => property.name);
  if (dropped.includes("options")) dropped.push("option_set");
  const kept = Object.fromEntries(
    Object.entries(place.element).filter(([name]) => !dropped.includes(name) && name !== "default"),
  );
  const fresh = reidentified({ kind: "field", id, ...structuredClone(to.defaults) }, definition);
  const added = Object.fromEntries(
    Object.entries(fresh).filter(
      ([name]) => !(name in kept) && !(name === "options" && "option_set" in kept),
    ),
  );
  const next = { ...kept, ...added, type: to.name } as unknown as FormElement;
  const lost = dropped.filter((name) => name in place.element).length;
  return {
    definition: replaceElement(definition, id, () => next),
    select: id,
    words: lost > 0 ? "Settings that only the old type has were removed." : "",
  };
}
