/** Controls that hold rules: when something is shown, when it must be answered, what an answer must be like. */

import { button, fill, h, marked } from "../dom";
import { icon } from "../icons";
import type { Constraint } from "../model/document";
import { asRule, constraintsOf, localizedOf, withText } from "../model/document";
import { newId } from "../model/ids";
import { languageName } from "../model/languages";
import { withProperty } from "../model/operations";
import type { Workspace } from "../workspace";
import type { Control, Subject } from "./control";
import { framed, grouped } from "./control";
import type { RuleAccess } from "./rule-editor";
import { DesignerRule } from "./rule-editor";

function editor(workspace: Workspace, access: RuleAccess): DesignerRule {
  const element = new DesignerRule();
  element.workspace = workspace;
  element.rule = access;
  return element;
}

/** Rule editors follow the workspace by themselves. */
const NOTHING = (): void => undefined;

export function rule(subject: Subject): Control {
  const { workspace, id } = subject;
  const access: RuleAccess = {
    target: id ?? "",
    purpose: "show",
    without: "No condition: it is always shown.",
    read: () => asRule(subject.value),
    write: (value, typing) => subject.set(value, { typing }),
    sentence: () => (subject.element ? workspace.sentence(subject.element, subject.property.name) : ""),
  };
  const shown = { ...subject.property, help: "" };
  return { root: grouped(shown, editor(workspace, access)), refresh: NOTHING };
}

/** Never, always, or when a rule holds. */
export function ruleOrBoolean(subject: Subject): Control {
  const { workspace, id } = subject;
  const { root, inputId } = framed(subject.property);
  const mode = h(
    "select",
    { id: inputId, class: "designer-select", disabled: subject.readOnly },
    h("option", { value: "no" }, "No"),
    h("option", { value: "yes" }, "Yes, always"),
    h("option", { value: "rule" }, "Only if …"),
  );
  const box = h("div", {});
  let open = false;
  const access: RuleAccess = {
    target: id ?? "",
    purpose: "require",
    without: "Say when it must be answered.",
    read: () => (typeof subject.value === "boolean" ? undefined : asRule(subject.value)),
    write: (value, typing) => subject.set(value, { typing }),
    sentence: () => (subject.element ? workspace.sentence(subject.element, subject.property.name) : ""),
  };
  const current = (): string => {
    if (subject.value === true) return "yes";
    return typeof subject.value === "object" && subject.value !== null ? "rule" : "no";
  };
  const draw = (): void => {
    mode.value = open ? "rule" : current();
    if (mode.value !== "rule") box.replaceChildren();
    else if (!box.firstChild) box.append(editor(workspace, access));
  };
  mode.addEventListener("change", () => {
    open = mode.value === "rule";
    if (!open || typeof subject.value === "boolean") subject.set(mode.value === "yes" ? true : undefined);
    draw();
  });
  root.append(mode, box);
  draw();
  return {
    root,
    refresh: () => {
      if (subject.value === true) open = false;
      draw();
    },
  };
}

/** Checks of an answer: a rule that must hold and the words for when it does not. */
export function constraints(subject: Subject): Control {
  const box = h("div", { class: "designer-checks" });
  const add = button(
    {
      class: "designer-link",
      disabled: subject.readOnly,
      on: { click: () => addCheck() },
    },
    icon("add"),
    "Add a check",
  );
  let drawn = "";
  const list = (): readonly Constraint[] => (subject.element ? constraintsOf(subject.element) : []);
  /** Checks without a rule yet: the format wants the rule, so they are not written. */
  let drafts: readonly Constraint[] = [];
  const all = (): readonly Constraint[] => [
    ...list(),
    ...drafts.filter((draft) => !list().some((known) => known.id === draft.id)),
  ];
  const change = (id: string, property: string, value: unknown, typing: boolean): void => {
    const next = all().map((item) => (item.id === id ? withProperty(item, property, value) : item));
    drafts = next.filter((item) => item.rule === undefined);
    const complete = next
      .filter((item) => item.rule !== undefined)
      .map((item) => ({ ...item, message: item.message ?? {} }));
    subject.set(complete.length > 0 ? complete : undefined, { typing });
  };
  const addCheck = (): void => {
    drafts = [...drafts, { id: newId(), message: {} }];
    refresh();
    box.lastElementChild?.querySelector<HTMLElement>("button, input")?.focus();
  };
  const remove = (id: string): void => {
    drafts = drafts.filter((draft) => draft.id !== id);
    const left = list().filter((item) => item.id !== id);
    if (left.length !== list().length) subject.set(left.length > 0 ? left : undefined);
    refresh();
  };
  const card = (item: Constraint, index: number): HTMLElement => {
    const find = (): Constraint | undefined => all().find((candidate) => candidate.id === item.id);
    const access: RuleAccess = {
      target: subject.id ?? "",
      purpose: "check",
      without: "The answer is accepted if …",
      read: () => find()?.rule,
      write: (value, typing) => change(item.id, "rule", value, typing),
      sentence: () =>
        subject.id === null
          ? ""
          : subject.workspace.ruleInWords(find()?.rule, subject.id, `constraints/${index}`),
    };
    const messages = subject.languages.map((language) => {
      const input = h("input", {
        type: "text",
        class: "designer-input",
        lang: language,
        "data-language": language,
        placeholder: `Message if it is not so${subject.languages.length > 1 ? `, ${languageName(language)}` : ""}`,
        "aria-label": `Message of check ${index + 1}, ${languageName(language)}`,
        disabled: subject.readOnly,
      });
      input.addEventListener("input", () =>
        change(item.id, "message", withText(find()?.message, language, input.value) ?? {}, true),
      );
      return input;
    });
    return h(
      "div",
      {
        class: "designer-check-card",
        "data-check": item.id,
        "data-item": index,
      },
      h(
        "div",
        { class: "designer-check-card__head" },
        h("strong", {}, `Check ${index + 1}`),
        button(
          {
            class: "designer-tool",
            "aria-label": `Remove check ${index + 1}`,
            disabled: subject.readOnly,
            on: { click: () => remove(item.id) },
          },
          icon("close"),
        ),
      ),
      editor(subject.workspace, access),
      ...messages,
    );
  };
  const refresh = (): void => {
    const items = all();
    const said = JSON.stringify([items.map((item) => item.id), subject.languages]);
    if (said !== drawn) fill(box, ...items.map(card));
    drawn = said;
    for (const item of items) {
      const texts = localizedOf(item.message);
      marked(box, "check", item.id)
        ?.querySelectorAll<HTMLInputElement>("[data-language]")
        .forEach((input) => {
          const words = texts[input.dataset["language"] ?? ""] ?? "";
          if (input.value !== words) input.value = words;
        });
    }
  };
  refresh();
  return { root: grouped(subject.property, box, add), refresh };
}
