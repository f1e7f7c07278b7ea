/** A text box with a list of suggestions, after the ARIA 1.2 pattern "editable combobox with list autocomplete". */

import { word } from "./words";

export interface Suggestion {
  readonly code: string;
  readonly label: string;
  /** Another name under which it was found. */
  readonly synonym?: string;
}

export interface ComboboxOptions {
  /** Carries the sentences as data attributes: `data-none`, `data-count`, `data-failed`, `data-clear-words`. */
  readonly host: HTMLElement;
  readonly input: HTMLInputElement;
  readonly search: (text: string) => Promise<readonly Suggestion[]>;
  readonly choose: (suggestion: Suggestion) => void;
  /** Called when the text is changed by hand, before searching. */
  readonly typed?: () => void;
  readonly clear: () => void;
  readonly delay?: number;
  readonly least?: number;
  readonly showCode?: boolean;
}

let made = 0;

export class Combobox {
  readonly #options: ComboboxOptions;
  readonly #list = document.createElement("ul");
  readonly #status = document.createElement("div");
  readonly #clearButton = document.createElement("button");
  #found: readonly Suggestion[] = [];
  #active = -1;
  #round = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ComboboxOptions) {
    this.#options = options;
    const { host, input } = options;
    const id = `cpms-list-${(made += 1)}`;
    this.#list.id = id;
    this.#list.className = "cpms-combobox__list";
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", nameOf(input) || input.placeholder || "Suggestions");
    this.#list.hidden = true;
    this.#status.className = "govuk-visually-hidden";
    this.#status.setAttribute("role", "status");
    this.#clearButton.type = "button";
    this.#clearButton.className = "cpms-combobox__clear";
    this.#clearButton.textContent = "×";
    this.#clearButton.setAttribute(
      "aria-label",
      `${word(host, "clearWords", "Clear")} ${nameOf(input)}`.trim(),
    );
    const box = document.createElement("div");
    box.className = "cpms-combobox__box";
    input.before(box);
    box.append(input, this.#clearButton, this.#list, this.#status);
    this.#prepare(input, id);
    this.#listen(input);
    this.refresh();
  }

  /** Shows the clear button when there is something to clear. */
  refresh(): void {
    this.#clearButton.hidden = this.#options.input.value === "";
  }

  #prepare(input: HTMLInputElement, listId: string): void {
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", listId);
    input.autocomplete = "off";
  }

  #listen(input: HTMLInputElement): void {
    input.addEventListener("input", () => {
      this.#options.typed?.();
      this.refresh();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#search(), this.#options.delay ?? 200);
    });
    input.addEventListener("keydown", (event) => this.#onKey(event));
    input.addEventListener("blur", () => this.#close());
    // The box keeps the focus while a suggestion is clicked.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (option) this.#choose([...this.#list.children].indexOf(option));
    });
    this.#clearButton.addEventListener("click", () => {
      this.#options.clear();
      this.#close();
      this.refresh();
      input.focus();
    });
  }

  #onKey(event: KeyboardEvent): void {
    const isOpen = !this.#list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen) this.#move(event.key === "ArrowDown" ? 1 : -1);
      else void this.#search();
    } else if (event.key === "Enter" && isOpen) {
      event.preventDefault(); // else the form would be sent
      if (this.#active >= 0) this.#choose(this.#active);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    } else if (event.key === "Tab" && isOpen && this.#active >= 0) {
      this.#choose(this.#active);
    }
  }

  async #search(): Promise<void> {
    const { host, input, search, least = 0 } = this.#options;
    const text = input.value.trim();
    const round = (this.#round += 1);
    if (text.length < least) return this.#note(word(host, "short", "Type at least two letters."));
    try {
      const found = await search(text);
      if (round !== this.#round || document.activeElement !== input) return;
      if (found.length === 0) return this.#note(word(host, "none", "Nothing found. Try another word."));
      this.#open(found);
    } catch {
      if (round === this.#round) this.#note(word(host, "failed", "The search does not answer."));
    }
  }

  #note(words: string): void {
    this.#found = [];
    this.#close();
    this.#status.textContent = words;
    const item = document.createElement("li");
    item.className = "cpms-combobox__note";
    item.setAttribute("role", "presentation");
    item.textContent = words;
    this.#list.replaceChildren(item);
    this.#list.hidden = false;
  }

  #open(found: readonly Suggestion[]): void {
    const { host, input } = this.#options;
    this.#found = found;
    this.#active = -1;
    this.#list.replaceChildren(...found.map((each, at) => this.#option(each, at)));
    this.#list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
    this.#status.textContent = word(host, "count", "{count} found", { count: found.length });
  }

  #option(suggestion: Suggestion, at: number): HTMLElement {
    const item = document.createElement("li");
    item.id = `${this.#list.id}-${at}`;
    item.className = "cpms-combobox__option";
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const words = document.createElement("span");
    words.textContent = suggestion.label;
    if (suggestion.synonym && suggestion.synonym !== suggestion.label) {
      const other = document.createElement("small");
      other.textContent = suggestion.synonym;
      words.append(other);
    }
    item.append(words);
    if (this.#options.showCode) {
      const code = document.createElement("span");
      code.className = "cpms-combobox__code";
      code.textContent = suggestion.code;
      item.append(code);
    }
    return item;
  }

  #move(step: number): void {
    const count = this.#found.length;
    if (!count) return;
    this.#active = this.#active < 0 ? (step > 0 ? 0 : count - 1) : (this.#active + step + count) % count;
    [...this.#list.children].forEach((item, at) => {
      item.setAttribute("aria-selected", String(at === this.#active));
      if (at !== this.#active) return;
      this.#options.input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView?.({ block: "nearest" });
    });
  }

  #choose(at: number): void {
    const suggestion = this.#found[at];
    if (!suggestion) return;
    this.#round += 1;
    clearTimeout(this.#timer);
    this.#close();
    this.#options.choose(suggestion);
    this.refresh();
  }

  #close(): void {
    this.#list.hidden = true;
    this.#active = -1;
    this.#options.input.setAttribute("aria-expanded", "false");
    this.#options.input.removeAttribute("aria-activedescendant");
  }
}

/** The question without its "(optional)". */
function nameOf(input: HTMLInputElement): string {
  return input.labels?.[0]?.firstChild?.textContent?.trim() ?? "";
}
