/** What else speaks of the selected element, and how many stored records hold it: said before somebody changes it. */

import { button, h } from "../dom";
import type { FormElement } from "../model/document";
import { nameOf } from "../model/document";
import { idsWithin, referencesTo } from "../model/references";
import { elementOf } from "../model/tree";
import type { Workspace } from "../workspace";

const PROPERTY_WORDS: Readonly<Record<string, string>> = {
  relevant: "is shown by it",
  required: "must be answered by it",
  constraints: "is checked against it",
  default: "starts with it",
  row_title: "uses it as title of each row",
  row_key: "tells its rows apart by it",
};

export function usage(element: FormElement, workspace: Workspace): HTMLElement | null {
  const inside = idsWithin(element);
  const from = referencesTo(workspace.definition, inside).filter(
    (reference) => !inside.has(reference.from) || reference.from === element.id,
  );
  const places = new Map(
    from
      .filter((reference) => reference.from !== element.id)
      .map((reference) => [`${reference.from}.${reference.property}`, reference]),
  );
  const records = workspace.usageOf(element.id);
  if (places.size === 0 && records === 0) return null;
  const words = [
    places.size === 0 ? "" : places.size === 1 ? "1 rule" : `${places.size} rules`,
    records === 0 ? "" : records === 1 ? "1 record" : `${records} records`,
  ];
  const summary = `Used by ${words.filter((word) => word !== "").join(", ")}`;
  if (places.size === 0) return h("p", { class: "designer-usage" }, summary);
  const lines = [...places.values()].map((reference) => {
    const user = elementOf(workspace.definition, reference.from);
    const name = user ? nameOf(user, workspace.language, workspace.definition.languages) : "";
    return h(
      "li",
      {},
      button(
        {
          class: "designer-link",
          on: {
            click: () =>
              workspace.focusOn({
                element: reference.from,
                property: reference.property,
                item: null,
              }),
          },
        },
        name,
      ),
      ` ${PROPERTY_WORDS[reference.property] ?? "refers to it"}`,
    );
  });
  return h("details", { class: "designer-usage" }, h("summary", {}, summary), h("ul", {}, ...lines));
}
