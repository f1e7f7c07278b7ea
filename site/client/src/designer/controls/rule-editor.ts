/**
 * A rule as lines: "all of: [question] [is] [choice]". What is more than lines is shown as a sentence and may be edited as a tree.
 *
 *   <cpms-designer-rule></cpms-designer-rule>
 *
 * Needs `workspace` and `rule` before it is inserted. An unfinished line stays on screen and is not part of the rule yet.
 */

import { button, fill, h } from "../dom";
import { icon } from "../icons";
import type { FormElement, Rule } from "../model/document";
import { nameOf, sameJson } from "../model/document";
import type { Row, Rows, Test, Value } from "../model/rule-rows";
import { isComplete, needsValue, rowsOf, ruleOf, testsFor, testWords } from "../model/rule-rows";
import type { Purpose } from "../model/scope";
import { readableFields } from "../model/scope";
import { elementOf, placeOf } from "../model/tree";
import type { Aspect } from "../workspace";
import { WorkspaceElement } from "../workspace-element";
import { DesignerPicker } from "./picker";
import { ruleTree } from "./rule-tree";
import { valueInput } from "./rule-value";

export interface RuleAccess {
  /** The element whose rule it is. */
  readonly target: string;
  readonly purpose: Purpose;
  /** Said when there is no rule, such as "Always shown". */
  readonly without: string;
  read(): Rule | undefined;
  write(rule: Rule | undefined, typing: boolean): void;
  /** The rule in words, as the server says it; "" if it has not said it. */
  sentence(): string;
}

type Draft = { -readonly [K in keyof Row]?: Row[K] };

export class DesignerRule extends WorkspaceElement {
  rule: RuleAccess | null = null;
  private join: Rows["join"] = "and";
  /** `null`: the rule is more than lines. */
  private drafts: readonly Draft[] | null = [];
  private written: Rule | undefined;
  private asTree = false;

  private get access(): RuleAccess {
    if (!this.rule) throw new Error("<cpms-designer-rule> was connected without a rule.");
    return this.rule;
  }

  protected start(): void {
    this.classList.add("designer-rule");
    this.read();
    this.draw();
  }

  protected update(aspects: ReadonlySet<Aspect>): void {
    if (aspects.has("definition") && !sameJson(this.access.read(), this.written)) {
      this.read();
      this.asTree = false;
      this.draw();
    } else if (aspects.has("language") || (aspects.has("check") && this.drafts === null && !this.asTree))
      this.draw();
  }

  private read(): void {
    const rule = this.access.read();
    const rows = rowsOf(rule, this.workspace.definition);
    this.written = rule;
    this.join = rows?.join ?? "and";
    this.drafts = rows ? rows.rows.map((row) => ({ ...row })) : null;
  }

  private write(typing = false): void {
    if (!this.drafts) return;
    const rule = ruleOf({
      join: this.join,
      rows: this.drafts.filter(isComplete),
    });
    if (sameJson(rule, this.written)) return;
    this.written = rule;
    this.access.write(rule, typing);
  }

  private draw(): void {
    if (this.asTree) fill(this, ...this.treeEditor());
    else if (this.drafts) fill(this, ...this.lines(this.drafts));
    else fill(this, ...this.sentence());
  }

  /** Draws anew and puts the keyboard back on the same part of the same line. */
  private redraw(line: number, part: string): void {
    this.draw();
    const lines = this.querySelectorAll<HTMLElement>(".designer-rule__line");
    lines[line]?.querySelector<HTMLElement>(`[data-part="${part}"]`)?.focus();
  }

  private lines(drafts: readonly Draft[]): (HTMLElement | null)[] {
    const add = button(
      {
        class: "designer-link",
        "data-part": "add",
        disabled: this.workspace.readOnly,
        on: { click: () => this.add() },
      },
      icon("add"),
      drafts.length === 0 ? "Add a condition" : "Add another condition",
    );
    if (drafts.length === 0) return [h("p", { class: "designer-quiet" }, this.access.without), add];
    const tree = button(
      {
        class: "designer-link designer-link--quiet",
        on: { click: () => this.openTree() },
      },
      "Edit as tree",
    );
    return [
      drafts.length > 1 ? this.joiner() : null,
      ...drafts.map((draft, index) => this.line(draft, index)),
      h("div", { class: "designer-rule__foot" }, add, tree),
    ];
  }

  private joiner(): HTMLElement {
    const select = h(
      "select",
      {
        class: "designer-select",
        "aria-label": "How the conditions are joined",
        disabled: this.workspace.readOnly,
      },
      h("option", { value: "and" }, "All of these hold"),
      h("option", { value: "or" }, "Any of these holds"),
    );
    select.value = this.join;
    select.addEventListener("change", () => {
      this.join = select.value === "or" ? "or" : "and";
      this.write();
    });
    return select;
  }

