/** Controls with one input: text, number, yes or no, one of several, a date. */

import type { Attributes } from "../dom";
import { h } from "../dom";
import { sameJson } from "../model/document";
import type { Control, Subject } from "./control";
import { framed, grouped } from "./control";

/** Text ↔ value; `undefined` is no value, `null` a text that is none yet. */
interface Reading {
  parse(text: string): unknown;
  format(value: unknown): string;
}

const TEXT: Reading = {
  parse: (text) => (text === "" ? undefined : text),
  format: (value) =>
    value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value),
};

function numeric(whole: boolean): Reading {
  return {
    parse: (text) => {
      const plain = text.trim().replace(",", ".");
      if (plain === "") return undefined;
      const value = Number(plain);
      return Number.isFinite(value) && (!whole || Number.isInteger(value)) ? value : null;
    },
    format: (value) => (typeof value === "number" ? String(value) : ""),
  };
}

function inputControl(
  subject: Subject,
  reading: Reading,
  make: (attributes: Attributes) => HTMLInputElement | HTMLTextAreaElement,
): Control {
  const { root, inputId, helpId } = framed(subject.property);
  const input = make({
    id: inputId,
    class: "designer-input",
    "aria-describedby": helpId,
    disabled: subject.readOnly,
  });
  input.addEventListener("input", () => {
    const value = reading.parse(input.value);
    input.setAttribute("aria-invalid", String(value === null));
    if (value !== null) subject.set(value, { typing: true });
  });
  root.append(input);
  const refresh = (): void => {
    if (sameJson(reading.parse(input.value), subject.value)) return;
    input.value = reading.format(subject.value);
    input.setAttribute("aria-invalid", "false");
  };
  refresh();
  return { root, refresh };
}

export function text(subject: Subject): Control {
  return inputControl(subject, TEXT, (attributes) => h("input", { type: "text", ...attributes }));
}

export function longText(subject: Subject): Control {
  return inputControl(subject, TEXT, (attributes) => h("textarea", { rows: 3, ...attributes }));
}

export function integer(subject: Subject): Control {
  return inputControl(subject, numeric(true), (attributes) =>
    h("input", {
      type: "text",
      inputmode: "numeric",
      ...attributes,
      class: "designer-input designer-input--short",
    }),
  );
}

export function number(subject: Subject): Control {
  return inputControl(subject, numeric(false), (attributes) =>
    h("input", {
      type: "text",
      inputmode: "decimal",
      ...attributes,
      class: "designer-input designer-input--short",
    }),
  );
}

/** False is left out: the format's defaults are all "no". */
export function yesNo(subject: Subject): Control {
  const input = h("input", { type: "checkbox", disabled: subject.readOnly });
  input.addEventListener("change", () => subject.set(input.checked ? true : undefined));
  const words = h(
    "span",
    {},
    subject.property.label,
    subject.property.help !== "" && h("span", { class: "designer-control__help" }, subject.property.help),
  );
  const root = h(
    "div",
    { class: "designer-control", "data-property": subject.property.name },
    h("label", { class: "designer-check" }, input, words),
  );
  const refresh = (): void => {
    input.checked = subject.value === true;
  };
  refresh();
  return { root, refresh };
}

export function select(subject: Subject): Control {
  return selectControl(subject, subject.property.choices, (value) => value);
}

/** The format counts twelve columns; a width between two of the choices is shown as it is. */
export function width(subject: Subject): Control {
  return selectControl(subject, subject.property.choices, Number);
}

function selectControl(
  subject: Subject,
  choices: readonly (readonly [string, string])[],
  parse: (text: string) => unknown,
): Control {
  const { root, inputId, helpId } = framed(subject.property);
  const input = h(
    "select",
    {
      id: inputId,
      class: "designer-select",
      "aria-describedby": helpId,
      disabled: subject.readOnly,
    },
    h("option", { value: "" }, "As usual"),
  );
  input.append(...choices.map(([value, label]) => h("option", { value }, label)));
  input.addEventListener("change", () => subject.set(input.value === "" ? undefined : parse(input.value)));
  root.append(input);
  const refresh = (): void => {
    const value = subject.value === undefined ? "" : String(subject.value);
    if (
      value !== "" &&
      !choices.some(([known]) => known === value) &&
      input.lastElementChild?.getAttribute("value") !== value
    ) {
      input.append(h("option", { value }, value));
    }
    input.value = value;
  };
  refresh();
  return { root, refresh };
}

/** A day, or the day on which the form is filled in. */
export function date(subject: Subject): Control {
  const mode = h(
    "select",
    {
      class: "designer-select",
      "aria-label": subject.property.label,
      disabled: subject.readOnly,
    },
    h("option", { value: "" }, "No limit"),
    h("option", { value: "today" }, "Today"),
    h("option", { value: "day" }, "A day"),
  );
  const day = h("input", {
    type: "date",
    class: "designer-input",
    "aria-label": `${subject.property.label}: day`,
    disabled: subject.readOnly,
  });
  mode.addEventListener("change", () => {
    day.hidden = mode.value !== "day";
    if (mode.value !== "day") subject.set(mode.value === "" ? undefined : "today");
    else day.focus();
  });
  day.addEventListener("change", () => subject.set(day.value === "" ? undefined : day.value));
  const refresh = (): void => {
    const { value } = subject;
    if (typeof value === "string" && value !== "today") day.value = value;
    if (value !== undefined || mode.value !== "day")
      mode.value = value === undefined ? "" : value === "today" ? "today" : "day";
    day.hidden = mode.value !== "day";
  };
  refresh();
  return {
    root: grouped(subject.property, h("div", { class: "designer-pair" }, mode, day)),
    refresh,
  };
}
