/** Menus are details elements; with script they close on Escape, on a click elsewhere, and when another opens. */

const MENU = "details.cpms-menu";

export function installMenus(root: Document): void {
  root.addEventListener("click", (event) => closeMenus(root, event.target));
  root.addEventListener("focusin", (event) => closeMenus(root, event.target));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = root.querySelector<HTMLDetailsElement>(`${MENU}[open]`);
    if (!open) return;
    const held = open.contains(root.activeElement);
    open.open = false;
    if (held) open.querySelector("summary")?.focus();
  });
}

function closeMenus(root: Document, target: EventTarget | null): void {
  for (const menu of root.querySelectorAll<HTMLDetailsElement>(`${MENU}[open]`)) {
    if (!(target instanceof Node) || !menu.contains(target)) menu.open = false;
  }
}
