/**
 * The choices of a question, its own or a list shared with others: words, codes, order, and pasting from a spreadsheet.
 *
 *   <cpms-designer-choices></cpms-designer-choices>
 *
 * Needs `workspace` and `field` (the question's id) before it is inserted. Enter in a choice adds the next one; Alt with arrows moves.
 */

import { button, fill, freshId, h, marked } from "../dom";
import { icon } from "../icons";
import type { Home } from "../model/choices";
import {
  addChoice, choicesAt, choosesFrom, homeOf, labelChoice, moveChoice, ownChoices, pasteChoices, questionsUsing, removeChoice,
  setChoices, shareChoices, updateChoice,
} from "../model/choices";
import type { FormElement, Option } from "../model/document";
import { localizedOf, textIn, withText } from "../model/document";
import { languageName } from "../model/languages";
import { referencesTo } from "../model/references";
import { elementOf } from "../model/tree";
import type { Aspect } from "../workspace";
import { WorkspaceElement } from "../workspace-element";
import { choiceDetails } from "./choice-details";

/** Longer lists are code lists: they are drawn in full only when asked for. */
const LONG = 60;

export class DesignerChoices extends WorkspaceElement {
  field = "";
  private opened: string | null = null;
  private whole = false;
  private pasting = false;
  private drawn = "";

  protected start(): void {
    this.classList.add("designer-choices");
    this.drawn = "";
    this.refresh();
  }

  protected update(aspects: ReadonlySet<Aspect>): void {
    if (aspects.has("definition") || aspects.has("language")) this.refresh();
  }

  private get element(): FormElement | undefined {
    return elementOf(this.workspace.definition, this.field);
  }

  private get home(): Home {
    return this.element ? homeOf(this.element) : { field: this.field };
  }

  private get choices(): readonly Option[] {
    return choicesAt(this.workspace.definition, this.home);
  }

  /** Rebuilds when lines come, go or change places; otherwise only brings the inputs up to date. */
  private refresh(): void {
    const { definition, language } = this.workspace;
    const sets = Object.entries(definition.option_sets ?? {}).map(([id, set]) => [id, textIn(set.label, language, definition.languages)]);
    const users = "set" in this.home ? questionsUsing(definition, this.home.set).length : 0;
    const said = JSON.stringify([this.home, this.choices.map((choice) => [choice.id, choice["retired"]]), language, definition.languages, sets, users, this.opened, this.whole, this.pasting]);
    if (said !== this.drawn) this.rebuild();
    this.drawn = said;
    for (const choice of this.choices) this.fillLine(choice);
  }

  private rebuild(): void {
    const active = this.contains(document.activeElement) ? document.activeElement : null;
    const line = active?.closest<HTMLElement>("[data-choice]")?.dataset["choice"];
    const part = active instanceof HTMLElement ? active.dataset["part"] : undefined;
    const shown = this.whole ? this.choices : this.choices.slice(0, LONG);
    const rest = this.choices.length - shown.length;
    fill(
      this,
      this.source(),
      this.choices.length > 0 && h("div", { class: "designer-choices__head", "aria-hidden": "true" }, h("span", {}, "Choice"), h("span", {}, "Code")),
      h("div", { class: "designer-choices__list" }, ...shown.map((choice, index) => this.line(choice, index))),
      rest > 0 && button({ class: "designer-link", on: { click: () => this.set({ whole: true }) } }, `Show all ${this.choices.length} choices`),
      this.pasting ? this.pasteBox() : this.actions(),
    );
    if (line && part) this.focusPart(line, part);
  }

  private set(change: { readonly opened?: string | null; readonly whole?: boolean; readonly pasting?: boolean }): void {
    if (change.opened !== undefined) this.opened = change.opened;
    if (change.whole !== undefined) this.whole = change.whole;
    if (change.pasting !== undefined) this.pasting = change.pasting;
    this.refresh();
  }

  private focusPart(choice: string, part: string): void {
    marked(this, "choice", choice)?.querySelector<HTMLElement>(`[data-part="${part}"]`)?.focus();
  }

