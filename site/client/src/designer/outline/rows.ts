/** The lines of the outline, and where something dragged over them would go. */

import type { Definition, FormElement } from "../model/document";
import { nameOf } from "../model/document";
import type { Side, Target } from "../model/placement";
import { isContainer, moveTarget } from "../model/placement";
import { placeOf } from "../model/tree";

export interface OutlineRow {
  readonly element: FormElement;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  /** undefined: there is nothing to open. */
  readonly open: boolean | undefined;
  readonly name: string;
}

export interface Shown {
  readonly closed: ReadonlySet<string>;
  /** Lower case; empty shows everything. While it finds something, all that leads there is open. */
  readonly filter: string;
  readonly language: string;
}

export function outlineRows(definition: Definition, shown: Shown): readonly OutlineRow[] {
  const rows: OutlineRow[] = [];
  const add = (elements: readonly FormElement[], level: number): void => {
    const kept =
      shown.filter === "" ? elements : elements.filter((element) => matches(element, definition, shown));
    kept.forEach((element, index) => {
      const parent = isContainer(element.kind) && (element.elements?.length ?? 0) > 0;
      const open = parent ? shown.filter !== "" || !shown.closed.has(element.id) : undefined;
      const name = nameOf(element, shown.language, definition.languages);
      rows.push({
        element,
        level,
        position: index + 1,
        siblings: kept.length,
        open,
        name,
      });
      if (open) add(element.elements ?? [], level + 1);
    });
  };
  add(definition.elements, 1);
  return rows;
}

function matches(element: FormElement, definition: Definition, shown: Shown): boolean {
  const words =
    `${nameOf(element, shown.language, definition.languages)} ${String(element["key"] ?? "")}`.toLowerCase();
  return (
    words.includes(shown.filter) ||
    (element.elements ?? []).some((child) => matches(child, definition, shown))
  );
}

export interface Drop {
  readonly target: Target;
  /** The line beside which the mark is drawn. */
  readonly row: number;
  readonly side: Side;
}

/** `y` counts in rows from the top: 2.5 is the middle of the third line. */
export function dropAt(
  definition: Definition,
  rows: readonly OutlineRow[],
  y: number,
  moved: string,
): Drop | undefined {
  const row = Math.max(0, Math.min(rows.length - 1, Math.floor(y)));
  const over = rows[row];
  if (!over) return undefined;
  for (const side of sidesAt(over, y - row)) {
    const target = sideTarget(definition, over, side, moved);
    if (target) return { target, row, side };
  }
  return besideAncestor(definition, rows, row, moved);
}

function sidesAt(over: OutlineRow, part: number): readonly Side[] {
  const half: Side = part < 0.5 ? "before" : "after";
  if (!isContainer(over.element.kind)) return [half];
  if (part < 0.3) return ["before", "into"];
  return part > 0.7 && !over.open ? ["after", "into"] : ["into", half];
}

/** Into an open container means its first place: that is where the mark stands. */
function sideTarget(definition: Definition, over: OutlineRow, side: Side, moved: string): Target | undefined {
  const target = moveTarget(definition, moved, over.element.id, side);
  return target && side === "into" && over.open ? { ...target, index: 0 } : target;
}

/** A page dragged over a question means: before or after the question's page. */
function besideAncestor(
  definition: Definition,
  rows: readonly OutlineRow[],
  row: number,
  moved: string,
): Drop | undefined {
  const ancestors = placeOf(definition, rows[row]?.element.id ?? null)?.ancestors ?? [];
  for (const ancestor of [...ancestors].reverse()) {
    const at = rows.findIndex((candidate) => candidate.element.id === ancestor);
    const side: Side = row - at > lengthOf(rows, at) / 2 ? "after" : "before";
    const target = moveTarget(definition, moved, ancestor, side);
    if (target)
      return {
        target,
        row: side === "after" ? at + lengthOf(rows, at) : at,
        side,
      };
  }
  return undefined;
}

/** How many lines below belong to this one. */
function lengthOf(rows: readonly OutlineRow[], at: number): number {
  const level = rows[at]?.level ?? 0;
  const end = rows.findIndex((candidate, index) => index > at && candidate.level <= level);
  return (end < 0 ? rows.length : end) - at - 1;
}
