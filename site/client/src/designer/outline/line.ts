/** One line of the outline. */

import { h, visuallyHidden } from "../dom";
import { icon } from "../icons";
import type { Workspace } from "../workspace";
import type { OutlineRow } from "./rows";

/** Deeper levels are not indented further: there would be no room for words. */
export const DEEPEST = 8;

export function outlineLine(row: OutlineRow, id: string, workspace: Workspace): HTMLElement {
  const { element } = row;
  const type = workspace.typeOf(element);
  const fold = h("span", {
    class: "designer-tree__fold",
    "data-fold": row.open === undefined ? null : element.id,
  });
  if (row.open !== undefined) fold.append(icon(row.open ? "down_small" : "right_small"));
  const line = h(
    "div",
    {
      class: `designer-tree__line designer-tree__line--${element.kind}`,
      role: "treeitem",
      id,
      "data-id": element.id,
      "data-level": Math.min(row.level, DEEPEST),
      "aria-level": row.level,
      "aria-posinset": row.position,
      "aria-setsize": row.siblings,
      "aria-selected": String(element.id === workspace.selection),
      "aria-expanded": row.open === undefined ? null : String(row.open),
      title: typeof element["key"] === "string" ? `${row.name} (${element["key"]})` : row.name,
    },
    fold,
    icon(type?.icon ?? "", type?.name ?? element.kind),
    h("span", { class: "designer-tree__name" }, row.name),
  );
  line.append(...signs(row, workspace));
  return line;
}

function signs(row: OutlineRow, workspace: Workspace): Node[] {
  const { element } = row;
  const found: Node[] = [];
  if (element["required"] === true) {
    found.push(
      h("span", { class: "designer-required", "aria-hidden": "true" }, "*"),
      visuallyHidden(", required"),
    );
  }
  if (element["relevant"] !== undefined) found.push(sign("rule", "", ", shown by a rule"));
  const flag = workspace.flagOf(element.id);
  if (flag) found.push(sign("flag", flag, flag === "error" ? ", has a problem" : ", has a warning"));
  if (!workspace.readOnly)
    found.push(h("span", { class: "designer-tree__grip", "data-grip": true }, icon("grip")));
  return found;
}

function sign(name: string, severity: string, words: string): HTMLElement {
  const more = severity === "" ? "" : ` designer-tree__sign--${severity}`;
  return h("span", { class: `designer-tree__sign${more}` }, icon(name), visuallyHidden(words));
}
