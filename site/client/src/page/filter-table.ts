/**
 * Filters the rows of a table by words and by a chip. Without script all rows stand there.
 *
 *     <cpms-filter-table data-count="{count} of {all} rows">
 *       <div data-filter hidden>
 *         <input type="search" data-words>
 *         <ul class="cpms-chips"><li><button type="button" data-chip="" aria-pressed="true">All</button></li> …</ul>
 *         <p role="status" data-shown></p>
 *       </div>
 *       <table>… <tr data-chip="rule">…</tr> …</table>
 *     </cpms-filter-table>
 */

import { whenParsed } from "./start";
import { word } from "./words";

export class FilterTable extends HTMLElement {
  #chip = "";

  connectedCallback(): void {
    whenParsed(() => this.#start());
  }

  #start(): void {
    const bar = this.querySelector<HTMLElement>("[data-filter]");
    if (!bar) return;
    bar.hidden = false;
    bar.addEventListener("input", () => this.#show());
    bar.addEventListener("click", (event) => {
      const chip =
        event.target instanceof Element ? event.target.closest<HTMLElement>("button[data-chip]") : null;
      if (!chip) return;
      this.#chip = chip.dataset["chip"] ?? "";
      for (const each of bar.querySelectorAll("button[data-chip]"))
        each.setAttribute("aria-pressed", String(each === chip));
      this.#show();
    });
    bar.addEventListener("keydown", (event) => {
      // The table may stand in a form: Enter in the search box must not send it.
      if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
    });
    this.#show();
  }

  #show(): void {
    const wanted = this.querySelector<HTMLInputElement>("[data-words]")?.value.trim().toLowerCase() ?? "";
    const rows = [...this.querySelectorAll<HTMLTableRowElement>("tbody tr")];
    let count = 0;
    for (const row of rows) {
      const fits =
        (!this.#chip || row.dataset["chip"] === this.#chip) &&
        (row.textContent ?? "").toLowerCase().includes(wanted);
      row.hidden = !fits;
      count += fits ? 1 : 0;
    }
    const line = this.querySelector("[data-shown]");
    if (line) line.textContent = word(this, "count", "{count} of {all} rows", { count, all: rows.length });
  }
}
