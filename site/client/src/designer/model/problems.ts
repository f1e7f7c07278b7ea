/** Where a problem found by the server is to be mended. */

import type { Definition } from "./document";
import { isRecord } from "./document";
import { places } from "./tree";

export interface Problem {
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly path: string;
  readonly element_id: string | null;
  readonly words: string;
}

export interface Spot {
  /** `null` is the form itself. */
  readonly element: string | null;
  readonly property: string | null;
  /** Position in a list, such as the third choice. */
  readonly item: number | null;
}

export function spotOf(definition: Definition, problem: Problem): Spot {
  const parts = problem.path
    .split("/")
    .slice(1)
    .map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"));
  const { id, rest } = deepest(definition, parts);
  const element =
    problem.element_id !== null && places(definition).has(problem.element_id) ? problem.element_id : id;
  const [property, item] = element === id ? rest : [];
  const position = Number(item);
  return {
    element,
    property: property ?? null,
    item: item !== undefined && Number.isInteger(position) ? position : null,
  };
}

function deepest(
  definition: Definition,
  parts: readonly string[],
): { readonly id: string | null; readonly rest: readonly string[] } {
  let holder: unknown = definition;
  let id: string | null = null;
  let rest = parts;
  for (let at = 0; at + 1 < parts.length && parts[at] === "elements"; at += 2) {
    const elements: unknown = isRecord(holder) ? holder["elements"] : undefined;
    const next: unknown = Array.isArray(elements) ? elements[Number(parts[at + 1])] : undefined;
    if (!isRecord(next) || typeof next["id"] !== "string") break;
    holder = next;
    id = next["id"];
    rest = parts.slice(at + 2);
  }
  return { id, rest };
}

export function readProblems(value: unknown): readonly Problem[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((problem) => ({
    severity: problem["severity"] === "warning" ? "warning" : "error",
    code: String(problem["code"] ?? ""),
    path: String(problem["path"] ?? ""),
    element_id: typeof problem["element_id"] === "string" ? problem["element_id"] : null,
    words: String(problem["words"] ?? ""),
  }));
}
