/** How the properties of an element are spread over tabs. A property that is not named here is about the question itself. */

import type { Property } from "../config";

export type TabName = "question" | "choices" | "rules" | "privacy" | "more";

export interface Tab {
  readonly name: TabName;
  readonly label: string;
  readonly properties: readonly Property[];
}

const ORDER: readonly TabName[] = ["question", "choices", "rules", "privacy", "more"];

const PLACES: Readonly<Record<string, TabName>> = {
  relevant: "rules",
  constraints: "rules",
  options: "choices",
  exclusive: "choices",
  min_chosen: "choices",
  max_chosen: "choices",
  privacy: "privacy",
  codes: "privacy",
  requirement_by_group: "privacy",
  key: "more",
  read_only: "more",
  default: "more",
  on_hide: "more",
  show_in: "more",
};

/** Most used first; the rest follows in the order of the server. */
const FIRST: readonly string[] = ["label", "title", "text", "introduction", "help", "hint", "required"];

const LABELS: Readonly<Record<TabName, string>> = {
  question: "Question",
  choices: "Choices",
  rules: "Rules",
  privacy: "Privacy",
  more: "More",
};

const FIRST_LABELS: Readonly<Record<string, string>> = {
  page: "Page",
  section: "Section",
  repeat: "Group",
  note: "Text",
  row: "Row",
};

export function tabsFor(
  kind: string,
  properties: readonly Property[],
  { inRow }: { readonly inRow: boolean },
): readonly Tab[] {
  const shown = properties.filter(
    (property) => property.name !== "option_set" && (property.name !== "width" || inRow),
  );
  return ORDER.flatMap((name) => {
    const own = sorted(shown.filter((property) => tabOf(property) === name));
    if (own.length === 0) return [];
    return [
      {
        name,
        label: name === "question" ? (FIRST_LABELS[kind] ?? LABELS.question) : LABELS[name],
        properties: own,
      },
    ];
  });
}

export function tabOf(property: Property): TabName {
  return (
    PLACES[property.name] ??
    (property.control === "options" || property.control === "option_ids" ? "choices" : "question")
  );
}

function sorted(properties: readonly Property[]): readonly Property[] {
  const rank = (property: Property): number =>
    FIRST.includes(property.name) ? FIRST.indexOf(property.name) : FIRST.length;
  return [...properties].sort((left, right) => rank(left) - rank(right));
}
