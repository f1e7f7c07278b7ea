/** Finding and replacing elements in an immutable definition. */

import type { Definition, FormElement } from "./document";

export interface Place {
  readonly element: FormElement;
  readonly parent: FormElement | null;
  /** Position among its siblings. */
  readonly index: number;
  /** 0 for pages. */
  readonly depth: number;
  readonly page: string | null;
  /** Ids of the repeats around it, outermost first. */
  readonly repeats: readonly string[];
  /** Ids of all containers around it, outermost first. */
  readonly ancestors: readonly string[];
  /** JSON Pointer into the definition. */
  readonly path: string;
}

const known = new WeakMap<Definition, ReadonlyMap<string, Place>>();

/** All elements by id in document order; computed once for each state of the definition. */
export function places(definition: Definition): ReadonlyMap<string, Place> {
  const cached = known.get(definition);
  if (cached) return cached;
  const found = new Map<string, Place>();
  collect(definition.elements, null, undefined, found);
  known.set(definition, found);
  return found;
}

function collect(
  elements: readonly FormElement[],
  parent: FormElement | null,
  above: Place | undefined,
  found: Map<string, Place>,
): void {
  elements.forEach((element, index) => {
    const repeats = above?.repeats ?? [];
    const place: Place = {
      element,
      parent,
      index,
      depth: above ? above.depth + 1 : 0,
      page: above?.page ?? (element.kind === "page" ? element.id : null),
      repeats: parent?.kind === "repeat" ? [...repeats, parent.id] : repeats,
      ancestors: above ? [...above.ancestors, above.element.id] : [],
      path: `${above?.path ?? ""}/elements/${index}`,
    };
    if (!found.has(element.id)) found.set(element.id, place);
    if (element.elements) collect(element.elements, element, place, found);
  });
}

export function placeOf(definition: Definition, id: string | null): Place | undefined {
  return id === null ? undefined : places(definition).get(id);
}

export function elementOf(definition: Definition, id: string | null): FormElement | undefined {
  return placeOf(definition, id)?.element;
}

export function childrenOf(definition: Definition, parent: string | null): readonly FormElement[] {
  return parent === null ? definition.elements : (elementOf(definition, parent)?.elements ?? []);
}

/** The element and everything inside it, parents first. */
export function* within(element: FormElement): Generator<FormElement> {
  yield element;
  for (const child of element.elements ?? []) yield* within(child);
}

export function fieldsOf(definition: Definition): readonly Place[] {
  return [...places(definition).values()].filter((place) => place.element.kind === "field");
}

/** Replaces one element; `null` takes it out. Everything that is not on the way to it stays the same object. */
export function replaceElement(
  definition: Definition,
  id: string,
  change: (element: FormElement) => FormElement | null,
): Definition {
  const place = placeOf(definition, id);
  if (!place) return definition;
  return {
    ...definition,
    elements: replaceIn(definition.elements, [...place.ancestors, id], change),
  };
}

function replaceIn(
  elements: readonly FormElement[],
  chain: readonly string[],
  change: (element: FormElement) => FormElement | null,
): readonly FormElement[] {
  const [next, ...rest] = chain;
  return elements.flatMap((element) => {
    if (element.id !== next) return [element];
    if (rest.length > 0)
      return [
        {
          ...element,
          elements: replaceIn(element.elements ?? [], rest, change),
        },
      ];
    return change(element) ?? [];
  });
}

export function insertElements(
  definition: Definition,
  parent: string | null,
  index: number,
  added: readonly FormElement[],
): Definition {
  const into = (elements: readonly FormElement[]): readonly FormElement[] => [
    ...elements.slice(0, index),
    ...added,
    ...elements.slice(index),
  ];
  if (parent === null) return { ...definition, elements: into(definition.elements) };
  return replaceElement(definition, parent, (element) => ({
    ...element,
    elements: into(element.elements ?? []),
  }));
}
