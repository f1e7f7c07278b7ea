/** A whole designer in the page of a test, with the field types that the tests use. */

import "../designer";
import type { CpmsDesigner } from "../designer";
import type { DesignerConfig } from "../config";
import { h } from "../dom";
import type { Definition } from "../model/document";
import type { Workspace } from "../workspace";
import { sample } from "./sample";

const property = (
  name: string,
  control: string,
  label = name,
): DesignerConfig["commonProperties"][number] => ({
  name,
  control,
  label,
  help: "",
  choices: [],
});

const type = (
  name: string,
  label: string,
  properties: DesignerConfig["commonProperties"] = [],
): DesignerConfig["fieldTypes"][number] => ({
  name,
  label,
  group: "Questions",
  icon: name,
  description: "",
  properties,
  defaults: {},
});

export const CONFIG = {
  fieldTypes: [
    type("text", "Text", [property("max_length", "integer")]),
    type("number", "Number", [property("minimum", "number")]),
    type("boolean", "Yes or no"),
    type("choice", "One choice", [property("options", "options"), property("option_set", "text")]),
    type("choices", "Several choices", [property("options", "options"), property("exclusive", "option_ids")]),
    type("date", "Date", [property("maximum", "date")]),
  ],
  commonProperties: [
    property("label", "localized", "Question"),
    property("help", "localized_long", "Explanation"),
    property("required", "rule_or_boolean", "Must be answered"),
    property("relevant", "rule", "Shown only if"),
    property("constraints", "constraints", "Checks"),
    property("privacy", "select", "Privacy class"),
    property("codes", "codes", "Codes"),
    property("key", "text", "Key"),
    property("default", "text", "Answer to start with"),
  ],
  elementProperties: {
    page: [property("title", "localized", "Title"), property("relevant", "rule", "Shown only if")],
    section: [property("title", "localized", "Title")],
    row: [],
    repeat: [
      property("title", "localized", "Title"),
      property("key", "text", "Key"),
      property("row_title", "text", "Title of each row"),
    ],
    note: [property("text", "localized_long", "Text")],
  },
  privacyClasses: [
    ["quasi", "Indirectly identifying", "Age"],
    ["sensitive", "Sensitive", "Findings"],
  ],
  terminologies: [{ system: "HP", label: "HPO" }],
  readOnly: false,
};

export interface Screen {
  readonly root: CpmsDesigner;
  readonly workspace: Workspace;
  readonly field: HTMLTextAreaElement;
  readonly form: HTMLFormElement;
  /** What the page editor would save. */
  saved(): Definition;
  find<T extends HTMLElement = HTMLElement>(selector: string): T;
  all(selector: string): readonly HTMLElement[];
  /** The element whose own words are these. */
  words(text: string, selector?: string): HTMLElement;
  press(target: Element, key: string, modifiers?: KeyboardEventInit): boolean;
  type(input: HTMLElement, text: string): void;
}

export function open(
  definition: unknown = sample(),
  config: unknown = CONFIG,
  text = JSON.stringify(definition),
): Screen {
  document.body.innerHTML = '<form><input type="hidden" name="csrfmiddlewaretoken" value="token"></form>';
  const form = document.querySelector("form") as HTMLFormElement;
  const root = document.createElement("cpms-designer") as CpmsDesigner;
  const field = h("textarea", { name: "definition" });
  field.value = text;
  root.append(field, h("script", { type: "application/json" }, JSON.stringify(config)));
  form.append(root);
  const find = <T extends HTMLElement>(selector: string): T => {
    const found = root.querySelector<T>(selector);
    if (!found) throw new Error(`There is no ${selector}.`);
    return found;
  };
  const all = (selector: string): readonly HTMLElement[] => [...root.querySelectorAll<HTMLElement>(selector)];
  return {
    root,
    get workspace() {
      if (!root.workspace) throw new Error("The designer did not open.");
      return root.workspace;
    },
    field,
    form,
    saved: () => JSON.parse(field.value) as Definition,
    find,
    all,
    words: (wanted, selector = "button, option, [role=treeitem], label") => {
      const found = all(selector).find((element) => element.textContent?.trim() === wanted);
      if (!found) throw new Error(`Nothing says “${wanted}”.`);
      return found;
    },
    press: (target, key, modifiers = {}) =>
      target.dispatchEvent(
        new KeyboardEvent("keydown", {
          key,
          bubbles: true,
          cancelable: true,
          ...modifiers,
        }),
      ),
    type: (input, words) => {
      (input as HTMLInputElement).value = words;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
  };
}
