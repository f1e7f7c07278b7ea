/** The third part of a line of a rule: what the answer is compared with, in the input that fits the question's type. */

import { h } from "../dom";
import { choicesOf } from "../model/choices";
import type { FormElement } from "../model/document";
import { textIn } from "../model/document";
import type { Value } from "../model/rule-rows";
import type { Workspace } from "../workspace";

export interface ValueInput {
  readonly field: FormElement;
  readonly value: Value | undefined;
  readonly workspace: Workspace;
  /** `undefined`: not filled in yet. */
  changed(value: Value | undefined, typing: boolean): void;
}

export function valueInput(input: ValueInput): HTMLElement {
  const type = input.field["type"];
  if (type === "boolean") return yesOrNo(input);
  if (type === "choice" || type === "choices") return option(input);
  if (type === "number") return number(input);
  return type === "date" ? date(input) : text(input);
}

function selecting(
  input: ValueInput,
  choices: readonly (readonly [string, string])[],
  current: string,
  read: (value: string) => Value,
): HTMLElement {
  const select = h(
    "select",
    {
      class: "designer-select",
      "aria-label": "Value",
      "data-part": "value",
      disabled: input.workspace.readOnly,
    },
    h("option", { value: "" }, "Choose"),
  );
  select.append(...choices.map(([value, label]) => h("option", { value }, label)));
  select.value = current;
  select.addEventListener("change", () =>
    input.changed(select.value === "" ? undefined : read(select.value), false),
  );
  return select;
}

function yesOrNo(input: ValueInput): HTMLElement {
  const { value } = input;
  const current = value && "literal" in value ? String(value.literal) : "";
  return selecting(
    input,
    [
      ["true", "Yes"],
      ["false", "No"],
    ],
    current,
    (chosen) => ({ literal: chosen === "true" }),
  );
}

function option(input: ValueInput): HTMLElement {
  const { definition, language } = input.workspace;
  const choices = choicesOf(definition, input.field).map(
    (choice) => [choice.id, textIn(choice.label, language, definition.languages) || choice.code] as const,
  );
  return selecting(
    input,
    choices,
    input.value && "option" in input.value ? input.value.option : "",
    (id) => ({ option: id }),
  );
}

function typed(
  input: ValueInput,
  attributes: Readonly<Record<string, string>>,
  read: (text: string) => Value | undefined,
): HTMLInputElement {
  const box = h("input", {
    class: "designer-input",
    "aria-label": "Value",
    "data-part": "value",
    disabled: input.workspace.readOnly,
    ...attributes,
  });
  const { value } = input;
  box.value = value && "literal" in value ? String(value.literal) : "";
  box.addEventListener("input", () => input.changed(read(box.value.trim()), true));
  return box;
}

function number(input: ValueInput): HTMLElement {
  return typed(input, { type: "text", inputmode: "decimal" }, (words) => {
    const plain = words.replace(",", ".");
    return plain !== "" && Number.isFinite(Number(plain)) ? { literal: Number(plain) } : undefined;
  });
}

function text(input: ValueInput): HTMLElement {
  return typed(input, { type: "text" }, (words) => (words === "" ? undefined : { literal: words }));
}

function date(input: ValueInput): HTMLElement {
  const box = typed(input, { type: "date" }, (words) =>
    /^\d{4}-\d\d-\d\d$/.test(words) ? { literal: words } : undefined,
  );
  const today = input.value !== undefined && "today" in input.value;
  const mode = h(
    "select",
    {
      class: "designer-select",
      "aria-label": "Which day",
      "data-part": "mode",
      disabled: input.workspace.readOnly,
    },
    h("option", { value: "day" }, "the day"),
    h("option", { value: "today" }, "today"),
  );
  mode.value = today ? "today" : "day";
  box.hidden = today;
  mode.addEventListener("change", () => {
    box.hidden = mode.value === "today";
    input.changed(
      mode.value === "today" ? { today: true } : box.value === "" ? undefined : { literal: box.value },
      false,
    );
  });
  return h("div", { class: "designer-pair" }, mode, box);
}
