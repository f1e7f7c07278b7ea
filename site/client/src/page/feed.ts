/**
 * Hears that something happened. One stream for all tabs of a browser: whoever holds the lock listens and tells the others; when that
 * tab closes, the next one takes over. Where tabs cannot speak to each other each listens for itself.
 */

const NAME = "cpms-news";
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 300_000;

/** Calls `hear` when there may be something new, as long as the page lives. */
export function follow(url: string, hear: () => void): void {
  if (!("EventSource" in globalThis)) return;
  if (!("BroadcastChannel" in globalThis) || !navigator.locks) {
    new Stream(url, hear).open();
    return;
  }
  const others = new BroadcastChannel(NAME);
  others.onmessage = hear;
  const tell = (): void => {
    hear();
    others.postMessage(null);
  };
  // Held until the stream is over for good: if it is over for this tab, it is for the others.
  navigator.locks
    .request(NAME, () => new Promise<void>((done) => new Stream(url, tell, done).open()))
    .catch(() => undefined); // the page is being left
}

/** A connection that is renewed, ever more slowly while the server is away, and given up when the server says so. */
class Stream {
  readonly #url: string;
  readonly #hear: () => void;
  readonly #over: () => void;
  #failures = 0;

  constructor(url: string, hear: () => void, over: () => void = () => undefined) {
    this.#url = url;
    this.#hear = hear;
    this.#over = over;
  }

  open(): void {
    const source = new EventSource(this.#url);
    const hear = (): void => this.#hear();
    source.addEventListener("message", hear);
    source.addEventListener("reset", hear);
    source.addEventListener("open", () => {
      this.#failures = 0;
      hear(); // what happened since the page was written, or since the stream broke
    });
    source.addEventListener("end", () => {
      source.close();
      this.#over();
    });
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) this.#over();
      else this.#failed(source);
    });
  }

  /** The browser tries once by itself; then we wait longer than it would. */
  #failed(source: EventSource): void {
    this.#failures += 1;
    if (this.#failures < 2) return;
    source.close();
    const wait = Math.min(FIRST_WAIT * 2 ** (this.#failures - 2), LONGEST_WAIT);
    setTimeout(() => this.open(), wait * (0.75 + Math.random() / 2));
  }
}
