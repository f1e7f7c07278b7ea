/** Controls that know what they edit: terminology, a question inside a group, the first answer, the privacy class. */

import { button, fill, h } from "../dom";
import { icon } from "../icons";
import { choicesOf } from "../model/choices";
import { isRecord, nameOf, textIn } from "../model/document";
import { isKey } from "../model/keys";
import { confirmPrivacy, setPrivacy, unconfirmed } from "../model/privacy";
import { within } from "../model/tree";
import type { Control, Subject } from "./control";
import { framed, grouped } from "./control";
import { number, text } from "./simple";

type Choice = readonly [value: string, label: string];

function choosing(
  subject: Subject,
  choices: () => readonly Choice[],
  read: () => string,
  write: (value: string) => void,
): Control {
  const { root, inputId, helpId } = framed(subject.property);
  const input = h("select", {
    id: inputId,
    class: "designer-select",
    "aria-describedby": helpId,
    disabled: subject.readOnly,
  });
  input.addEventListener("change", () => write(input.value));
  root.append(input);
  let drawn = "";
  const refresh = (): void => {
    const offered = choices();
    const said = JSON.stringify(offered);
    if (said !== drawn) fill(input, ...offered.map(([value, label]) => h("option", { value }, label)));
    drawn = said;
    input.value = read();
  };
  refresh();
  return { root, refresh };
}

/** Terminology, and a part of it if only that part is offered. */
export function binding(subject: Subject): Control {
  const systems = (): readonly Choice[] => {
    const known: Choice[] = subject.workspace.config.terminologies.map((terminology) => [
      terminology.system,
      terminology.label,
    ]);
    const current = part("system");
    const foreign: Choice[] =
      current !== "" && !known.some(([system]) => system === current) ? [[current, current]] : [];
    return [["", "Choose a terminology"], ...known, ...foreign];
  };
  const part = (name: string): string => {
    const value = isRecord(subject.value) ? subject.value[name] : undefined;
    return typeof value === "string" ? value : "";
  };
  const write = (system: string, subset: string): void =>
    subject.set(system === "" ? undefined : { system, ...(subset === "" ? {} : { subset }) });
  const system = h("select", {
    class: "designer-select",
    "aria-label": subject.property.label,
    disabled: subject.readOnly,
  });
  const subset = h("input", {
    type: "text",
    class: "designer-input",
    placeholder: "Only this part, such as HP:0000118",
    "aria-label": "Only this part of the terminology",
    disabled: subject.readOnly,
  });
  system.addEventListener("change", () => write(system.value, subset.value.trim()));
  subset.addEventListener("change", () => write(system.value, subset.value.trim()));
  const refresh = (): void => {
    fill(system, ...systems().map(([value, label]) => h("option", { value }, label)));
    system.value = part("system");
    if (subset.value.trim() !== part("subset")) subset.value = part("subset");
    subset.hidden = system.value === "";
  };
  refresh();
  return { root: grouped(subject.property, system, subset), refresh };
}

/** One of the questions inside a repeated group. */
export function innerQuestion(subject: Subject): Control {
  const inside = (): readonly Choice[] => {
    const { element, workspace } = subject;
    const fields = element ? [...within(element)].filter((inner) => inner.kind === "field") : [];
    return [
      ["", "None"],
      ...fields.map((field): Choice => [field.id, nameOf(field, workspace.language, subject.languages)]),
    ];
  };
  return choosing(
    subject,
    inside,
    () => (typeof subject.value === "string" ? subject.value : ""),
    (value) => subject.set(value === "" ? undefined : value),
  );
}

/** The answer to start with, in the shape that answers of this type have; choices are stored by code. */
export function firstAnswer(subject: Subject): Control {
  const type = subject.element?.["type"];
  if (isRecord(subject.value)) return computed(subject);
  if (type === "number") return number(subject);
  if (type === "boolean") {
    const choices: readonly Choice[] = [
      ["", "None"],
      ["true", "Yes"],
      ["false", "No"],
    ];
    return choosing(
      subject,
      () => choices,
      () => (typeof subject.value === "boolean" ? String(subject.value) : ""),
      (value) => subject.set(value === "" ? undefined : value === "true"),
    );
  }
  if (type === "choice")
    return choosing(
      subject,
      () => [["", "None"], ...optionChoices(subject)],
      () => String(subject.value ?? ""),
      (value) => subject.set(value === "" ? undefined : value),
    );
  return type === "text" || type === "long_text" || type === "date"
    ? text(subject)
    : { root: h("div", { hidden: true }), refresh: () => undefined };
}

