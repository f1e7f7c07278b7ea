/**
 * What can be added at a place of the form: a searchable list that opens in that place.
 *
 *   <cpms-designer-palette></cpms-designer-palette>
 *
 * Needs `workspace` and `target` before it is inserted. Typing filters, arrows choose, Enter adds, Escape closes.
 */

import { button, fill, freshId, h, reveal } from "../dom";
import { icon } from "../icons";
import type { Blueprint } from "../model/operations";
import type { Target } from "../model/placement";
import { kindOf, mayHold } from "../model/placement";
import type { Aspect, Workspace } from "../workspace";
import { WorkspaceElement } from "../workspace-element";

export interface Entry {
  readonly blueprint: Blueprint;
  readonly label: string;
  readonly group: string;
  readonly icon: string;
  readonly description: string;
  readonly search: string;
}

const LAYOUT: readonly Omit<Entry, "search" | "group">[] = [
  {
    blueprint: { kind: "section" },
    label: "Section",
    icon: "section",
    description: "A title above questions that belong together",
  },
  {
    blueprint: { kind: "row" },
    label: "Side by side",
    icon: "row",
    description: "Short questions in one line; below each other on a phone",
  },
  {
    blueprint: { kind: "repeat" },
    label: "Repeated group",
    icon: "repeat",
    description: "The same questions several times, such as one row a relative",
  },
  {
    blueprint: { kind: "note" },
    label: "Text",
    icon: "note",
    description: "An explanation between the questions",
  },
];

/** What people call these elsewhere. */
const SYNONYMS: Readonly<Record<string, string>> = {
  text: "string short answer single line",
  long_text: "paragraph textarea comment notes",
  number: "integer decimal measurement lab value quantity score",
  boolean: "yes no checkbox true false",
  choice: "radio dropdown select single list category",
  choices: "checkboxes multiple multi select tick",
  date: "day calendar birth",
  coded_term: "hpo orpha snomed icd disease phenotype code terminology ontology",
  file: "upload attachment document image photo report",
  section: "heading group title",
  row: "columns line",
  repeat: "table rows list relatives visits medication",
  note: "information instruction markdown paragraph",
};

export function entriesFor(workspace: Workspace, target: Target): readonly Entry[] {
  const types = workspace.config.fieldTypes.map((type): Entry => ({
    blueprint: { kind: "field", type: type.name, defaults: type.defaults },
    label: type.label,
    group: type.group || "Questions",
    icon: type.icon,
    description: type.description,
    search: searchText(type.label, type.description, type.name),
  }));
  const layout = LAYOUT.map((entry): Entry => ({
    ...entry,
    group: "Layout",
    search: searchText(entry.label, entry.description, entry.blueprint.kind),
  }));
  const parent = kindOf(workspace.definition, target.parent);
  return [...types, ...layout].filter((entry) => mayHold(parent, entry.blueprint.kind));
}

function searchText(label: string, description: string, name: string): string {
  return `${label} ${description} ${SYNONYMS[name] ?? ""}`.toLowerCase();
}

/** Every word must occur; entries whose name begins with the words come first. */
export function search(entries: readonly Entry[], text: string): readonly Entry[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const found = entries.filter((entry) => words.every((word) => entry.search.includes(word)));
  const rank = (entry: Entry): number => (entry.label.toLowerCase().startsWith(words.join(" ")) ? 0 : 1);
  return words.length === 0 ? found : [...found].sort((left, right) => rank(left) - rank(right));
}

export class DesignerPalette extends WorkspaceElement {
  target: Target = { parent: null, index: 0 };
  private shown: readonly Entry[] = [];
  private active = 0;
  private readonly listId = freshId("palette");
  private readonly input = h("input", {
    type: "search",
    class: "designer-input",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": this.listId,
    "aria-autocomplete": "list",
    "aria-label": "What do you want to add?",
    placeholder: "What do you want to add?",
    "data-own-undo": true,
  });
  private readonly list = h("div", {
    class: "designer-palette__list",
    role: "listbox",
    id: this.listId,
    "aria-label": "What can be added",
  });

  protected start(): void {
    this.classList.add("designer-palette");
    this.input.addEventListener("input", () => this.draw(0));
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    fill(
      this,
      h(
        "div",
        { class: "designer-palette__head" },
        this.input,
        button(
          {
            class: "designer-tool",
            "aria-label": "Close without adding",
            on: { click: () => this.workspace.openPalette(null) },
          },
          icon("close"),
        ),
      ),
      this.list,
    );
    this.draw(0);
    this.input.focus({ preventScroll: true });
    reveal(this, 48);
  }

  protected update(_aspects: ReadonlySet<Aspect>): void {
    // It closes at any change of the form, so there is nothing to bring up to date.
  }

  private draw(active: number): void {
    this.shown = search(entriesFor(this.workspace, this.target), this.input.value);
    this.active = Math.max(0, Math.min(active, this.shown.length - 1));
    const groups = new Map<string, HTMLElement>();
    this.shown.forEach((entry, index) => {
      const group =
        groups.get(entry.group) ??
        h(
          "div",
          {
            class: "designer-palette__group",
            role: "group",
            "aria-label": entry.group,
          },
          h("p", { class: "designer-palette__title", role: "none" }, entry.group),
        );
      groups.set(entry.group, group);
      group.append(this.option(entry, index));
    });
    fill(
      this.list,
      ...(this.shown.length > 0
        ? groups.values()
        : [h("p", { class: "designer-quiet" }, "There is no such kind of question. Try another word.")]),
    );
    this.markActive();
  }

  private option(entry: Entry, index: number): HTMLElement {
    return h(
      "div",
      {
        class: "designer-palette__entry",
        role: "option",
        id: `${this.listId}-${index}`,
        "aria-selected": "false",
        on: {
          click: () => this.choose(index),
          pointermove: () => this.activate(index),
        },
      },
      icon(entry.icon, entry.blueprint.type ?? entry.blueprint.kind),
      h(
        "span",
        { class: "designer-palette__words" },
        h("strong", {}, entry.label),
        h("span", {}, entry.description),
      ),
    );
  }

  private activate(index: number): void {
    if (index === this.active) return;
    this.active = index;
    this.markActive();
  }

  private markActive(): void {
    this.list.querySelectorAll('[role="option"]').forEach((option) => {
      const active = option.id === `${this.listId}-${this.active}`;
      option.setAttribute("aria-selected", String(active));
      if (active) reveal(option);
    });
    if (this.shown.length > 0)
      this.input.setAttribute("aria-activedescendant", `${this.listId}-${this.active}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private pressed(event: KeyboardEvent): void {
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
    };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      this.activate(Math.max(0, Math.min(this.shown.length - 1, this.active + move)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.choose(this.active);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.workspace.openPalette(null);
    }
  }

  private choose(index: number): void {
    const entry = this.shown[index];
    if (entry) this.workspace.add(entry.blueprint, this.target);
  }
}

customElements.define("cpms-designer-palette", DesignerPalette);
