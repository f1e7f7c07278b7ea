/** Makes the page look as the situation says: what is hidden, what is optional, how many answers are open. */

import { readAnswer, readReason } from "./reading";
import { type Situation, placeKey } from "./situation";

/** Returns whether anything came or went, and how many questions stand in the way: required and open, or answered with what is none. */
export function show(root: HTMLElement, situation: Situation): { changed: boolean; open: number } {
  let changed = false;
  let open = 0;
  for (const wrapper of root.querySelectorAll<HTMLElement>("[data-element]")) {
    const key = placeKey(wrapper.dataset["element"] ?? "", wrapper.dataset["scope"] ?? "");
    const isHidden = situation.hidden.has(key);
    if (wrapper.hidden !== isHidden) {
      wrapper.hidden = isHidden;
      changed = true;
    }
    const group = wrapper.querySelector<HTMLElement>(":scope > [data-type]");
    if (!group) continue;
    const isRequired = situation.required.has(key);
    markRequired(group, isRequired);
    const isOpen = isRequired && readAnswer(group) === null && !readReason(group);
    const isWrong = group.classList.contains("govuk-form-group--error");
    if (!isHidden && (isOpen || isWrong)) open += 1;
  }
  return { changed, open };
}

function markRequired(group: HTMLElement, isRequired: boolean): void {
  const mark = group.querySelector<HTMLElement>("[data-optional]");
  if (mark) mark.hidden = isRequired;
  const input = group.querySelector(
    "input[type=text], input[type=date], select:not([data-missing]), textarea",
  );
  if (!input) return;
  if (isRequired) input.setAttribute("aria-required", "true");
  else input.removeAttribute("aria-required");
}