function optionChoices(subject: Subject): readonly Choice[] {
  const { element, workspace } = subject;
  return element
    ? choicesOf(workspace.definition, element).map((option) => [
        option.code,
        textIn(option.label, workspace.language, subject.languages) || option.code,
      ])
    : [];
}

/** A calculated start is shown and kept; it can be taken away, not edited here. */
function computed(subject: Subject): Control {
  const remove = button(
    {
      class: "designer-link",
      disabled: subject.readOnly,
      on: { click: () => subject.set(undefined) },
    },
    "Remove the calculation",
  );
  const root = grouped(
    subject.property,
    h("p", { class: "designer-quiet" }, "Calculated by a rule."),
    h("code", { class: "designer-code" }, JSON.stringify(subject.value)),
    remove,
  );
  return {
    root,
    refresh: () => {
      root.hidden = subject.value === undefined;
    },
  };
}

export function key(subject: Subject): Control {
  const control = text(subject);
  const input = control.root.querySelector("input");
  const warning = h("p", { class: "designer-control__problem", hidden: true });
  const used = h("p", { class: "designer-control__help", hidden: true });
  control.root.append(warning, used);
  const pattern = subject.id === null ? /^[a-z0-9][a-z0-9._-]{0,199}$/ : null;
  const check = (): void => {
    const value = input?.value ?? "";
    const right = pattern ? pattern.test(value) : isKey(value);
    warning.hidden = right;
    warning.textContent = "Use lower-case letters, digits and _ and begin with a letter.";
    const records = subject.id === null ? 0 : subject.workspace.usageOf(subject.id);
    used.hidden = records === 0;
    used.textContent = `${records} stored records use this key. If you change it, their answers are carried over at publishing.`;
    input?.setAttribute("aria-invalid", String(!right));
  };
  input?.addEventListener("input", check);
  const refresh = (): void => {
    control.refresh();
    check();
  };
  refresh();
  return { root: control.root, refresh };
}

/** All classes with what they mean: this is a decision, not a setting. */
export function privacy(subject: Subject): Control {
  const { workspace } = subject;
  const suggested = h(
    "div",
    { class: "designer-suggested" },
    h("span", {}, "Suggested by the import."),
    button({ class: "designer-link", on: { click: () => confirm() } }, "Confirm"),
  );
  const confirm = (): void => {
    if (subject.id !== null) workspace.applyHere(confirmPrivacy(workspace.definition, [subject.id]));
  };
  const inputs = workspace.config.privacyClasses.map((choice) => {
    const input = h("input", {
      type: "radio",
      value: choice.value,
      disabled: subject.readOnly,
    });
    input.addEventListener(
      "change",
      () =>
        subject.id !== null && workspace.apply(setPrivacy(workspace.definition, subject.id, choice.value)),
    );
    const words = h(
      "span",
      {},
      h("strong", {}, choice.label),
      h("span", { class: "designer-control__help" }, choice.help),
    );
    return {
      input,
      label: h("label", { class: "designer-check" }, input, words),
    };
  });
  const group = h(
    "div",
    {
      class: "designer-ticks",
      role: "radiogroup",
      "aria-label": subject.property.label,
    },
    ...inputs.map((choice) => choice.label),
  );
  group.addEventListener("keydown", (event) =>
    arrows(
      event,
      inputs.map((choice) => choice.input),
    ),
  );
  const refresh = (): void => {
    const chosen = inputs.findIndex((choice) => choice.input.value === subject.value);
    inputs.forEach(({ input }, index) => {
      input.checked = index === chosen;
      input.tabIndex = index === Math.max(0, chosen) ? 0 : -1;
    });
    suggested.hidden = !(subject.id !== null && unconfirmed(workspace.definition).has(subject.id));
  };
  refresh();
  return { root: grouped(subject.property, suggested, group), refresh };
}

/** Without names (which the page editor would send) the browser doesn't know that these radios belong together. */
function arrows(event: KeyboardEvent, inputs: readonly HTMLInputElement[]): void {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const at = inputs.findIndex((input) => input === event.target);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  const next = inputs[(at + step + inputs.length) % inputs.length];
  next?.focus();
  next?.click();
}
