/**
 * Keeps the number of what is new as it is now. The server writes the number; without script it is that of the moment.
 * Nothing is read aloud when it changes: whoever wants to know finds it in the link's name.
 *
 *     <cpms-news data-stream="/stream/" data-count="/what-is-new/count/" data-some="What is new, not seen yet: {count}" data-none="What is new">
 *       <a href="/what-is-new/" aria-label="What is new, not seen yet: 3">New <span data-number>3</span></a>
 *     </cpms-news>
 */

import { follow } from "./feed";
import { whenParsed } from "./start";
import { word } from "./words";

const PAUSE = 1_000;

export class News extends HTMLElement {
  #isAsking = false;
  #isStale = false;
  #isStarted = false;

  connectedCallback(): void {
    whenParsed(() => {
      const stream = this.dataset["stream"];
      if (!stream || this.#isStarted) return;
      this.#isStarted = true;
      follow(stream, () => void this.#refresh());
    });
  }

  /** Asks for the number, not more than once a second however much happens. */
  async #refresh(): Promise<void> {
    this.#isStale = true;
    if (this.#isAsking) return;
    this.#isAsking = true;
    while (this.#isStale && this.isConnected) {
      this.#isStale = false;
      await this.#ask();
      await new Promise((done) => setTimeout(done, PAUSE));
    }
    this.#isAsking = false;
  }

  async #ask(): Promise<void> {
    try {
      const answer = await fetch(this.dataset["count"] ?? "", { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return; // signed out: the page stays as it is
      const { count } = (await answer.json()) as { count: unknown };
      if (typeof count === "number") this.#show(count);
    } catch {
      // No connection: the number stays, and the next event brings the right one.
    }
  }

  #show(count: number): void {
    const number = this.querySelector<HTMLElement>("[data-number]");
    if (number) {
      number.textContent = count ? String(count) : "";
      number.hidden = count === 0;
    }
    const name = count
      ? word(this, "some", "What is new, not seen yet: {count}", { count })
      : word(this, "none", "What is new");
    this.querySelector("a")?.setAttribute("aria-label", name);
  }
}