  private line(draft: Draft, index: number): HTMLElement {
    const field = draft.field === undefined ? undefined : elementOf(this.workspace.definition, draft.field);
    const remove = button(
      {
        class: "designer-tool",
        "aria-label": `Remove condition ${index + 1}`,
        disabled: this.workspace.readOnly,
        on: { click: () => this.removeLine(index) },
      },
      icon("close"),
    );
    const unfinished = !isComplete(draft) && draft.field !== undefined;
    return h(
      "div",
      {
        class: "designer-rule__line",
        role: "group",
        "aria-label": `Condition ${index + 1}`,
      },
      h("div", { class: "designer-rule__question" }, this.picker(draft, index), remove),
      field &&
        h(
          "div",
          { class: "designer-rule__test" },
          this.test(draft, field, index),
          this.value(draft, field, index),
        ),
      unfinished && h("p", { class: "designer-quiet" }, "Not part of the rule until it is complete."),
    );
  }

  private picker(draft: Draft, index: number): DesignerPicker {
    const { workspace } = this;
    const picker = new DesignerPicker();
    picker.name = "Question";
    picker.disabled = workspace.readOnly;
    picker.dataset["part"] = "field";
    picker.offered = () => {
      const { definition, language } = workspace;
      const offered = readableFields(definition, this.access.target, this.access.purpose);
      const current = draft.field === undefined ? undefined : elementOf(definition, draft.field);
      const all = current && !offered.includes(current) ? [current, ...offered] : offered;
      return all.map((field) => ({
        value: field.id,
        label: nameOf(field, language, definition.languages),
        detail: this.pageOf(field),
      }));
    };
    picker.value = draft.field ?? "";
    picker.addEventListener("change", () => {
      const field = elementOf(workspace.definition, picker.value);
      const tests = testsFor(String(field?.["type"]));
      this.change(index, { field: picker.value, test: tests[0] ?? "answered" });
      this.redraw(index, "test");
    });
    return picker;
  }

  private pageOf(field: FormElement): string {
    const { definition, language } = this.workspace;
    const page = elementOf(definition, placeOf(definition, field.id)?.page ?? null);
    return page ? nameOf(page, language, definition.languages) : "";
  }

  private test(draft: Draft, field: FormElement, index: number): HTMLElement {
    const type = String(field["type"]);
    const select = h("select", {
      class: "designer-select",
      "aria-label": "Comparison",
      "data-part": "test",
      disabled: this.workspace.readOnly,
    });
    select.append(...testsFor(type).map((test) => h("option", { value: test }, testWords(test, type))));
    select.value = draft.test ?? "";
    select.addEventListener("change", () => {
      const test = select.value as Test;
      const { value: _value, ...rest } = draft;
      this.change(index, needsValue(test) ? { ...draft, test } : { ...rest, test });
      this.redraw(index, "test");
    });
    return select;
  }

  private value(draft: Draft, field: FormElement, index: number): HTMLElement | null {
    if (draft.test === undefined || !needsValue(draft.test)) return null;
    return valueInput({
      field,
      value: draft.value,
      workspace: this.workspace,
      changed: (value, typing) => this.valueChanged(index, value, typing),
    });
  }

  private valueChanged(index: number, value: Value | undefined, typing: boolean): void {
    const draft = this.drafts?.[index];
    if (!draft) return;
    const { value: _old, ...rest } = draft;
    const was = isComplete(draft);
    this.change(index, value === undefined ? rest : { ...rest, value }, typing);
    const line = this.querySelectorAll(".designer-rule__line")[index];
    if (was !== (value !== undefined) && line)
      line.querySelector(":scope > .designer-quiet")?.toggleAttribute("hidden", value !== undefined);
  }

  private change(index: number, draft: Draft, typing = false): void {
    this.drafts = (this.drafts ?? []).map((other, at) => (at === index ? draft : other));
    this.write(typing);
  }

  private add(): void {
    this.drafts = [...(this.drafts ?? []), {}];
    this.redraw(this.drafts.length - 1, "field");
  }

  private removeLine(index: number): void {
    this.drafts = (this.drafts ?? []).filter((_draft, at) => at !== index);
    this.write();
    this.draw();
    this.querySelector<HTMLElement>('[data-part="add"]')?.focus();
  }

  private sentence(): HTMLElement[] {
    const said = this.access.sentence();
    const words = said === "" ? "This rule is more than a list of conditions." : said;
    const actions = h(
      "div",
      { class: "designer-rule__foot" },
      button({ class: "designer-link", on: { click: () => this.openTree() } }, "Edit as tree"),
      button(
        {
          class: "designer-link",
          disabled: this.workspace.readOnly,
          on: { click: () => this.access.write(undefined, false) },
        },
        "Remove the rule",
      ),
    );
    return [h("p", { class: "designer-rule__sentence" }, icon("rule"), words), actions];
  }

  private openTree(): void {
    this.asTree = true;
    this.draw();
    this.querySelector("textarea")?.focus();
  }

  private treeEditor(): HTMLElement[] {
    const close = (): void => {
      this.asTree = false;
      this.read();
      this.draw();
    };
    return ruleTree({
      rule: this.access.read(),
      readOnly: this.workspace.readOnly,
      cancel: close,
      use: (rule) => {
        this.asTree = false;
        this.access.write(rule, false);
        close();
      },
    });
  }
}

customElements.define("cpms-designer-rule", DesignerRule);
