/** One element as the canvas shows it: words, drawn input, and beside them what holds for it. */

import { button, fill, h } from "../dom";
import { icon } from "../icons";
import type { FormElement } from "../model/document";
import { isRule, localizedOf, nameOf, textIn } from "../model/document";
import { isContainer } from "../model/placement";
import type { Workspace } from "../workspace";
import { markdown } from "./markdown";
import { preview } from "./preview";

export interface Item {
  element: FormElement;
  language: string;
  readonly node: HTMLElement;
  /** Rewritten when the element changes. */
  readonly body: HTMLElement;
  /** Rules in words and privacy: rewritten when another question's words change too. */
  readonly notes: HTMLElement;
  /** Holds the elements inside; `null` for questions and texts. */
  readonly list: HTMLElement | null;
  /** What the notes were made from. */
  said: string;
  /** Far down on a long page only the words stand, until it comes into view. */
  drawn: boolean;
}

export function createItem(
  element: FormElement,
  workspace: Workspace,
  { later }: { readonly later: boolean },
): Item {
  const body = h("div", { class: "designer-item__body" });
  const notes = h("div", { class: "designer-item__notes" });
  const list = isContainer(element.kind)
    ? h("div", { class: `designer-list designer-list--${element.kind}` })
    : null;
  const node = h(
    "div",
    {
      class: `designer-item designer-item--${element.kind}`,
      "data-id": element.id,
      role: "group",
      tabindex: "-1",
    },
    body,
    notes,
    list,
  );
  const item: Item = {
    element,
    language: workspace.language,
    node,
    body,
    notes,
    list,
    said: "",
    drawn: false,
  };
  if (later)
    fill(
      body,
      h(
        "p",
        { class: "designer-label" },
        nameOf(element, workspace.language, workspace.definition.languages),
      ),
    );
  else drawItem(item, workspace);
  return item;
}

export function drawItem(item: Item, workspace: Workspace): void {
  const { element } = item;
  item.drawn = true;
  if (element.kind === "field") fill(item.body, heading(element, workspace), ...field(element, workspace));
  else fill(item.body, heading(element, workspace), ...introduction(element, workspace));
  const width = element["width"];
  if (typeof width === "number") item.node.dataset["width"] = String(width);
  else delete item.node.dataset["width"];
}

/** Brings marks, notes and the accessible name up to date; cheap, for it runs over the whole page after each change. */
export function decorate(item: Item, workspace: Workspace, tabbable: boolean): void {
  const { element, node } = item;
  const selected = workspace.selection === element.id;
  if (selected && !item.drawn) drawItem(item, workspace);
  node.classList.toggle("designer-item--selected", selected);
  node.tabIndex = tabbable ? 0 : -1;
  if (selected) node.setAttribute("aria-current", "true");
  else node.removeAttribute("aria-current");
  if (!item.drawn) return;
  const problems = errorsOf(element, workspace);
  const flag = problems.length > 0;
  node.classList.toggle("designer-item--flagged", flag);
  const shown = ruleNote(element, "relevant", "Shown only if", workspace);
  const required = ruleNote(element, "required", "Required only if", workspace);
  const said = JSON.stringify([shown, required, element["privacy"], problems, workspace.language]);
  if (said === item.said) return;
  item.said = said;
  fill(
    item.notes,
    note(shown),
    note(required),
    direct(element),
    flag && h("p", { class: "designer-note designer-note--error" }, icon("flag"), firstOf(problems)),
  );
  node.setAttribute("aria-label", accessibleName(element, workspace));
}

/** A missing privacy class is said by the badge: on a new form each question would be red otherwise. */
function errorsOf(element: FormElement, workspace: Workspace): readonly string[] {
  if (!workspace.flagOf(element.id)) return [];
  const errors = workspace
    .problemsOf(element.id)
    .filter((problem) => problem.severity === "error" && !problem.code.startsWith("privacy_"));
  return errors.map((problem) => problem.words);
}

function firstOf(problems: readonly string[]): string {
  const more = problems.length - 1;
  return `${problems[0] ?? ""}${more > 0 ? ` (and ${more} more)` : ""}`;
}

function ruleNote(element: FormElement, property: string, words: string, workspace: Workspace): string {
  const rule = element[property];
  if (rule === undefined || typeof rule === "boolean" || !isRule(rule)) return "";
  const sentence = workspace.sentence(element, property);
  return sentence === "" ? `${words} a rule holds` : `${words} ${sentence}`;
}

function note(words: string): HTMLElement | null {
  return words === "" ? null : h("p", { class: "designer-note" }, icon("rule"), words);
}

function direct(element: FormElement): HTMLElement | null {
  if (element["privacy"] !== "direct") return null;
  return h(
    "p",
    { class: "designer-note" },
    icon("shield"),
    "Not asked on the form: it is taken from the identity record and never stored with the answers.",
  );
}

