/** A form is sent once, however often its button is pressed: a second record or a refusal would puzzle who pressed it. */

/** After this long somebody presses again on purpose: the line broke, or they stopped the page. */
const PATIENCE = 10_000;

export function installOnce(root: Document, clock: () => number = () => performance.now()): void {
  const sent = new WeakMap<HTMLFormElement, number>();
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post" || event.defaultPrevented) return;
    const last = sent.get(form);
    if (last !== undefined && clock() - last < PATIENCE) event.preventDefault();
    else sent.set(form, clock());
  });
  // Coming back to the page as it was left, such as by the browser's button.
  root.defaultView?.addEventListener("pageshow", () => {
    for (const form of root.forms) sent.delete(form);
  });
}
