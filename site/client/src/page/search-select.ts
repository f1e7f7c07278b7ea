/**
 * Makes a long select searchable. The select stays in the form and keeps the answer; without script it is used as it is.
 *
 *     <cpms-search-select data-none="Nothing found." data-count="{count} found">
 *       <select name="country" id="f-country" class="govuk-select">…</select>
 *     </cpms-search-select>
 */

import { Combobox, type Suggestion } from "./combobox";
import { announceChange, whenParsed } from "./start";

const MOST = 100;

export class SearchSelect extends HTMLElement {
  #started = false;

  connectedCallback(): void {
    whenParsed(() => this.#start());
  }

  #start(): void {
    const select = this.querySelector("select");
    if (!select || this.#started) return;
    this.#started = true;
    const input = boxFor(select);
    const combobox = new Combobox({
      host: this,
      input,
      delay: 0,
      search: (text) => Promise.resolve(matching(select, text)),
      // Text that was changed by hand is no answer until something is chosen.
      typed: () => this.#set(select, ""),
      choose: ({ code, label }) => {
        input.value = label;
        this.#set(select, code);
      },
      clear: () => {
        input.value = "";
        this.#set(select, "");
      },
    });
    select.form?.addEventListener("change", (event) => {
      if (event.target === select && document.activeElement === input) return;
      if (document.activeElement !== input) input.value = labelOf(select);
      combobox.refresh();
    });
    // Half-typed words do not stay: the box says what is answered.
    input.addEventListener("blur", () => {
      input.value = labelOf(select);
      combobox.refresh();
    });
  }

  #set(select: HTMLSelectElement, code: string): void {
    if (select.value === code) return;
    select.value = code;
    announceChange(select);
  }
}

/** A text box in the select's place: it takes over the id, so that the label and links to errors reach it. */
function boxFor(select: HTMLSelectElement): HTMLInputElement {
  const input = document.createElement("input");
  input.type = "text";
  input.className = `govuk-input${select.classList.contains("govuk-select--error") ? " govuk-input--error" : ""}`;
  input.id = select.id;
  input.value = labelOf(select);
  input.placeholder = select.options[0]?.value === "" ? (select.options[0].textContent ?? "") : "";
  for (const name of ["aria-describedby", "aria-invalid", "aria-required"]) {
    const value = select.getAttribute(name);
    if (value !== null) input.setAttribute(name, value);
  }
  select.removeAttribute("id");
  select.classList.add("cpms-combobox__replaced");
  select.before(input);
  return input;
}

function labelOf(select: HTMLSelectElement): string {
  return select.value ? (select.selectedOptions[0]?.textContent ?? "") : "";
}

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Options whose words begin with what was typed come first, then those that hold it anywhere; accents do not matter. */
export function matching(select: HTMLSelectElement, text: string): Suggestion[] {
  const wanted = plain(text);
  const isChosen = labelOf(select) !== "" && plain(labelOf(select)) === wanted;
  const all = [...select.options].filter((option) => option.value !== "");
  const ranked = all
    .map((option) => ({ option, rank: isChosen ? 0 : rankOf(plain(option.textContent ?? ""), wanted) }))
    .filter(({ rank }) => rank >= 0)
    .sort((left, right) => left.rank - right.rank);
  return ranked.slice(0, MOST).map(({ option }) => ({ code: option.value, label: option.textContent ?? "" }));
}

function rankOf(label: string, wanted: string): number {
  if (label.startsWith(wanted)) return 0;
  if (label.includes(` ${wanted}`)) return 1;
  return label.includes(wanted) ? 2 : -1;
}
