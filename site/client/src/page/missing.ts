/**
 * A reason why there is no answer, and an answer, exclude each other: choosing a reason sets the answer aside, taking the reason
 * back returns it, and answering takes the reason back. Nothing typed is lost.
 */

import { offerClearing } from "./choices";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const aside = new WeakMap<HTMLElement, string[]>();

export function installMissing(root: HTMLElement): void {
  const listen = (event: Event): void => {
    const input = event.target;
    if (!(input instanceof HTMLElement)) return;
    const group = input.closest<HTMLElement>("[data-type]");
    const select = group?.querySelector<HTMLSelectElement>("[data-missing]");
    if (!group || !select) return;
    if (input === select) chooseReason(group, select);
    else if (select.value && isAnswered(group)) answer(group, select);
  };
  // Before the form reads the page: it listens to the same events as they bubble up.
  root.addEventListener("input", listen, true);
  root.addEventListener("change", listen, true);
}

function fieldsOf(group: HTMLElement): Field[] {
  return [...group.querySelectorAll<Field>("input, select, textarea")].filter(
    (field) =>
      !("missing" in field.dataset) && !field.closest("noscript") && field.getAttribute("type") !== "file",
  );
}

function isToggle(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox");
}

function isAnswered(group: HTMLElement): boolean {
  return fieldsOf(group).some((field) => (isToggle(field) ? field.checked : field.value !== ""));
}

function chooseReason(group: HTMLElement, select: HTMLSelectElement): void {
  const fields = fieldsOf(group);
  if (select.value && isAnswered(group)) {
    aside.set(
      group,
      fields.map((field) => (isToggle(field) ? String(field.checked) : field.value)),
    );
    for (const field of fields) set(field, "");
  } else if (!select.value && !isAnswered(group)) {
    const kept = aside.get(group) ?? [];
    if (kept.length === fields.length) fields.forEach((field, at) => set(field, kept[at] ?? ""));
    aside.delete(group);
  }
  mark(group, select.value !== "");
}

function answer(group: HTMLElement, select: HTMLSelectElement): void {
  select.value = "";
  aside.delete(group);
  mark(group, false);
}

function set(field: Field, value: string): void {
  if (isToggle(field)) field.checked = value === "true";
  else field.value = value;
}

function mark(group: HTMLElement, isMissing: boolean): void {
  group.querySelector(".cpms-control")?.classList.toggle("cpms-control--missing", isMissing);
  offerClearing(group);
}
