/** Lists of choices: a question's own, or one shared by several questions. */

import { renamed } from "./copy";
import type { Definition, FormElement, Localized, Option, OptionSet } from "./document";
import { isRecord, textIn } from "./document";
import { newId } from "./ids";
import { isKey, keyFrom, uniqueKey } from "./keys";
import type { Outcome } from "./operations";
import { withProperty } from "./operations";
import { elementOf, fieldsOf, replaceElement } from "./tree";

/** Where a list of choices lives. */
export type Home = { readonly field: string } | { readonly set: string };

export function homeOf(element: FormElement): Home {
  const shared = element["option_set"];
  return typeof shared === "string" ? { set: shared } : { field: element.id };
}

export function choicesAt(definition: Definition, home: Home): readonly Option[] {
  const holder: unknown =
    "set" in home ? definition.option_sets?.[home.set] : elementOf(definition, home.field);
  const options = isRecord(holder) ? holder["options"] : undefined;
  return Array.isArray(options) ? options.filter(isOption) : [];
}

export function choicesOf(definition: Definition, element: FormElement): readonly Option[] {
  return choicesAt(definition, homeOf(element));
}

function isOption(value: unknown): value is Option {
  return isRecord(value) && typeof value["id"] === "string" && typeof value["code"] === "string";
}

export function setChoices(definition: Definition, home: Home, options: readonly Option[]): Definition {
  if ("field" in home)
    return replaceElement(definition, home.field, (element) => ({
      ...element,
      options,
    }));
  const set: OptionSet = { ...definition.option_sets?.[home.set], options };
  return {
    ...definition,
    option_sets: { ...definition.option_sets, [home.set]: set },
  };
}

export function addChoice(options: readonly Option[], after: number = options.length - 1): readonly Option[] {
  const option: Option = {
    id: newId(idsOf(options)),
    code: uniqueKey("choice", codesOf(options)),
    label: {},
  };
  return [...options.slice(0, after + 1), option, ...options.slice(after + 1)];
}

export function updateChoice(
  options: readonly Option[],
  id: string,
  property: string,
  value: unknown,
): readonly Option[] {
  return options.map((option) => (option.id === id ? withProperty(option, property, value) : option));
}

/** Sets the label; the code goes on following the label of the first language while it was made from it and no record uses it. */
export function labelChoice(
  options: readonly Option[],
  id: string,
  label: Localized,
  { first, codeIsUsed }: { readonly first: string; readonly codeIsUsed: boolean },
): readonly Option[] {
  const option = options.find((candidate) => candidate.id === id);
  if (!option) return options;
  const before = textIn(option.label, first, []);
  const follows =
    !codeIsUsed && option.code.replace(/_\d+$/, "") === keyFrom(before, "choice").replace(/_\d+$/, "");
  const next = updateChoice(options, id, "label", label);
  if (!follows) return next;
  const taken = codesOf(options.filter((candidate) => candidate.id !== id));
  return updateChoice(next, id, "code", uniqueKey(keyFrom(label[first] ?? "", "choice"), taken));
}

export function removeChoice(options: readonly Option[], id: string): readonly Option[] {
  return options.filter((option) => option.id !== id);
}

export function moveChoice(options: readonly Option[], id: string, step: number): readonly Option[] {
  const from = options.findIndex((option) => option.id === id);
  const moved = options[from];
  const to = from + step;
  if (!moved || to < 0 || to >= options.length) return options;
  const rest = options.filter((option) => option.id !== id);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}

/**
 * Adds choices from lines copied out of a spreadsheet. One column is the label; two are code and label in either order (the
 * code is the one without spaces); with several languages, more columns are their labels. "1, Yes | 2, No" works too.
 * A line whose code is there already updates that choice's label, so a corrected list can be pasted over the old one.
 */
export function pasteChoices(
  options: readonly Option[],
  text: string,
  languages: readonly string[],
): readonly Option[] {
  let next = [...options];
  for (const line of linesOf(text)) {
    const { code, labels } = readLine(line, languages.length);
    const label: Localized = Object.fromEntries(
      labels
        .slice(0, languages.length)
        .flatMap((words, index) => (words ? [[languages[index] ?? "en", words]] : [])),
    );
    const known = code === undefined ? undefined : next.find((option) => option.code === code);
    if (known) {
      next = next.map((option) =>
        option === known ? { ...option, label: { ...option.label, ...label } } : option,
      );
      continue;
    }
    const wanted = code ?? keyFrom(labels[0] ?? "", "choice");
    next.push({
      id: newId(idsOf(next)),
      code: uniqueKey(wanted, codesOf(next)),
      label,
    });
  }
  return next;
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).flatMap((line) => (isDictionary(line) ? line.split("|") : [line]));
  return lines
    .map((line) => line.replace(/\s+$/, "").replace(/^ +/, ""))
    .filter((line) => line.trim() !== "");
}

