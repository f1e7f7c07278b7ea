/** What is rarely needed of one choice: other languages, retiring, what replaces it, its code elsewhere, moving, deleting. */

import { button, freshId, h } from "../dom";
import { icon } from "../icons";
import type { Option } from "../model/document";
import { isRecord, localizedOf, textIn, withText } from "../model/document";
import { languageName } from "../model/languages";
import type { Workspace } from "../workspace";

export interface ChoiceAccess {
  readonly workspace: Workspace;
  choice(): Option;
  others(): readonly Option[];
  /** How many rules speak of it. */
  readonly rules: number;
  readonly first: boolean;
  readonly last: boolean;
  set(property: string, value: unknown, typing: boolean): void;
  move(step: number): void;
  remove(): void;
}

export function choiceDetails(access: ChoiceAccess): HTMLElement {
  const { workspace } = access;
  const languages = workspace.definition.languages.filter((language) => language !== workspace.language);
  return h(
    "div",
    { class: "designer-choice__details" },
    ...languages.map((language) => translation(access, language)),
    tick(access, "retired", "No longer offered", "Old answers keep it; new ones can't choose it."),
    access.choice()["retired"] === true ? replacement(access) : null,
    tick(access, "other", "Asks for own words", "Such as “other, namely …”."),
    coding(access),
    access.rules > 0 &&
      h(
        "p",
        { class: "designer-note" },
        icon("rule"),
        access.rules === 1 ? "1 rule speaks of this choice." : `${access.rules} rules speak of this choice.`,
      ),
    h(
      "div",
      { class: "designer-choice__tools" },
      button(
        {
          class: "designer-tool",
          "data-part": "up",
          "aria-label": "Move up",
          title: "Move up (Alt+↑)",
          disabled: access.first || workspace.readOnly,
          on: { click: () => access.move(-1) },
        },
        icon("up"),
      ),
      button(
        {
          class: "designer-tool",
          "data-part": "down",
          "aria-label": "Move down",
          title: "Move down (Alt+↓)",
          disabled: access.last || workspace.readOnly,
          on: { click: () => access.move(1) },
        },
        icon("down"),
      ),
      button(
        {
          class: "designer-tool",
          "data-part": "delete",
          "aria-label": "Delete this choice",
          title: "Delete this choice",
          disabled: workspace.readOnly,
          on: { click: () => access.remove() },
        },
        icon("delete"),
      ),
    ),
  );
}

function translation(access: ChoiceAccess, language: string): HTMLElement {
  const id = freshId("choice");
  const input = h("input", {
    type: "text",
    id,
    class: "designer-input",
    lang: language,
    disabled: access.workspace.readOnly,
  });
  input.value = localizedOf(access.choice().label)[language] ?? "";
  input.addEventListener("input", () =>
    access.set("label", withText(access.choice().label, language, input.value) ?? {}, true),
  );
  return h(
    "div",
    { class: "designer-language-line" },
    h(
      "label",
      { class: "designer-language", for: id, title: languageName(language) },
      h("span", { class: "designer-hidden" }, languageName(language)),
      h("span", { "aria-hidden": "true" }, language),
    ),
    input,
  );
}

function tick(access: ChoiceAccess, property: string, words: string, help: string): HTMLElement {
  const input = h("input", {
    type: "checkbox",
    "data-part": property,
    disabled: access.workspace.readOnly,
  });
  input.checked = access.choice()[property] === true;
  input.addEventListener("change", () => access.set(property, input.checked ? true : undefined, false));
  return h(
    "label",
    { class: "designer-check" },
    input,
    h("span", {}, words, h("span", { class: "designer-control__help" }, help)),
  );
}

function replacement(access: ChoiceAccess): HTMLElement {
  const { definition, language, readOnly } = access.workspace;
  const id = freshId("replaced");
  const select = h(
    "select",
    { id, class: "designer-select", disabled: readOnly },
    h("option", { value: "" }, "Nothing"),
  );
  select.append(
    ...access
      .others()
      .map((option) =>
        h(
          "option",
          { value: option.id },
          textIn(option.label, language, definition.languages) || option.code,
        ),
      ),
  );
  const current = access.choice()["replaced_by"];
  select.value = typeof current === "string" ? current : "";
  select.addEventListener("change", () =>
    access.set("replaced_by", select.value === "" ? undefined : select.value, false),
  );
  return h(
    "div",
    { class: "designer-control" },
    h("label", { class: "designer-control__label", for: id }, "Replaced by"),
    select,
  );
}

function coding(access: ChoiceAccess): HTMLElement {
  const part = (name: string): string => {
    const value = access.choice()["coding"];
    const text = isRecord(value) ? value[name] : undefined;
    return typeof text === "string" ? text : "";
  };
  const box = (name: string, label: string): HTMLInputElement => {
    const input = h("input", {
      type: "text",
      class: "designer-input",
      placeholder: label,
      "aria-label": `${label} of this choice elsewhere`,
      disabled: access.workspace.readOnly,
    });
    input.value = part(name);
    return input;
  };
  const system = box("system", "System");
  const code = box("code", "Code there");
  const write = (): void => {
    const value = access.choice()["coding"];
    const both = system.value.trim() !== "" && code.value.trim() !== "";
    if (both)
      access.set(
        "coding",
        {
          ...(isRecord(value) ? value : {}),
          system: system.value.trim(),
          code: code.value.trim(),
        },
        true,
      );
    else if (value !== undefined) access.set("coding", undefined, true);
  };
  system.addEventListener("input", write);
  code.addEventListener("input", write);
  return h("div", { class: "designer-pair" }, system, code);
}
