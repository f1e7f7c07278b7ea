/** The list of a record's sections is closed on a narrow screen, where it would push the questions down. */

const WIDE = "(width >= 900px)";

export function installSections(root: ParentNode): void {
  const wide = globalThis.matchMedia?.(WIDE);
  if (!wide) return;
  const adjust = (): void => {
    for (const list of root.querySelectorAll<HTMLDetailsElement>("details.cpms-sections"))
      list.open = wide.matches;
  };
  adjust();
  wide.addEventListener("change", adjust);
}
