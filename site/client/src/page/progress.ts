/** The list of sections follows the section being filled: how many answers are still open. */

import { word } from "./words";

/**
 * `open` counts required questions without an answer and without a reason, and answers that could not be read.
 *
 *     <small data-open-count data-one="1 answer open" data-many="{count} answers open" data-none="">…</small>
 */
export function showProgress(root: ParentNode, open: number): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-open-count]")) {
    if (open === 0) place.textContent = place.dataset["none"] ?? "";
    else if (open === 1) place.textContent = word(place, "one", "1 answer open");
    else place.textContent = word(place, "many", "{count} answers open", { count: open });
  }
}