  private write(options: readonly Option[], topic: string | null = null): void {
    if (options !== this.choices) this.workspace.applyHere(setChoices(this.workspace.definition, this.home, options), topic);
  }

  /** Own list or a shared one; hidden while the form has no shared list and this one isn't shared. */
  private source(): HTMLElement | null {
    const { definition, language, readOnly } = this.workspace;
    const sets = Object.entries(definition.option_sets ?? {});
    if (sets.length === 0) return null;
    const { home } = this;
    const id = freshId("list");
    const select = h("select", { id, class: "designer-select", disabled: readOnly }, h("option", { value: "" }, "Only this question"));
    select.append(...sets.map(([set, value]) => h("option", { value: set }, `Shared: ${textIn(value.label, language, definition.languages) || "list without a name"}`)));
    select.value = "set" in home ? home.set : "";
    select.addEventListener("change", () => this.workspace.apply(select.value === "" ? ownChoices(definition, this.field) : choosesFrom(definition, this.field, select.value)));
    const users = "set" in home ? questionsUsing(definition, home.set).length : 0;
    const warning = users > 1 ? h("p", { class: "designer-note" }, icon("warning"), `Changes here change ${users} questions.`) : null;
    return h("div", { class: "designer-control" }, h("label", { class: "designer-control__label", for: id }, "These choices belong to"), select, warning);
  }

  private line(choice: Option, index: number): HTMLElement {
    const { readOnly } = this.workspace;
    const label = h("input", { type: "text", class: "designer-input", "data-part": "label", "aria-label": `Choice ${index + 1}`, disabled: readOnly });
    const code = h("input", { type: "text", class: "designer-input designer-input--code", "data-part": "code", "aria-label": `Code of choice ${index + 1}`, spellcheck: "false", disabled: readOnly });
    label.addEventListener("input", () => this.labelled(choice.id, label.value));
    code.addEventListener("input", () => this.write(updateChoice(this.choices, choice.id, "code", code.value.trim()), `${this.field}.code.${choice.id}`));
    const open = this.opened === choice.id;
    const more = button({ class: "designer-tool", "data-part": "more", "aria-label": `More about choice ${index + 1}`, "aria-expanded": String(open), on: { click: () => this.set({ opened: open ? null : choice.id }) } }, icon(open ? "down_small" : "right_small"));
    const line = h("div", { class: "designer-choice", "data-choice": choice.id, "data-item": index, role: "group", "aria-label": `Choice ${index + 1}` }, label, code, more);
    line.classList.toggle("designer-choice--retired", choice["retired"] === true);
    line.addEventListener("keydown", (event) => this.pressed(event, choice.id));
    if (open) line.append(this.details(choice, index));
    return line;
  }

  private details(choice: Option, index: number): HTMLElement {
    return choiceDetails({
      workspace: this.workspace,
      choice: () => this.choices.find((candidate) => candidate.id === choice.id) ?? choice,
      others: () => this.choices.filter((candidate) => candidate.id !== choice.id),
      rules: new Set(referencesTo(this.workspace.definition, new Set([choice.id])).map((reference) => `${reference.from}.${reference.property}`)).size,
      first: index === 0,
      last: index === this.choices.length - 1,
      set: (property, value, typing) => this.write(updateChoice(this.choices, choice.id, property, value), typing ? `${this.field}.${property}.${choice.id}` : null),
      move: (step) => this.write(moveChoice(this.choices, choice.id, step)),
      remove: () => this.dropChoice(choice.id),
    });
  }

  private labelled(id: string, words: string): void {
    const { language, definition } = this.workspace;
    const choice = this.choices.find((candidate) => candidate.id === id);
    const label = withText(choice?.label, language, words) ?? {};
    const codeIsUsed = this.workspace.usageOf(this.field) > 0;
    this.write(labelChoice(this.choices, id, label, { first: definition.languages[0] ?? "en", codeIsUsed }), `${this.field}.label.${id}`);
  }

