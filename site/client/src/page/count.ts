/**
 * Counts down the characters of a long text. Code points are counted, as on the server.
 *
 *     <cpms-count data-most="500" data-left="{count} characters left" data-over="{count} characters too many">
 *       <textarea aria-describedby="f-notes-count" …></textarea>
 *       <p class="cpms-count" id="f-notes-count">Up to 500 characters</p>
 *     </cpms-count>
 */

import { whenParsed } from "./start";
import { word } from "./words";

const SHOWN_FROM = 0.8;

export class CharacterCount extends HTMLElement {
  connectedCallback(): void {
    whenParsed(() => {
      this.addEventListener("input", () => this.#show());
      this.#show();
    });
  }

  #show(): void {
    const text = this.querySelector("textarea")?.value ?? "";
    const line = this.querySelector<HTMLElement>(".cpms-count");
    const most = Number(this.dataset["most"]);
    if (!line || !most) return;
    const left = most - [...text].length;
    line.classList.toggle("cpms-count--over", left < 0);
    line.dataset["atRest"] ??= line.textContent ?? "";
    if (left < 0) line.textContent = word(this, "over", "{count} characters too many", { count: -left });
    else if (left <= most * (1 - SHOWN_FROM))
      line.textContent = word(this, "left", "{count} characters left", { count: left });
    else line.textContent = line.dataset["atRest"] ?? "";
  }
}
