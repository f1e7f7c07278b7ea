/** How a question's input looks on the form: drawn, not usable. A type that is not known here is drawn as a box. */

import { h } from "../dom";
import { icon } from "../icons";
import { choicesOf } from "../model/choices";
import type { FormElement, Option } from "../model/document";
import { isRecord, textIn } from "../model/document";
import type { Workspace } from "../workspace";

type Drawing = (element: FormElement, workspace: Workspace) => HTMLElement;

/** Longer lists are cut: the canvas shows the form, not its code lists. */
const LONGEST_LIST = 8;

const DRAWINGS: Readonly<Record<string, Drawing>> = {
  text: (element, workspace) =>
    box("text", textIn(element["placeholder"], workspace.language, workspace.definition.languages)),
  long_text: () => box("long"),
  number: (element, workspace) => number(element, workspace),
  boolean: () => list(["Yes", "No"], "radio", "designer-mock-list--inline"),
  choice: (element, workspace) => choice(element, workspace),
  choices: (element, workspace) => marks(element, workspace, "check"),
  date: () => box("date", "DD MMM YYYY", "date"),
  coded_term: (element, workspace) => box("search", `Search ${vocabulary(element, workspace)}`, "coded_term"),
  file: () => h("div", { class: "designer-mock-file" }, icon("file"), "Choose a file"),
};

export function preview(element: FormElement, workspace: Workspace): HTMLElement {
  const draw = DRAWINGS[String(element["type"])] ?? ((): HTMLElement => box("text"));
  const drawing = draw(element, workspace);
  drawing.setAttribute("aria-hidden", "true");
  return drawing;
}

function box(size: string, words = "", sign = ""): HTMLElement {
  return h(
    "div",
    { class: `designer-mock-box designer-mock-box--${size}` },
    words,
    sign !== "" && icon(sign),
  );
}

function number(element: FormElement, workspace: Workspace): HTMLElement {
  const unit =
    textIn(element["unit_label"], workspace.language, workspace.definition.languages) ||
    (typeof element["unit"] === "string" ? element["unit"] : "");
  return h("div", { class: "designer-mock-number" }, box("number"), unit !== "" && h("span", {}, unit));
}

function choice(element: FormElement, workspace: Workspace): HTMLElement {
  const layout = element["layout"];
  if (layout === "select") return box("select", "Choose one", "down_small");
  if (layout === "search") return box("search", "Search the choices", "coded_term");
  return marks(element, workspace, "radio");
}

function marks(element: FormElement, workspace: Workspace, mark: "radio" | "check"): HTMLElement {
  const options = choicesOf(workspace.definition, element).filter((option) => option["retired"] !== true);
  if (options.length === 0) return h("p", { class: "designer-mock-empty" }, "No choices yet.");
  const words = options.slice(0, LONGEST_LIST).map((option) => wordsOf(option, workspace));
  const drawn = list(
    words,
    mark,
    words.every((label) => label.length < 14) && words.length <= 3 ? "designer-mock-list--inline" : "",
  );
  const more = options.length - words.length;
  if (more > 0) drawn.append(h("li", { class: "designer-mock-more" }, `and ${more} more`));
  return drawn;
}

function wordsOf(option: Option, workspace: Workspace): string {
  return textIn(option.label, workspace.language, workspace.definition.languages) || option.code;
}

function list(words: readonly string[], mark: string, more: string): HTMLElement {
  return h(
    "ul",
    { class: `designer-mock-list ${more}` },
    ...words.map((label) => h("li", {}, h("span", { class: `designer-mock-${mark}` }), label)),
  );
}

function vocabulary(element: FormElement, workspace: Workspace): string {
  const binding = element["binding"];
  const system = isRecord(binding) ? binding["system"] : undefined;
  return (
    workspace.config.terminologies.find((terminology) => terminology.system === system)?.label ?? "terms"
  );
}
