/** Asks the server what is wrong with the form, a moment after each change. Only the answer to the last question counts. */

import type { Definition } from "./model/document";
import { isRecord } from "./model/document";
import type { Problem } from "./model/problems";
import { readProblems } from "./model/problems";

export interface Answer {
  readonly problems: readonly Problem[];
  readonly sentences: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly usage: Readonly<Record<string, number>>;
}

const PAUSE_MS = 600;

export class Checker {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  constructor(
    private readonly url: string,
    private readonly token: () => string,
    private readonly told: (answer: Answer) => void,
    private readonly failed: () => void,
    private readonly ask: typeof fetch = (...request) => fetch(...request),
  ) {}

  later(definition: Definition): void {
    this.asked += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.now(definition), PAUSE_MS);
  }

  async now(definition: Definition): Promise<void> {
    this.asked += 1;
    const question = this.asked;
    let answer: Answer | undefined;
    try {
      const response = await this.ask(this.url, {
        method: "POST",
        body: JSON.stringify(definition),
        headers: {
          "Content-Type": "application/json",
          "X-CSRFToken": this.token(),
          Accept: "application/json",
        },
        credentials: "same-origin",
      });
      answer = response.ok ? readAnswer(await response.json()) : undefined;
    } catch {
      answer = undefined; // no network, or a sign-in page instead of JSON: said below, and asked again at the next change
    }
    if (question !== this.asked) return;
    if (answer) this.told(answer);
    else this.failed();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.asked += 1;
  }
}

function readAnswer(value: unknown): Answer | undefined {
  if (!isRecord(value) || !Array.isArray(value["problems"])) return undefined;
  return {
    problems: readProblems(value["problems"]),
    sentences: Object.fromEntries(entries(value["sentences"]).map(([id, said]) => [id, strings(said)])),
    usage: Object.fromEntries(
      entries(value["usage"]).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
    ),
  };
}

function entries(value: unknown): readonly [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}

function strings(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
