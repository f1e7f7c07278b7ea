/** Which control edits a property: by its name where the property is special, else by the control that the server names. */

import { h } from "../dom";
import { DesignerChoices } from "./choices-editor";
import type { Builder, Control, Subject } from "./control";
import { grouped } from "./control";
import { codes, groups, list, optionIds } from "./lists";
import { localized, localizedLong } from "./localized";
import { constraints, rule, ruleOrBoolean } from "./rules";
import { date, integer, longText, number, select, text, width, yesNo } from "./simple";
import { binding, firstAnswer, innerQuestion, key, privacy } from "./special";

const BY_CONTROL: Readonly<Record<string, Builder>> = {
  text,
  long_text: longText,
  localized,
  localized_long: localizedLong,
  integer,
  number,
  boolean: yesNo,
  select,
  date,
  list,
  options,
  option_ids: optionIds,
  binding,
  rule,
  rule_or_boolean: ruleOrBoolean,
  constraints,
  codes,
  groups,
};

const BY_NAME: Readonly<Record<string, Builder>> = {
  key,
  privacy,
  width,
  default: firstAnswer,
  row_title: innerQuestion,
  row_key: innerQuestion,
};

/** A control that this designer doesn't know yet is shown as JSON, so that nothing set by others is hidden. */
export function controlFor(subject: Subject): Control {
  const { name, control } = subject.property;
  return (BY_NAME[name] ?? BY_CONTROL[control] ?? unknown)(subject);
}

function options(subject: Subject): Control {
  const editor = new DesignerChoices();
  editor.workspace = subject.workspace;
  editor.field = subject.id ?? "";
  return {
    root: h("div", { class: "designer-control", "data-property": subject.property.name }, editor),
    refresh: () => undefined,
  };
}

function unknown(subject: Subject): Control {
  const value = h("code", { class: "designer-code" });
  const refresh = (): void => {
    value.textContent = subject.value === undefined ? "Not set" : JSON.stringify(subject.value);
  };
  refresh();
  return { root: grouped(subject.property, value), refresh };
}
