/** Ids of elements, options and constraints: short, random, given once and never shown. */

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const ALPHABET = `${LETTERS}0123456789`;
const LENGTH = 8;

export function isId(value: unknown): value is string {
  return typeof value === "string" && /^[a-z][a-z0-9]{7}$/.test(value);
}

export function newId(taken?: { has(id: string): boolean }): string {
  for (;;) {
    let id = character(LETTERS);
    while (id.length < LENGTH) id += character(ALPHABET);
    if (!taken?.has(id)) return id;
  }
}

/** Bytes beyond the last whole multiple are thrown away: taking them modulo would favour the first letters. */
function character(alphabet: string): string {
  const limit = 256 - (256 % alphabet.length);
  const bytes = new Uint8Array(1);
  for (;;) {
    crypto.getRandomValues(bytes);
    const byte = bytes[0] ?? 0;
    if (byte < limit) return alphabet.charAt(byte % alphabet.length);
  }
}
