/**
 * Finds a term of a terminology while somebody types. The code goes into the hidden input beside it. Without script the server looks
 * the text up when the form is saved, and offers what resembles it.
 *
 *     <cpms-coded-term data-search-url="/terms/" data-system="ORPHA" data-none="Nothing found." …>
 *       <input type="text" name="disease" id="f-disease" value="">
 *       <input type="hidden" name="disease:code" value="">
 *     </cpms-coded-term>
 *
 * The address answers `?system=ORPHA&q=text` with `[{"code": "791", "label": "Retinitis pigmentosa", "synonym": "RP"}]`.
 */

import { Combobox, type Suggestion } from "./combobox";
import { announceChange, whenParsed } from "./start";

export class CodedTerm extends HTMLElement {
  #started = false;
  #waiting: AbortController | null = null;

  connectedCallback(): void {
    whenParsed(() => this.#start());
  }

  #start(): void {
    const input = this.querySelector<HTMLInputElement>("input[type=text]");
    if (!input || this.#started || !this.dataset["searchUrl"]) return;
    this.#started = true;
    const combobox = new Combobox({
      host: this,
      input,
      least: 2,
      showCode: true,
      search: (text) => this.#search(text),
      typed: () => this.#setCode(""),
      choose: ({ code, label }) => {
        input.value = label;
        this.#setCode(code);
        this.#showCode(code);
        announceChange(input);
      },
      clear: () => {
        input.value = "";
        this.#setCode("");
        announceChange(input);
      },
    });
    // The value may be set from outside, such as when an answer that was set aside comes back.
    this.closest("form")?.addEventListener("change", () => {
      combobox.refresh();
      this.#showCode(this.#codeInput().value);
    });
    this.#showCode(this.#codeInput().value);
  }

  async #search(text: string): Promise<readonly Suggestion[]> {
    this.#waiting?.abort();
    this.#waiting = new AbortController();
    const address = new URL(this.dataset["searchUrl"] ?? "", document.baseURI);
    if (this.dataset["system"] && !address.searchParams.has("system")) {
      address.searchParams.set("system", this.dataset["system"]);
    }
    address.searchParams.set("q", text);
    const answer = await fetch(address, {
      signal: this.#waiting.signal,
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const found: unknown = await answer.json();
    return Array.isArray(found) ? found.filter(isSuggestion) : [];
  }

  /** The hidden input; where the server offered terms as radios there is none until one is made. */
  #codeInput(): HTMLInputElement {
    const present = this.querySelector<HTMLInputElement>("input[type=hidden]");
    if (present) return present;
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = `${this.querySelector<HTMLInputElement>("input[type=text]")?.name ?? ""}:code`;
    input.disabled = this.querySelector("[data-offer]") !== null; // else its empty value would come before the radios'
    this.append(input);
    return input;
  }

  #setCode(code: string): void {
    const input = this.#codeInput();
    input.value = code;
    this.#showCode(code);
    if (!code) return;
    input.disabled = false;
    this.querySelector("[data-offer]")?.remove();
  }

  #showCode(code: string): void {
    let line = this.querySelector<HTMLElement>(".cpms-combobox__set");
    if (!line) {
      line = document.createElement("p");
      line.className = "cpms-combobox__set";
      this.append(line);
    }
    const system = this.dataset["system"] ?? "";
    line.textContent = code.startsWith(system) ? code : `${system} ${code}`; // "HP:0000603" names its system itself
    line.hidden = !code;
  }
}

function isSuggestion(value: unknown): value is Suggestion {
  return typeof value === "object" && value !== null && "code" in value && "label" in value;
}