function accessibleName(element: FormElement, workspace: Workspace): string {
  const type = workspace.typeOf(element)?.label ?? element.kind;
  const parts = [nameOf(element, workspace.language, workspace.definition.languages), type.toLowerCase()];
  if (element["required"] === true) parts.push("required");
  if (workspace.flagOf(element.id)) parts.push("has a problem");
  return parts.join(", ");
}

/** The property that inline editing changes. */
export function wordsProperty(element: FormElement): "label" | "title" | "text" | undefined {
  if (element.kind === "field") return "label";
  if (element.kind === "note") return "text";
  return element.kind === "row" || !isContainer(element.kind) ? undefined : "title";
}

function heading(element: FormElement, workspace: Workspace): HTMLElement | null {
  const { languages } = workspace.definition;
  const property = wordsProperty(element);
  if (element.kind === "row") return h("p", { class: "designer-item__tag" }, icon("row"), "Side by side");
  if (property === undefined)
    return h("p", { class: "designer-label" }, nameOf(element, workspace.language, languages));
  const words = textIn(element[property], workspace.language, languages);
  const own = localizedOf(element[property])[workspace.language];
  const label = h("span", {
    class: "designer-label",
    "data-words": property,
    lang: own ? workspace.language : null,
  });
  if (words === "") label.classList.add("designer-label--empty");
  if (words !== "" && !own) label.classList.add("designer-label--untranslated");
  if (element.kind === "note" && words !== "") label.append(...markdown(words));
  else label.append(nameOf(element, workspace.language, languages));
  const required =
    element["required"] === true
      ? h("span", { class: "designer-required", title: "Must be answered" }, " *")
      : null;
  return h("div", { class: "designer-item__head" }, tag(element), label, required, badge(element, workspace));
}

function tag(element: FormElement): HTMLElement | null {
  if (element.kind !== "repeat") return null;
  const limits = [
    element["min"] === undefined ? "" : `at least ${String(element["min"])}`,
    element["max"] === undefined ? "" : `at most ${String(element["max"])}`,
  ];
  const words = limits.filter((limit) => limit !== "").join(", ");
  return h(
    "p",
    { class: "designer-item__tag" },
    icon("repeat"),
    `Repeated group${words === "" ? "" : `, ${words}`}`,
  );
}

function badge(element: FormElement, workspace: Workspace): HTMLElement | null {
  if (element.kind !== "field") return null;
  const value = element["privacy"];
  const known = workspace.config.privacyClasses.find((privacy) => privacy.value === value);
  const name = known ? value : "unset";
  return h(
    "span",
    {
      class: `designer-badge designer-badge--${String(name)}`,
      title: known?.help ?? "Choose a privacy class before publishing.",
    },
    icon("shield"),
    known?.label ?? "No privacy class",
  );
}

function field(element: FormElement, workspace: Workspace): (HTMLElement | null)[] {
  const { languages } = workspace.definition;
  const texts = ["help", "hint"]
    .map((name) => textIn(element[name], workspace.language, languages))
    .filter((words) => words !== "");
  return [
    ...texts.map((words) => h("p", { class: "designer-mock-hint" }, words)),
    element["privacy"] === "direct" ? null : preview(element, workspace),
    element["privacy"] === "direct" ? null : missing(element),
  ];
}

function missing(element: FormElement): HTMLElement | null {
  const reasons = element["missing"];
  if (!Array.isArray(reasons) || reasons.length === 0) return null;
  return h(
    "p",
    { class: "designer-mock-hint", "aria-hidden": "true" },
    `or: ${reasons.map((reason) => String(reason).replace(/_/g, " ")).join(", ")}`,
  );
}

function introduction(element: FormElement, workspace: Workspace): HTMLElement[] {
  return markdown(textIn(element["introduction"], workspace.language, workspace.definition.languages)).map(
    (block) => {
      block.classList.add("designer-mock-hint");
      return block;
    },
  );
}

/** Buttons of the selected element. */
export function tools(act: (action: "up" | "down" | "duplicate" | "delete") => void): HTMLElement {
  const tool = (action: Parameters<typeof act>[0], words: string, sign: string, keys: string): HTMLElement =>
    button(
      {
        class: "designer-tool",
        "data-action": action,
        "aria-label": words,
        title: `${words} (${keys})`,
        on: { click: () => act(action) },
      },
      icon(sign),
    );
  return h(
    "div",
    {
      class: "designer-tools",
      role: "toolbar",
      "aria-label": "What is selected",
    },
    tool("up", "Move up", "up", "Alt+↑"),
    tool("down", "Move down", "down", "Alt+↓"),
    tool("duplicate", "Duplicate", "copy", "Ctrl+D"),
    tool("delete", "Delete", "delete", "Delete"),
  );
}
