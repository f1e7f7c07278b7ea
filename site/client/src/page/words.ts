/** Sentences come from the page, in the reader's language, as data attributes; the English ones stand in. */

/** The element's `data-<name>`, else the English sentence, with its named gaps filled: `{count} found`. */
export function word(
  element: HTMLElement,
  name: string,
  english: string,
  gaps: Readonly<Record<string, string | number>> = {},
): string {
  const sentence = element.dataset[name] || english;
  return sentence.replace(/\{(\w+)\}/g, (whole, gap: string) => String(gaps[gap] ?? whole));
}
