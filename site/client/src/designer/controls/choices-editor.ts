/**
 * The choices of a question, its own or a list shared with others: words, codes, order, and pasting from a spreadsheet.
 *
 *   <cpms-designer-choices></cpms-designer-choices>
 *
 * Needs `workspace` and `field` (the question's id) before it is inserted. Enter in a choice adds the next one; Alt with arrows moves.
 */

import { button, fill, h, marked } from "../dom";
import { icon } from "../icons";
import type { Home } from "../model/choices";
import {
  addChoice,
  choicesAt,
  homeOf,
  labelChoice,
  moveChoice,
  pasteChoices,
  questionsUsing,
  removeChoice,
  setChoices,
  shareChoices,
  updateChoice,
} from "../model/choices";
import type { FormElement, Option } from "../model/document";
import { localizedOf, sameJson, textIn, withText } from "../model/document";
import { referencesTo } from "../model/references";
import { elementOf } from "../model/tree";
import type { Aspect } from "../workspace";
import { WorkspaceElement } from "../workspace-element";
import { choiceDetails } from "./choice-details";
import { listOwner, pasteBox } from "./choices-parts";

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
    const sets = Object.entries(definition.option_sets ?? {}).map(([id, set]) => [
      id,
      textIn(set.label, language, definition.languages),
    ]);
    const users = "set" in this.home ? questionsUsing(definition, this.home.set).length : 0;
    const said = JSON.stringify([
      this.home,
      this.choices.map((choice) => [choice.id, choice["retired"]]),
      language,
      definition.languages,
      sets,
      users,
      this.opened,
      this.whole,
      this.pasting,
    ]);
    if (said !== this.drawn) this.rebuild();
    this.drawn = said;
    for (const choice of this.choices) this.fillLine(choice);
  }

  private rebuild(): void {
    const active = this.contains(document.activeElement) ? document.activeElement : null;
    const line = active?.closest<HTMLElement>("[data-choice]")?.dataset["choice"];
    const part = active instanceof HTMLElement ? active.dataset["part"] : undefined;
    const { languages } = this.workspace.definition;
    const shown = this.whole ? this.choices : this.choices.slice(0, LONG);
    const rest = this.choices.length - shown.length;
    fill(
      this,
      listOwner(this.workspace, this.field, this.home),
      this.choices.length > 0 &&
        h(
          "div",
          { class: "designer-choices__head", "aria-hidden": "true" },
          h("span", {}, "Choice"),
          h("span", {}, "Code"),
        ),
      h(
        "div",
        { class: "designer-choices__list" },
        ...shown.map((choice, index) => this.line(choice, index)),
      ),
      rest > 0 &&
        button(
          {
            class: "designer-link",
            on: { click: () => this.set({ whole: true }) },
          },
          `Show all ${this.choices.length} choices`,
        ),
      this.pasting
        ? pasteBox(
            languages,
            (text) => this.paste(text),
            () => this.set({ pasting: false }),
          )
        : this.actions(),
    );
    if (line && part) this.focusPart(line, part);
  }

  private set(change: {
    readonly opened?: string | null;
    readonly whole?: boolean;
    readonly pasting?: boolean;
  }): void {
    if (change.opened !== undefined) this.opened = change.opened;
    if (change.whole !== undefined) this.whole = change.whole;
    if (change.pasting !== undefined) this.pasting = change.pasting;
    this.refresh();
  }

  private focusPart(choice: string, part: string): void {
    marked(this, "choice", choice)?.querySelector<HTMLElement>(`[data-part="${part}"]`)?.focus();
  }

  private write(options: readonly Option[], topic: string | null = null): void {
    if (!sameJson(options, this.choices))
      this.workspace.applyHere(setChoices(this.workspace.definition, this.home, options), topic);
  }

  private line(choice: Option, index: number): HTMLElement {
    const { readOnly } = this.workspace;
    const label = h("input", {
      type: "text",
      class: "designer-input",
      "data-part": "label",
      "aria-label": `Choice ${index + 1}`,
      disabled: readOnly,
    });
    const code = h("input", {
      type: "text",
      class: "designer-input designer-input--code",
      "data-part": "code",
      "aria-label": `Code of choice ${index + 1}`,
      spellcheck: "false",
      disabled: readOnly,
    });
    label.addEventListener("input", () => this.labelled(choice.id, label.value));
    code.addEventListener("input", () =>
      this.write(
        updateChoice(this.choices, choice.id, "code", code.value.trim()),
        `${this.field}.code.${choice.id}`,
      ),
    );
    const open = this.opened === choice.id;
    const more = button(
      {
        class: "designer-tool",
        "data-part": "more",
        "aria-label": `More about choice ${index + 1}`,
        "aria-expanded": String(open),
        on: { click: () => this.set({ opened: open ? null : choice.id }) },
      },
      icon(open ? "down_small" : "right_small"),
    );
    const line = h(
      "div",
      {
        class: "designer-choice",
        "data-choice": choice.id,
        "data-item": index,
        role: "group",
        "aria-label": `Choice ${index + 1}`,
      },
      label,
      code,
      more,
    );
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
      rules: new Set(
        referencesTo(this.workspace.definition, new Set([choice.id])).map(
          (reference) => `${reference.from}.${reference.property}`,
        ),
      ).size,
      first: index === 0,
      last: index === this.choices.length - 1,
      set: (property, value, typing) =>
        this.write(
          updateChoice(this.choices, choice.id, property, value),
          typing ? `${this.field}.${property}.${choice.id}` : null,
        ),
      move: (step) => this.write(moveChoice(this.choices, choice.id, step)),
      remove: () => this.dropChoice(choice.id),
    });
  }

  private labelled(id: string, words: string): void {
    const { language, definition } = this.workspace;
    const choice = this.choices.find((candidate) => candidate.id === id);
    const label = withText(choice?.label, language, words) ?? {};
    const codeIsUsed = this.workspace.usageOf(this.field) > 0;
    this.write(
      labelChoice(this.choices, id, label, {
        first: definition.languages[0] ?? "en",
        codeIsUsed,
      }),
      `${this.field}.label.${id}`,
    );
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
    code.setAttribute(
      "aria-invalid",
      String(
        choice.code === "" ||
          this.choices.some((other) => other.id !== choice.id && other.code === choice.code),
      ),
    );
  }

  private pressed(event: KeyboardEvent, id: string): void {
    const inInput =
      event.target instanceof HTMLInputElement &&
      event.target.type === "text" &&
      event.target.dataset["part"] !== undefined;
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
    this.workspace.applyHere(
      setChoices(this.workspace.definition, this.home, removeChoice(this.choices, id)),
      null,
      "Choice deleted.",
    );
    const next = this.choices[at] ?? this.choices[at - 1];
    if (next) this.focusPart(next.id, "label");
  }

  private actions(): HTMLElement {
    const { readOnly } = this.workspace;
    const shared = "set" in this.home;
    return h(
      "div",
      { class: "designer-choices__actions" },
      button(
        {
          class: "designer-button",
          disabled: readOnly,
          on: { click: () => this.add() },
        },
        icon("add"),
        "Add a choice",
      ),
      button(
        {
          class: "designer-button",
          disabled: readOnly,
          on: { click: () => this.openPaste() },
        },
        icon("paste"),
        "Paste a list",
      ),
      !shared &&
        this.choices.length > 0 &&
        button(
          {
            class: "designer-link",
            disabled: readOnly,
            on: {
              click: () => this.workspace.apply(shareChoices(this.workspace.definition, this.field)),
            },
          },
          "Use this list in other questions too",
        ),
    );
  }

  private openPaste(): void {
    this.set({ pasting: true });
    this.querySelector("textarea")?.focus();
  }

  private paste(text: string): void {
    const before = this.choices.length;
    const next = pasteChoices(this.choices, text, this.workspace.definition.languages);
    this.pasting = false;
    if (next.length > LONG) this.whole = true;
    const added = next.length - before;
    const words = added === 1 ? "1 choice added." : `${added} choices added.`;
    this.workspace.applyHere(setChoices(this.workspace.definition, this.home, next), null, words);
    this.refresh();
  }
}

customElements.define("cpms-designer-choices", DesignerChoices);
