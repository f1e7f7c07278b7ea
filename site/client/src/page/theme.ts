/**
 * Switches between light and dark and remembers it in a cookie, so that the server writes the next page in the right one.
 * Without script the system's setting holds.
 *
 *     <cpms-theme data-dark="Dark" data-light="Light"></cpms-theme>
 */

import { word } from "./words";

const YEAR = 365 * 24 * 3600;

export type Theme = "light" | "dark";

export function currentTheme(root: HTMLElement = document.documentElement): Theme {
  const chosen = root.dataset["theme"];
  if (chosen === "light" || chosen === "dark") return chosen;
  return globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export class ThemeSwitch extends HTMLElement {
  connectedCallback(): void {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cpms-header__button";
    button.addEventListener("click", () => {
      this.#choose(currentTheme() === "dark" ? "light" : "dark");
      this.#label(button);
    });
    this.#label(button);
    this.replaceChildren(button);
  }

  #choose(theme: Theme): void {
    document.documentElement.dataset["theme"] = theme;
    document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; SameSite=Lax`;
  }

  #label(button: HTMLButtonElement): void {
    const next = currentTheme() === "dark" ? "light" : "dark";
    const text = next === "dark" ? word(this, "dark", "Dark theme") : word(this, "light", "Light theme");
    button.setAttribute("aria-label", text);
    button.title = text;
    button.replaceChildren(next === "dark" ? moon() : sun());
  }
}

function icon(...paths: string[]): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "cpms-icon");
  svg.setAttribute("aria-hidden", "true");
  for (const d of paths) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

const moon = (): SVGSVGElement => icon("M20 14.5A8 8 0 0 1 9.5 4a8 8 0 1 0 10.5 10.5z");

const sun = (): SVGSVGElement =>
  icon(
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
    "M12 2v2M12 20v2M2 12h2M20 12h2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4",
  );
