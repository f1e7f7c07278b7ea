/** The languages of a form: each text of the form has one version a language. */

import type { Definition } from "./document";
import { isRecord } from "./document";
import type { Outcome } from "./operations";

export function addLanguage(definition: Definition, language: string): Outcome | undefined {
  if (definition.languages.includes(language)) return undefined;
  return {
    definition: {
      ...definition,
      languages: [...definition.languages, language],
    },
    select: null,
    words: "",
  };
}

/** Also takes away the texts in that language, which nobody could see or check any more. */
export function removeLanguage(definition: Definition, language: string): Outcome | undefined {
  if (definition.languages.length < 2 || !definition.languages.includes(language)) return undefined;
  const all = new Set(definition.languages);
  let removed = 0;
  const next = strip(definition, all, (texts) => {
    if (!(language in texts)) return texts;
    removed += 1;
    return Object.fromEntries(Object.entries(texts).filter(([name]) => name !== language));
  }) as Definition;
  return {
    definition: {
      ...next,
      languages: definition.languages.filter((name) => name !== language),
    },
    select: null,
    words: `Removed the language and ${removed === 1 ? "1 text" : `${removed} texts`}.`,
  };
}

/** The first language is the one that stands in where another has no text. */
export function makeFirst(definition: Definition, language: string): Outcome {
  const rest = definition.languages.filter((name) => name !== language);
  return {
    definition: { ...definition, languages: [language, ...rest] },
    select: null,
    words: "",
  };
}

/** How many texts exist in some language but not in this one. */
export function untranslated(definition: Definition, language: string): number {
  const all = new Set(definition.languages);
  let missing = 0;
  strip(definition.elements, all, (texts) => {
    if (Object.keys(texts).length > 0 && !texts[language]) missing += 1;
    return texts;
  });
  return missing;
}

type Texts = Readonly<Record<string, unknown>>;

function strip(value: unknown, languages: ReadonlySet<string>, change: (texts: Texts) => Texts): unknown {
  if (Array.isArray(value)) return value.map((item) => strip(item, languages, change));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value);
  if (entries.length > 0 && entries.every(([name, text]) => languages.has(name) && typeof text === "string"))
    return change(value);
  return Object.fromEntries(entries.map(([name, inner]) => [name, strip(inner, languages, change)]));
}

const EUROPEAN = [
  "bg",
  "cs",
  "da",
  "de",
  "el",
  "en",
  "es",
  "et",
  "fi",
  "fr",
  "ga",
  "hr",
  "hu",
  "is",
  "it",
  "lt",
  "lv",
  "mt",
  "nb",
  "nl",
  "pl",
  "pt",
  "ro",
  "sk",
  "sl",
  "sv",
  "uk",
];

export function languageName(language: string): string {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(language) ?? language;
  } catch {
    return language; // not a language tag: shown as it is written
  }
}

export function offeredLanguages(
  definition: Definition,
): readonly { readonly code: string; readonly name: string }[] {
  return EUROPEAN.filter((code) => !definition.languages.includes(code))
    .map((code) => ({ code, name: languageName(code) }))
    .sort((left, right) => left.name.localeCompare(right.name));
}
