/** The types that a rule reckons with; a list is written `list:text`. */

export type PlainType = "boolean" | "number" | "text" | "date" | "datetime" | "duration" | "coded" | "file";
export type TypeName = PlainType | `list:${PlainType}`;

/** Types without a literal of their own: a rule writes their values as texts. */
const WRITTEN_AS_TEXT: ReadonlySet<string> = new Set(["date", "datetime", "duration", "coded"]);

export type SpecialType = "date" | "datetime" | "duration" | "coded";

export function isSpecial(type: string | null): type is SpecialType {
  return type !== null && WRITTEN_AS_TEXT.has(type);
}

export function isList(type: TypeName): type is `list:${PlainType}` {
  return type.startsWith("list:");
}

/** What a list holds, and any other type as it is. */
export function elementOf(type: TypeName): PlainType {
  return (isList(type) ? type.slice("list:".length) : type) as PlainType;
}
