/** Pages for the tests of this folder. */

import { defineElements } from "./elements";

/** Puts HTML into the document and returns its first element. */
export function page(html: string): HTMLElement {
  defineElements();
  document.body.innerHTML = html;
  return document.body.firstElementChild as HTMLElement;
}

export function get<T extends Element = HTMLElement>(selector: string, root: ParentNode = document): T {
  const found = root.querySelector<T>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

export function type(input: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

export function pick(input: HTMLInputElement, checked = true): void {
  input.checked = checked;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

export function select(input: HTMLSelectElement, value: string): void {
  input.value = value;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** A yes/no question as the server writes it. */
export function yesNo(id: string, name: string, scope = ""): string {
  return `<div data-element="${id}" data-scope="${scope}"><div class="govuk-form-group" data-type="boolean" data-name="${name}">
    <fieldset><legend>${name} <span data-optional>(optional)</span></legend><div class="cpms-control">
    <input type="radio" id="f-${name}" name="${name}" value="true"><input type="radio" name="${name}" value="false">
    <button type="button" data-clear hidden>Clear</button></div></fieldset></div></div>`;
}

/** A text question, with a reason for a missing answer. */
export function text(id: string, name: string, scope = "", type = "text"): string {
  return `<div data-element="${id}" data-scope="${scope}"><div class="govuk-form-group" data-type="${type}" data-name="${name}">
    <label for="f-${name}">${name} <span data-optional>(optional)</span></label><div class="cpms-control">
    <input class="govuk-input" type="text" id="f-${name}" name="${name}">
    <select name="${name}:missing" data-missing><option value=""></option><option value="unknown">Unknown</option></select></div></div></div>`;
}
