/** Runs once the element's children are parsed: a custom element may be connected before them. */
export function whenParsed(start: () => void): void {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
  else start();
}

/** Tells the form around an element that answers changed in a way the browser does not report by itself. */
export function announceChange(from: Element): void {
  from.dispatchEvent(new Event("change", { bubbles: true }));
}
