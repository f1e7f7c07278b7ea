/**
 * Adds and removes rows of a repeat without a reload. A new row is a copy of the template, whose `__row__` becomes a fresh id;
 * without script the same buttons do the same on the server.
 *
 *     <cpms-repeat data-name="relatives" data-min="0" data-max="9" data-title="Relatives">
 *       <div data-rows>
 *         <div data-row="r1a2b3c4d">… <button name="action" value="remove:relatives.r1a2b3c4d" data-remove>Remove</button></div>
 *         <template><div data-row="__row__">…</div></template>
 *       </div>
 *       <p data-empty hidden>None yet.</p>
 *       <button name="action" value="add:relatives" data-add>Add</button>
 *     </cpms-repeat>
 */

import { announceChange, whenParsed } from "./start";
import { word } from "./words";

const BLANK = "__row__";
const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A fresh id for a row: `r` and eight random characters of base 36. */
export function newRowId(random: (count: number) => Uint8Array = randomBytes): string {
  let id = "r";
  while (id.length < 9) {
    // 252 is the largest multiple of 36 in a byte: the rest would favour some letters.
    for (const byte of random(16)) if (byte < 252 && id.length < 9) id += LETTERS[byte % 36];
  }
  return id;
}

function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

/**
 * Gives a copied row its id. In each name the first `__row__` is this row's; later ones belong to repeats inside, whose
 * templates wait for their own turn.
 */
export function nameRow(part: DocumentFragment | Element, id: string, isInner = false): void {
  const elements = [...part.querySelectorAll("*")];
  if (part instanceof Element) elements.unshift(part);
  for (const element of elements) {
    for (const attribute of [...element.attributes]) {
      // The id that an inner row will post belongs to that row alone.
      if (isInner && (attribute.name === "data-row" || attribute.value === BLANK)) continue;
      if (attribute.value.includes(BLANK))
        attribute.value = attribute.value.replace(/\S+/g, (name) => name.replace(BLANK, id));
    }
    if (element instanceof HTMLTemplateElement) nameRow(element.content, id, true);
  }
}

export class Repeat extends HTMLElement {
  connectedCallback(): void {
    whenParsed(() => this.addEventListener("click", this.#onClick));
  }

  disconnectedCallback(): void {
    this.removeEventListener("click", this.#onClick);
  }

  get rows(): HTMLElement[] {
    const holder = this.#holder();
    return holder
      ? [...holder.children].filter(
          (each): each is HTMLElement => each instanceof HTMLElement && "row" in each.dataset,
        )
      : [];
  }

  #onClick = (event: Event): void => {
    const button = event.target instanceof Element ? event.target.closest("[data-add], [data-remove]") : null;
    if (!(button instanceof HTMLElement) || button.closest("cpms-repeat") !== this) return;
    const done =
      "add" in button.dataset ? this.#add() : this.#remove(button.closest<HTMLElement>("[data-row]"));
    if (done) event.preventDefault();
  };

  #holder(): HTMLElement | null {
    return this.querySelector<HTMLElement>("[data-rows]");
  }

  #add(): boolean {
    const template = this.#holder()?.querySelector<HTMLTemplateElement>(":scope > template");
    if (!template) return false;
    const copy = document.importNode(template.content, true);
    nameRow(copy, newRowId());
    const row = copy.querySelector<HTMLElement>("[data-row]");
    template.before(copy);
    this.#refresh();
    announceChange(this);
    (row?.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea") ?? row)?.focus();
    return true;
  }

  #remove(row: HTMLElement | null): boolean {
    if (!row) return false;
    const number = this.rows.indexOf(row) + 1;
    const undo = this.#undo(row, number);
    row.replaceWith(undo);
    this.#refresh();
    announceChange(this);
    undo.querySelector("button")?.focus();
    return true;
  }

  /** What stands in the removed row's place until the page is left: nothing is lost by a slip. */
  #undo(row: HTMLElement, number: number): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cpms-quiet";
    button.textContent = word(this, "undo", "Undo");
    const words = word(this, "removed", "{title} {number} removed.", {
      title: this.dataset["title"] ?? "",
      number,
    });
    const line = document.createElement(row.tagName === "TR" ? "tr" : "p");
    line.className = "cpms-repeat__removed";
    line.setAttribute("role", row.tagName === "TR" ? "row" : "status");
    const inside = row.tagName === "TR" ? document.createElement("td") : line;
    if (inside instanceof HTMLTableCellElement) {
      inside.colSpan = row.children.length;
      line.append(inside);
    }
    inside.append(`${words} `, button);
    button.addEventListener("click", () => {
      line.replaceWith(row);
      this.#refresh();
      announceChange(this);
      row.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea")?.focus();
    });
    return line;
  }

  #refresh(): void {
    const rows = this.rows;
    rows.forEach((row, at) => {
      for (const place of row.querySelectorAll("[data-number]")) {
        if (place.closest("[data-row]") === row) place.textContent = String(at + 1);
      }
    });
    const [least, most] = [Number(this.dataset["min"] ?? 0), Number(this.dataset["max"] ?? Infinity)];
    const own = (selector: string): HTMLElement[] =>
      [...this.querySelectorAll<HTMLElement>(selector)].filter(
        (each) => each.closest("cpms-repeat") === this,
      );
    for (const button of own("[data-add]")) button.hidden = rows.length >= most;
    for (const button of own("[data-remove]")) button.hidden = rows.length <= least;
    for (const line of own("[data-empty]")) line.hidden = rows.length > 0;
  }
}
