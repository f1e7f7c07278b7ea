/** What stands in the inputs, as the answers that rules read. What the server would refuse counts as not answered. */

/** The answer of one question (an element with `data-type`), or null. */
export function readAnswer(group: HTMLElement): unknown {
  const type = group.dataset["type"] ?? "";
  return (READERS[type] ?? readText)(group);
}

/** The reason why there is no answer, or "". */
export function readReason(group: HTMLElement): string {
  return group.querySelector<HTMLSelectElement>("[data-missing]")?.value ?? "";
}

const READERS: Readonly<Record<string, (group: HTMLElement) => unknown>> = {
  number: (group) => readNumber(textOf(group)),
  boolean: (group) => ({ true: true, false: false })[chosen(group)[0] ?? ""] ?? null,
  choice: (group) => chosen(group)[0] || null,
  choices: (group) => listOrNull(chosen(group)),
  date: (group) => (/^\d{4}-\d{2}-\d{2}$/.test(textOf(group)) ? textOf(group) : null),
  coded_term: readTerm,
  file: readFile,
};

function main(group: HTMLElement): NodeListOf<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement> {
  return group.querySelectorAll(`[name="${group.dataset["name"] ?? ""}"]`);
}

function textOf(group: HTMLElement): string {
  return main(group)[0]?.value.trim() ?? "";
}

function readText(group: HTMLElement): string | null {
  return textOf(group) || null;
}

/** Takes a decimal point or comma, as the server does. */
export function readNumber(text: string): number | null {
  const plain = text
    .replace(/\u2212/g, "-")
    .replace(/[\u00a0 ]/g, "")
    .replace(",", ".");
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(plain) ? Number(plain) : null;
}

function chosen(group: HTMLElement): string[] {
  return [...main(group)]
    .filter((input) => !(input instanceof HTMLInputElement) || input.type === "hidden" || input.checked)
    .map((input) => input.value)
    .filter(Boolean);
}

function listOrNull(codes: string[]): string[] | null {
  return codes.length ? codes : null;
}

function readTerm(group: HTMLElement): unknown {
  const name = `${group.dataset["name"] ?? ""}:code`;
  const codes = group.querySelectorAll<HTMLInputElement>(`[name="${name}"]`);
  const code = [...codes].find((input) => input.type === "hidden" || input.checked)?.value;
  const text = textOf(group);
  if (code) return { system: group.dataset["system"] ?? "", code, label: text };
  return text ? { text } : null;
}

function readFile(group: HTMLElement): unknown {
  const name = group.dataset["name"] ?? "";
  const removed = group.querySelector<HTMLInputElement>(`[name="${name}:remove"]`)?.checked;
  const kept = group.querySelector<HTMLInputElement>(`[name="${name}:upload"]`)?.value;
  const picked = group.querySelector<HTMLInputElement>("input[type=file]")?.files?.[0];
  if (picked) return { upload: picked.name };
  return kept && !removed ? { upload: kept } : null;
}
