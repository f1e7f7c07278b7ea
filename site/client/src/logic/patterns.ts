/**
 * Patterns: the part of regular expressions that every engine reads alike, matched in linear time.
 *
 * The server has checked the pattern and says what is wrong; here one outside the subset is unknown.
 * Matching keeps the set of places that the next character may stand in, so no text makes it slow; a
 * set is an integer with one bit per place.
 */

const LONGEST = 500;
const MOST_PLACES = 500;
const DEEPEST = 20;
const ESCAPED = "^$\\.*+?()[]{}|/";
const REMEMBERED = 2000;

class PatternRefused extends Error {}

interface Characters {
  readonly kind: "characters";
  readonly ranges: readonly (readonly [number, number])[];
  readonly negated: boolean;
}

interface Branches {
  readonly kind: "branches";
  readonly sequences: readonly (readonly Node[])[];
}

interface Repeated {
  readonly kind: "repeated";
  readonly item: Node;
  readonly least: number;
  readonly most: number | null;
}

type Node = Characters | Branches | Repeated;

function holds(characters: Characters, point: number): boolean {
  return characters.ranges.some(([low, high]) => low <= point && point <= high) !== characters.negated;
}

function pointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

class Reader {
  private readonly characters: readonly string[];
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.characters = Array.from(text);
    if (this.characters.length > LONGEST) throw new PatternRefused();
  }

  whole(): Branches {
    const tree = this.branches();
    if (this.peek()) throw new PatternRefused();
    return tree;
  }

  private peek(ahead = 0): string {
    return this.characters[this.at + ahead] ?? "";
  }

  private take(): string {
    const character = this.peek();
    if (!character) throw new PatternRefused();
    this.at += 1;
    return character;
  }

  private branches(): Branches {
    const sequences = [this.sequence()];
    while (this.peek() === "|") {
      this.take();
      sequences.push(this.sequence());
    }
    return { kind: "branches", sequences };
  }

  private sequence(): Node[] {
    const items: Node[] = [];
    while (this.peek() && this.peek() !== "|" && this.peek() !== ")")
      items.push(this.quantified(this.atom()));
    return items;
  }

  private atom(): Node {
    let character = this.take();
    if (character === "(") return this.group();
    if (character === "[") return this.characterClass();
    if (character === ".") return { kind: "characters", ranges: [[10, 10]], negated: true };
    if (character === "\\") character = this.escaped("");
    else if ("^$*+?{}]".includes(character)) throw new PatternRefused();
    const point = pointOf(character);
    return { kind: "characters", ranges: [[point, point]], negated: false };
  }

  private escaped(also: string): string {
    const character = this.take();
    if (!ESCAPED.includes(character) && !also.includes(character)) throw new PatternRefused();
    return character;
  }

  private group(): Node {
    if (this.peek() === "?") {
      this.take();
      if (this.take() !== ":") throw new PatternRefused();
    }
    this.depth += 1;
    if (this.depth > DEEPEST) throw new PatternRefused();
    const inside = this.branches();
    this.depth -= 1;
    if (this.take() !== ")") throw new PatternRefused();
    return inside;
  }

  private characterClass(): Characters {
    const negated = this.peek() === "^";
    if (negated) this.take();
    const ranges: (readonly [number, number])[] = [];
    while (this.peek() !== "]") ranges.push(this.classRange(ranges.length === 0));
    this.take();
    if (ranges.length === 0) throw new PatternRefused();
    return { kind: "characters", ranges, negated };
  }

  private classRange(first: boolean): readonly [number, number] {
    const low = pointOf(this.classCharacter(first));
    if (this.peek() !== "-" || this.peek(1) === "]") return [low, low];
    this.take();
    const high = pointOf(this.classCharacter(false));
    if (high < low) throw new PatternRefused();
    return [low, high];
  }

  private classCharacter(first: boolean): string {
    if (["&&", "||", "--", "~~"].includes(this.peek() + this.peek(1))) throw new PatternRefused();
    const character = this.take();
    if (character === "\\") return this.escaped("-");
    const lonely = character === "-" && !(first || this.peek() === "]");
    if (character === "[" || lonely) throw new PatternRefused();
    return character;
  }

  private quantified(item: Node): Node {
    if (!this.atQuantifier()) return item;
    const [least, most] = this.quantifier();
    if (this.atQuantifier() || (most !== 1 && varies(item))) throw new PatternRefused();
    return { kind: "repeated", item, least, most };
  }

  private atQuantifier(): boolean {
    return this.peek() !== "" && "?*+{".includes(this.peek());
  }

  private quantifier(): [number, number | null] {
    const sign = this.take();
    if (sign !== "{") return sign === "?" ? [0, 1] : [sign === "+" ? 1 : 0, null];
    let inside = "";
    while (this.peek() !== "}") inside += this.take();
    this.take();
    const found = /^([0-9]{1,3})(,([0-9]{1,3})?)?$/.exec(inside);
    if (!found) throw new PatternRefused();
    const least = Number(found[1]);
    const most = found[3] ? Number(found[3]) : found[2] ? null : least;
    if (most !== null && most < least) throw new PatternRefused();
    return [least, most];
  }
}

