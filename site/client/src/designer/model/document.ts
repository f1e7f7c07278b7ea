/** The definition as the designer holds it: plain JSON that is never changed in place. */

export type Localized = Readonly<Record<string, string>>;

/** A JSON tree `{operator: [arguments]}`; leaves are literals, `{field: id}`, `{option: id}` and the like. */
export type Rule = null | boolean | number | string | readonly Rule[] | { readonly [operator: string]: Rule };

export interface FormElement {
  readonly kind: string;
  readonly id: string;
  readonly elements?: readonly FormElement[];
  readonly [property: string]: unknown;
}

export interface Option {
  readonly id: string;
  readonly code: string;
  readonly label: Localized;
  readonly [property: string]: unknown;
}

export interface Constraint {
  readonly id: string;
  readonly rule?: Rule;
  readonly message?: Localized;
}

export interface OptionSet {
  readonly label?: Localized;
  readonly options: readonly Option[];
}

export interface Definition {
  readonly format: string;
  readonly key: string;
  readonly languages: readonly string[];
  readonly title: Localized;
  readonly elements: readonly FormElement[];
  readonly option_sets?: Readonly<Record<string, OptionSet>>;
  readonly [property: string]: unknown;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function localizedOf(value: unknown): Localized {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

/** The text in the language, else in the first of the form's languages that has it, else "". */
export function textIn(value: unknown, language: string, languages: readonly string[]): string {
  const texts = localizedOf(value);
  for (const candidate of [language, ...languages]) {
    const found = texts[candidate];
    if (found) return found;
  }
  return Object.values(texts).find((text) => text !== "") ?? "";
}

/** A language's empty text is left out, so that "no help" looks the same whoever emptied it. */
export function withText(value: unknown, language: string, text: string): Localized | undefined {
  const texts: Record<string, string> = { ...localizedOf(value) };
  if (text === "") delete texts[language];
  else texts[language] = text;
  return Object.keys(texts).length > 0 ? texts : undefined;
}

export function asRule(value: unknown): Rule | undefined {
  return isRule(value) ? value : undefined;
}

export function isRule(value: unknown): value is Rule {
  if (value === null) return true;
  if (Array.isArray(value)) return value.every(isRule);
  if (typeof value === "object") return Object.values(value as object).every(isRule);
  return ["boolean", "number", "string"].includes(typeof value);
}

export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => sameJson(item, right[index]));
  }
  if (!isRecord(left) || !isRecord(right)) return false;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => name in right && sameJson(left[name], right[name]))
  );
}

/** What an element is called on screen when it has no words of its own yet. */
const UNNAMED: Readonly<Record<string, string>> = {
  page: "Untitled page",
  section: "Untitled section",
  row: "Side by side",
  repeat: "Untitled repeated group",
  note: "Empty text",
  field: "Untitled question",
};

export function nameOf(element: FormElement, language: string, languages: readonly string[]): string {
  const words = textIn(element["label"] ?? element["title"] ?? element["text"], language, languages);
  const firstLine =
    words
      .split("\n", 1)[0]
      ?.replace(/^#+\s*|\*\*/g, "")
      .trim() ?? "";
  return firstLine || (UNNAMED[element.kind] ?? `Unknown element (${element.kind})`);
}

export function constraintsOf(element: FormElement): readonly Constraint[] {
  const constraints = element["constraints"];
  return Array.isArray(constraints)
    ? constraints
        .filter(isRecord)
        .filter((item): item is Record<string, unknown> & Constraint => typeof item["id"] === "string")
    : [];
}
