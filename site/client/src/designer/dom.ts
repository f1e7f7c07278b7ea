/** Building DOM without a framework: `h("p", {class: "hint"}, "Text")`. Text is always text, never markup. */

export type Child = Node | string | null | undefined | false;

type Handlers = {
  readonly [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void;
};

export interface Attributes {
  readonly class?: string;
  readonly on?: Handlers;
  /** `false` and `null` leave the attribute out, `true` sets it empty. */
  readonly [name: string]: string | number | boolean | null | undefined | Handlers;
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

function setAttributes(element: HTMLElement, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") listen(element, value as Handlers);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, String(value));
  }
}

function listen(element: HTMLElement, handlers: Handlers): void {
  for (const [type, handler] of Object.entries(handlers))
    element.addEventListener(type, handler as EventListener);
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children)
    if (child !== null && child !== undefined && child !== false) element.append(child);
}

export function fill(element: Element, ...children: Child[]): void {
  element.replaceChildren();
  append(element, children);
}

let counter = 0;

/** An id that is free on the page: labels, descriptions and lists point at what they belong to. */
export function freshId(stem: string): string {
  counter += 1;
  return `designer-${stem}-${counter}`;
}

/** A button that never submits the page editor's form around it. */
export function button(attributes: Attributes, ...children: Child[]): HTMLButtonElement {
  return h("button", { type: "button", ...attributes }, ...children);
}

export function visuallyHidden(text: string): HTMLElement {
  return h("span", { class: "designer-hidden" }, text);
}

/** The element inside with `data-<name>` of this value; values come from definitions, so they are compared, not written into a selector. */
export function marked(root: Element, name: string, value: string): HTMLElement | null {
  return (
    [...root.querySelectorAll<HTMLElement>(`[data-${name}]`)].find(
      (element) => element.dataset[name] === value,
    ) ?? null
  );
}

const MARGIN = 8;

/**
 * Scrolls the nearest scrolling part as little as needed. The browser's `scrollIntoView` would move the whole page editor too,
 * which is wider than it shows. `above` is what covers the top of that part.
 */
export function reveal(element: Element, above = 0): void {
  let part = element.parentElement;
  while (
    part &&
    !(part.scrollHeight > part.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(part).overflowY))
  )
    part = part.parentElement;
  if (!part || part === document.documentElement) return;
  const inner = element.getBoundingClientRect();
  const outer = part.getBoundingClientRect();
  const over = outer.top + above + MARGIN - inner.top;
  const under = inner.bottom + MARGIN - outer.bottom;
  if (over > 0 || inner.height > outer.height - above) part.scrollTop -= over;
  else if (under > 0) part.scrollTop += under;
}