/** Whether a quantifier of varying length is inside; `?` alone does no harm. */
function varies(node: Node): boolean {
  if (node.kind === "characters") return false;
  if (node.kind === "branches") return node.sequences.some((sequence) => sequence.some(varies));
  return (node.least !== node.most && node.most !== 1) || varies(node.item);
}

/** Part of an automaton: whether it fits nothing, and the places it may begin and end with. */
interface Part {
  readonly empty: boolean;
  readonly first: bigint;
  readonly last: bigint;
}

const NOTHING: Part = { empty: true, first: 0n, last: 0n };

class Automaton {
  readonly places: Characters[] = [];
  readonly follow: bigint[] = [];

  add(node: Node): Part {
    if (node.kind === "characters") return this.place(node);
    if (node.kind === "repeated") return this.repeated(node);
    const parts = node.sequences.map((sequence) =>
      sequence.reduce<Part>((whole, each) => this.then(whole, this.add(each)), NOTHING),
    );
    return {
      empty: parts.some((part) => part.empty),
      first: parts.reduce((all, part) => all | part.first, 0n),
      last: parts.reduce((all, part) => all | part.last, 0n),
    };
  }

  private place(characters: Characters): Part {
    if (this.places.length === MOST_PLACES) throw new PatternRefused();
    const bit = 1n << BigInt(this.places.length);
    this.places.push(characters);
    this.follow.push(0n);
    return { empty: false, first: bit, last: bit };
  }

  private then(before: Part, after: Part): Part {
    this.link(before.last, after.first);
    return {
      empty: before.empty && after.empty,
      first: before.empty ? before.first | after.first : before.first,
      last: after.empty ? before.last | after.last : after.last,
    };
  }

  private link(last: bigint, first: bigint): void {
    for (const place of bits(last)) this.follow[place] = (this.follow[place] ?? 0n) | first;
  }

  private repeated(node: Repeated): Part {
    let whole = NOTHING;
    for (let time = 0; time < node.least; time += 1) whole = this.then(whole, this.add(node.item));
    if (node.most === null) {
      const loop = this.add(node.item);
      this.link(loop.last, loop.first);
      return this.then(whole, { ...loop, empty: true });
    }
    for (let time = node.least; time < node.most; time += 1) {
      whole = this.then(whole, { ...this.add(node.item), empty: true });
    }
    return whole;
  }
}

function bits(places: bigint): number[] {
  const found: number[] = [];
  const figures = places.toString(2);
  for (let at = 0; at < figures.length; at += 1) {
    if (figures[figures.length - 1 - at] === "1") found.push(at);
  }
  return found;
}

/** Remembers the results of a function of few arguments, forgetting all when they become many. */
function remembered<Key>(work: (key: Key) => bigint): (key: Key) => bigint {
  const known = new Map<Key, bigint>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size > REMEMBERED) known.clear();
    const result = work(key);
    known.set(key, result);
    return result;
  };
}

function build(pattern: string): (text: string) => boolean {
  const automaton = new Automaton();
  const whole = automaton.add(new Reader(pattern).whole());
  const reading = remembered((character: string) =>
    automaton.places.reduce(
      (all, place, at) => (holds(place, pointOf(character)) ? all | (1n << BigInt(at)) : all),
      0n,
    ),
  );
  const following = remembered((places: bigint) =>
    bits(places).reduce((all, place) => all | (automaton.follow[place] ?? 0n), 0n),
  );
  return (text) => {
    let [expected, reached] = [whole.first, 0n];
    for (const character of text) {
      reached = expected & reading(character);
      if (reached === 0n) return false;
      expected = following(reached);
    }
    return text === "" ? whole.empty : (reached & whole.last) !== 0n;
  };
}

/** The function that tells whether a whole text fits, null for a pattern outside the subset. */
export function compilePattern(pattern: unknown): ((text: string) => boolean) | null {
  if (typeof pattern !== "string") return null;
  try {
    return build(pattern);
  } catch (refusal) {
    if (refusal instanceof PatternRefused) return null;
    throw refusal;
  }
}
