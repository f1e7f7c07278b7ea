/**
 * A question chosen by typing part of its words: a list of a thousand is no list.
 *
 *   <cpms-designer-picker></cpms-designer-picker>
 *
 * Set `offered` (asked each time the list opens), `name` for the reader and `value`; dispatches `change` when one is chosen.
 */

import { fill, freshId, h, reveal } from "../dom";

export interface Offer {
  readonly value: string;
  readonly label: string;
  /** Where it is, such as the page. */
  readonly detail: string;
}

const LONGEST = 60;

export class DesignerPicker extends HTMLElement {
  offered: () => readonly Offer[] = () => [];
  name = "Question";
  disabled = false;
  private chosen = "";
  private shown: readonly Offer[] = [];
  private active = -1;
  private readonly listId = freshId("picker");
  private readonly input = h("input", {
    type: "text",
    class: "designer-input",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": this.listId,
    "aria-autocomplete": "list",
    autocomplete: "off",
    placeholder: "Choose a question",
    "data-own-undo": true,
  });
  private readonly list = h("div", {
    class: "designer-picker__list",
    role: "listbox",
    id: this.listId,
    hidden: true,
  });

  get value(): string {
    return this.chosen;
  }

  set value(value: string) {
    this.chosen = value;
    this.showChosen();
  }

  connectedCallback(): void {
    this.classList.add("designer-picker");
    this.input.setAttribute("aria-label", this.name);
    this.list.setAttribute("aria-label", this.name);
    this.input.disabled = this.disabled;
    if (this.input.isConnected) return;
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("click", () => this.open(""));
    this.input.addEventListener("input", () => this.open(this.input.value));
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    fill(this, this.input, this.list);
    this.showChosen();
  }

  override focus(): void {
    this.input.focus();
  }

  private showChosen(): void {
    const offer =
      this.chosen === "" ? undefined : this.offered().find((candidate) => candidate.value === this.chosen);
    this.input.value = offer?.label ?? "";
  }

  private open(text: string): void {
    const words = text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== "");
    const all = this.offered().filter((offer) =>
      words.every((word) => `${offer.label} ${offer.detail}`.toLowerCase().includes(word)),
    );
    this.shown = all.slice(0, LONGEST);
    this.active =
      this.shown.length > 0
        ? Math.max(
            0,
            this.shown.findIndex((offer) => offer.value === this.chosen),
          )
        : -1;
    const rows = this.shown.map((offer, index) =>
      h(
        "div",
        {
          class: "designer-picker__offer",
          role: "option",
          id: `${this.listId}-${index}`,
          on: { click: () => this.choose(index) },
        },
        h("span", {}, offer.label),
        h("span", { class: "designer-quiet" }, offer.detail),
      ),
    );
    const more = all.length - this.shown.length;
    const last =
      this.shown.length === 0
        ? "No question has these words."
        : more > 0
          ? `${more} more: type a few letters.`
          : "";
    fill(this.list, ...rows, last !== "" && h("p", { class: "designer-quiet", role: "none" }, last));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark();
  }

  private close(): void {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.showChosen();
  }

  private mark(): void {
    [...this.list.querySelectorAll('[role="option"]')].forEach((row, index) => {
      row.setAttribute("aria-selected", String(index === this.active));
      if (index === this.active) reveal(row);
    });
    if (this.active >= 0) this.input.setAttribute("aria-activedescendant", `${this.listId}-${this.active}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private pressed(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (this.list.hidden) this.open("");
      else this.active = Math.max(0, Math.min(this.shown.length - 1, this.active + step));
      this.mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!this.list.hidden) this.choose(this.active);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.close();
    }
  }

  private choose(index: number): void {
    const offer = this.shown[index];
    if (!offer) return;
    this.chosen = offer.value;
    this.close();
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("cpms-designer-picker", DesignerPicker);
