/**
 * Saves a form two seconds after the last change. One request at a time; what changes meanwhile is sent after it. Without a connection
 * it tries again, ever more slowly, and at once when the browser is online again. Files are not sent: they go with "Save".
 */

export type SaveState =
  | { readonly kind: "saved"; readonly at: string; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: "waiting" }
  | { readonly kind: "saving" }
  | { readonly kind: "offline" }
  | { readonly kind: "conflict"; readonly url: string }
  | { readonly kind: "merged"; readonly isUnsaved: boolean }
  | { readonly kind: "refused"; readonly status: number };

export interface AutosaveOptions {
  readonly form: HTMLFormElement;
  readonly url: string;
  readonly report: (state: SaveState) => void;
  readonly send?: typeof fetch;
  readonly delay?: number;
}

const DELAY = 2_000;
const LONGEST = 60_000;

export class Autosave {
  readonly #options: AutosaveOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #changes = 0;
  #saved = 0;
  #failures = 0;
  #isSending = false;
  #isStopped = false;

  constructor(options: AutosaveOptions) {
    this.#options = options;
  }

  /** Whether something typed is not on the server. */
  get isUnsaved(): boolean {
    return this.#saved < this.#changes;
  }

  /** An answer changed. */
  change(): void {
    this.#changes += 1;
    if (this.#isStopped) return;
    this.#options.report({ kind: "waiting" });
    this.#later(this.#failures ? this.#backOff() : (this.#options.delay ?? DELAY));
  }

  /** Sends now what is unsaved, such as when the connection is back. */
  now(): void {
    this.#isStopped = false;
    this.#failures = 0;
    if (this.isUnsaved) void this.#save();
  }

  /** The page takes over: the form itself is being sent. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #later(delay: number): void {
    clearTimeout(this.#timer);
    if (!this.#isSending) this.#timer = setTimeout(() => void this.#save(), delay);
  }

  #backOff(): number {
    return Math.min(DELAY * 2 ** this.#failures, LONGEST);
  }

  async #save(): Promise<void> {
    if (this.#isSending || this.#isStopped) return;
    clearTimeout(this.#timer);
    this.#isSending = true;
    const sent = this.#changes;
    this.#options.report({ kind: "saving" });
    const answer = await this.#post();
    this.#isSending = false;
    if (this.#isStopped) return;
    await this.#take(answer, sent);
  }

  /**
   * Somebody else's answers were saved together with ours, and this page does not show them: sent again with the new version it would
   * take them back. So the version stays as it is and the page must be loaded again before more is saved.
   */
  #merged(): void {
    this.stop();
    this.#options.report({ kind: "merged", isUnsaved: this.isUnsaved });
  }

  async #post(): Promise<Response | null> {
    const { form, url, send = fetch } = this.#options;
    try {
      return await send(url, {
        method: "POST",
        body: answersOf(form),
        headers: { "X-Autosave": "1", "X-CSRFToken": tokenOf(form), Accept: "application/json" },
        credentials: "same-origin",
        redirect: "manual",
      });
    } catch {
      return null; // no connection, or it broke
    }
  }

  async #take(answer: Response | null, sent: number): Promise<void> {
    const body = answer ? await jsonOf(answer) : {};
    if (answer?.ok && "version" in body) {
      this.#failures = 0;
      this.#saved = sent;
      if (body["merged"] === true) return this.#merged();
      setVersion(this.#options.form, String(body["version"]));
      this.#options.report({
        kind: "saved",
        at: String(body["saved_at"] ?? ""),
        errors: textsIn(body["errors"]),
      });
      if (this.isUnsaved) this.#later(this.#options.delay ?? DELAY);
    } else if (answer?.status === 409) {
      this.#saved = sent; // the server kept what was typed aside
      this.stop();
      this.#options.report({ kind: "conflict", url: String(body["url"] ?? "") });
    } else if (answer && isRefusal(answer)) {
      this.stop();
      this.#options.report({ kind: "refused", status: answer.status });
    } else {
      this.#failures += 1;
      this.#options.report({ kind: "offline" });
      this.#later(this.#backOff());
    }
  }
}

/** Signed out (also a redirect to the sign-in page), no longer allowed, or gone. Trying again would not help. */
function isRefusal(answer: Response): boolean {
  return (
    answer.type === "opaqueredirect" || (answer.status >= 300 && answer.status < 500 && answer.status !== 429)
  );
}

function answersOf(form: HTMLFormElement): FormData {
  const answers = new FormData(form);
  for (const [name, value] of [...answers.entries()]) {
    if (value instanceof File) answers.delete(name);
  }
  return answers;
}

function tokenOf(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
}

function setVersion(form: HTMLFormElement, version: string): void {
  const field = form.querySelector<HTMLInputElement>("[name=base_version]");
  if (field) field.value = version;
}

async function jsonOf(answer: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await answer.json();
    return typeof body === "object" && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}

function textsIn(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, words]) => [name, String(words)]));
}