/** "1, Yes | 2, No": how data dictionaries write a list in one cell. */
function isDictionary(line: string): boolean {
  return (
    line.includes("|") &&
    !line.includes("\t") &&
    line.split("|").every((part) => /^\s*[\w.-]{1,60}\s*,/.test(part))
  );
}

function readLine(
  line: string,
  languages: number,
): { readonly code: string | undefined; readonly labels: readonly string[] } {
  const cells = line.includes("\t") ? line.split("\t").map((cell) => cell.trim()) : commaPair(line);
  const [first = "", second = "", ...rest] = cells;
  if (cells.length === 1) return { code: undefined, labels: [first] };
  if (looksLikeCode(first) || first === "") return { code: first || undefined, labels: [second, ...rest] };
  if (cells.length === 2 && looksLikeCode(second) && languages === 1)
    return { code: second, labels: [first] };
  return { code: undefined, labels: cells };
}

function commaPair(line: string): readonly string[] {
  const match = /^(-?\d{1,10}|[A-Z0-9_]{1,4})\s*[,;=]\s*(\S.*)$/.exec(line);
  return match ? [match[1] ?? "", match[2] ?? ""] : [line];
}

function looksLikeCode(cell: string): boolean {
  return (
    /^-?[A-Za-z0-9_.:-]{1,60}$/.test(cell) &&
    (isKey(cell) || /^[A-Z0-9_.:-]+$/.test(cell) || cell.length <= 4)
  );
}

function codesOf(options: readonly Option[]): ReadonlySet<string> {
  return new Set(options.map((option) => option.code));
}

function idsOf(options: readonly Option[]): ReadonlySet<string> {
  return new Set(options.map((option) => option.id));
}

export function questionsUsing(definition: Definition, set: string): readonly FormElement[] {
  return fieldsOf(definition)
    .map((place) => place.element)
    .filter((element) => element["option_set"] === set);
}

/** Makes a question's own list one that other questions can use; its ids stay, so rules stay. */
export function shareChoices(definition: Definition, id: string): Outcome | undefined {
  const element = elementOf(definition, id);
  if (!element || typeof element["option_set"] === "string") return undefined;
  const first = definition.languages[0] ?? "en";
  const words = textIn(element["label"], first, definition.languages);
  const name = newId(new Set(Object.keys(definition.option_sets ?? {})));
  const set: OptionSet = {
    label: { [first]: words || "Choices" },
    options: choicesOf(definition, element),
  };
  const next = replaceElement(definition, id, (field) =>
    withProperty({ ...field, option_set: name }, "options", undefined),
  );
  return {
    definition: {
      ...next,
      option_sets: { ...definition.option_sets, [name]: set },
    },
    select: id,
    words: "The list can now be used by other questions.",
  };
}

/** Lets a question use a shared list; its own choices go. */
export function choosesFrom(definition: Definition, id: string, set: string): Outcome {
  return {
    definition: replaceElement(definition, id, (field) =>
      withProperty({ ...field, option_set: set }, "options", undefined),
    ),
    select: id,
    words: "",
  };
}

/** Gives the question a copy of the shared list as its own; what rules say of its choices goes over to the copy. */
export function ownChoices(definition: Definition, id: string): Outcome | undefined {
  const element = elementOf(definition, id);
  const shared = element?.["option_set"];
  if (!element || typeof shared !== "string") return undefined;
  const originals = choicesAt(definition, { set: shared });
  const renaming = new Map(originals.map((option) => [option.id, newId()]));
  const options = renamed(originals, renaming) as readonly Option[];
  const own = replaceElement(definition, id, (field) =>
    withProperty(renamed({ ...field, options }, renaming) as FormElement, "option_set", undefined),
  );
  const elements = own.elements.map((page) => followCopy(page, id, renaming) as FormElement);
  return {
    definition: { ...own, elements },
    select: id,
    words: "The question now has its own copy of the list.",
  };
}

/** In each comparison that reads the field, its choices are exchanged; comparisons with other fields keep theirs. */
function followCopy(value: unknown, field: string, renaming: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) {
    const readsField = value.some((item) => isRecord(item) && item["field"] === field);
    const next = value.map((item) =>
      readsField && isRecord(item) && "option" in item
        ? renamed(item, renaming)
        : followCopy(item, field, renaming),
    );
    return next.some((item, index) => item !== value[index]) ? next : value;
  }
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(
    ([name, inner]) => [name, followCopy(inner, field, renaming)] as const,
  );
  return entries.some(([name, inner]) => inner !== value[name]) ? Object.fromEntries(entries) : value;
}