  private fillLine(choice: Option): void {
    const line = marked(this, "choice", choice.id);
    const label = line?.querySelector<HTMLInputElement>('[data-part="label"]');
    const code = line?.querySelector<HTMLInputElement>('[data-part="code"]');
    if (!label || !code) return;
    const { language, definition } = this.workspace;
    const words = localizedOf(choice.label)[language] ?? "";
    if (label.value !== words) label.value = words;
    label.placeholder = words === "" ? textIn(choice.label, language, definition.languages) : "";
    if (code.value.trim() !== choice.code) code.value = choice.code;
    code.setAttribute("aria-invalid", String(choice.code === "" || this.choices.some((other) => other.id !== choice.id && other.code === choice.code)));
  }

  private pressed(event: KeyboardEvent, id: string): void {
    const inInput = event.target instanceof HTMLInputElement && event.target.type === "text" && event.target.dataset["part"] !== undefined;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.altKey && step !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      this.write(moveChoice(this.choices, id, step));
    } else if (event.key === "Enter" && inInput) {
      event.preventDefault();
      this.add(this.choices.findIndex((choice) => choice.id === id));
    }
  }

  private add(after?: number): void {
    if (this.workspace.readOnly) return;
    const known = new Set(this.choices.map((choice) => choice.id));
    if (this.choices.length >= LONG) this.whole = true;
    this.write(addChoice(this.choices, after));
    const added = this.choices.find((choice) => !known.has(choice.id));
    if (added) this.focusPart(added.id, "label");
  }

  private dropChoice(id: string): void {
    const at = this.choices.findIndex((choice) => choice.id === id);
    this.opened = null;
    this.workspace.applyHere(setChoices(this.workspace.definition, this.home, removeChoice(this.choices, id)), null, "Choice deleted.");
    const next = this.choices[at] ?? this.choices[at - 1];
    if (next) this.focusPart(next.id, "label");
  }

  private actions(): HTMLElement {
    const { definition, readOnly } = this.workspace;
    const shared = "set" in this.home;
    return h(
      "div",
      { class: "designer-choices__actions" },
      button({ class: "designer-button", disabled: readOnly, on: { click: () => this.add() } }, icon("add"), "Add a choice"),
      button({ class: "designer-button", disabled: readOnly, on: { click: () => this.openPaste() } }, icon("paste"), "Paste a list"),
      !shared && this.choices.length > 0 && button({ class: "designer-link", disabled: readOnly, on: { click: () => this.workspace.apply(shareChoices(definition, this.field)) } }, "Use this list in other questions too"),
    );
  }

  private openPaste(): void {
    this.set({ pasting: true });
    this.querySelector("textarea")?.focus();
  }

  private pasteBox(): HTMLElement {
    const { languages } = this.workspace.definition;
    const id = freshId("paste");
    const columns = languages.length > 1 ? ` Several languages: ${languages.map(languageName).join(", ")}, one column each.` : "";
    const input = h("textarea", { id, class: "designer-input", rows: 6, "aria-describedby": `${id}-help`, "data-own-undo": true });
    const use = (): void => {
      const before = this.choices.length;
      const next = pasteChoices(this.choices, input.value, languages);
      this.pasting = false;
      if (next.length > LONG) this.whole = true;
      const added = next.length - before;
      this.workspace.applyHere(setChoices(this.workspace.definition, this.home, next), null, added === 1 ? "1 choice added." : `${added} choices added.`);
      this.refresh();
    };
    return h(
      "div",
      { class: "designer-control" },
      h("label", { class: "designer-control__label", for: id }, "Paste from a spreadsheet"),
      h("p", { class: "designer-control__help", id: `${id}-help` }, `One choice a line. With two columns: code and words.${columns} A code that is here already gets the new words.`),
      input,
      h("div", { class: "designer-rule__foot" }, button({ class: "designer-button designer-button--main", on: { click: use } }, "Add these choices"), button({ class: "designer-link", on: { click: () => this.set({ pasting: false }) } }, "Cancel")),
    );
  }
}

customElements.define("cpms-designer-choices", DesignerChoices);
