/** Small help for radios and checkboxes: taking a radio back, and an option that excludes the others. */

import { announceChange } from "./start";

/** Listens at a root, so rows added later behave alike. */
export function installChoices(root: HTMLElement): void {
  root.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    if (input.type === "checkbox") exclude(root, input);
    if (input.type === "radio") offerClearing(input.closest<HTMLElement>("[data-type]"));
  });
  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-clear]") : null;
    const group = button?.closest<HTMLElement>("[data-type]");
    if (group) clear(group);
  });
  for (const button of root.querySelectorAll("[data-clear]")) {
    offerClearing(button.closest<HTMLElement>("[data-type]"));
  }
}

function radiosOf(group: HTMLElement): HTMLInputElement[] {
  return [...group.querySelectorAll<HTMLInputElement>("input[type=radio]")];
}

/** The button is there only while there is something to take back. */
export function offerClearing(group: HTMLElement | null): void {
  const button = group?.querySelector<HTMLElement>("[data-clear]");
  if (group && button) button.hidden = !radiosOf(group).some((radio) => radio.checked);
}

function clear(group: HTMLElement): void {
  const radios = radiosOf(group);
  for (const radio of radios) radio.checked = false;
  offerClearing(group);
  radios[0]?.focus();
  announceChange(radios[0] ?? group);
}

function exclude(root: HTMLElement, chosen: HTMLInputElement): void {
  if (!chosen.checked) return;
  const group = chosen.closest<HTMLElement>("[data-type=choices]") ?? root;
  const exclusive = "exclusive" in chosen.dataset;
  for (const other of group.querySelectorAll<HTMLInputElement>("input[type=checkbox]")) {
    const clashes = exclusive || "exclusive" in other.dataset;
    if (other !== chosen && other.name === chosen.name && clashes) other.checked = false;
  }
}
