/**
 * Chapters of a recording play from their place. Without script they are links to the file at that second.
 *
 *     <cpms-player>
 *       <video controls>…</video>
 *       <a href="/recordings/7/#t=12" data-second="12">0:12 The panel</a> …
 *     </cpms-player>
 */

import { whenParsed } from "./start";

export class Player extends HTMLElement {
  connectedCallback(): void {
    whenParsed(() => this.#start());
  }

  #start(): void {
    const video = this.querySelector("video");
    if (!video) return;
    this.addEventListener("click", (event) => {
      const link =
        event.target instanceof Element ? event.target.closest<HTMLElement>("[data-second]") : null;
      if (!link) return;
      event.preventDefault();
      video.currentTime = secondOf(link);
      // A browser may refuse to play; the reader then presses the button.
      video.play().catch(() => undefined);
    });
    video.addEventListener("timeupdate", () => this.#mark(video.currentTime));
  }

  #mark(second: number): void {
    const links = [...this.querySelectorAll<HTMLElement>("[data-second]")];
    const current = links.filter((link) => secondOf(link) <= second).at(-1);
    for (const link of links) {
      if (link === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}

function secondOf(link: HTMLElement): number {
  return Number(link.dataset["second"]);
}
