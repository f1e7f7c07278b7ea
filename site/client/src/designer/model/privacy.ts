/** Which privacy class each question has, and which of them an import only guessed. */

import type { Definition } from "./document";
import { isRecord } from "./document";
import type { Outcome } from "./operations";
import { withProperty } from "./operations";
import { replaceElement } from "./tree";

export function unconfirmed(definition: Definition): ReadonlySet<string> {
  const source = definition["source"];
  const ids = isRecord(source) ? source["unconfirmed_privacy"] : undefined;
  return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : []);
}

export function confirmPrivacy(definition: Definition, ids: Iterable<string>): Definition {
  const source = definition["source"];
  if (!isRecord(source)) return definition;
  const confirmed = new Set(ids);
  const left = [...unconfirmed(definition)].filter((id) => !confirmed.has(id));
  return {
    ...definition,
    source: withProperty(source, "unconfirmed_privacy", left.length > 0 ? left : undefined),
  };
}

/** Choosing a class is a decision: the suggestion is settled by it. */
export function setPrivacy(definition: Definition, id: string, privacy: string | undefined): Outcome {
  const next = replaceElement(definition, id, (element) => withProperty(element, "privacy", privacy));
  return {
    definition: unconfirmed(next).has(id) ? confirmPrivacy(next, [id]) : next,
    select: id,
    words: "",
  };
}

export interface Loss {
  readonly construct: string;
  readonly place: string;
  readonly keptAs: string;
  readonly source: string;
}

/** What the import that made this form could not carry over. */
export function lossesOf(definition: Definition): readonly Loss[] {
  const source = definition["source"];
  const losses = isRecord(source) ? source["losses"] : undefined;
  if (!Array.isArray(losses)) return [];
  return losses.filter(isRecord).map((loss) => ({
    construct: words(loss["construct"]),
    place: words(loss["place"]),
    keptAs: words(loss["kept_as"]),
    source: words(loss["source"]),
  }));
}

function words(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
