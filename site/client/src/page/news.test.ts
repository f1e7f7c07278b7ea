import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { get, page } from "./testing";

const HTML = `<cpms-news data-stream="/stream/" data-count="/what-is-new/count/" data-some="Neu: {count}" data-none="Nichts Neues">
  <a href="/what-is-new/" aria-label="Neu: 1">New <span data-number>1</span></a></cpms-news>`;

class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static all: FakeSource[] = [];
  readyState = 1;
  constructor(readonly url: string) {
    super();
    FakeSource.all.push(this);
  }
  close(): void {
    this.readyState = 2;
  }
  say(name: string, readyState = this.readyState): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event(name));
  }
}

/** Tabs of one browser: channels hear each other, and one at a time holds the lock. */
class FakeChannel {
  static all: FakeChannel[] = [];
  onmessage: (() => void) | null = null;
  constructor() {
    FakeChannel.all.push(this);
  }
  postMessage(): void {
    for (const other of FakeChannel.all) if (other !== this) other.onmessage?.();
  }
}

const locks = {
  waiting: [] as (() => Promise<void>)[],
  request: vi.fn((_: string, hold: () => Promise<void>): Promise<void> => {
    locks.waiting.push(hold);
    if (locks.waiting.length === 1) return hold();
    return new Promise(() => undefined);
  }),
};

let counts: number[];
const fetchCount = vi.fn(async () => new Response(JSON.stringify({ count: counts.shift() ?? 0 })));
const latest = (): FakeSource => FakeSource.all.at(-1) as FakeSource;
const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe("what is new", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    FakeSource.all = [];
    FakeChannel.all = [];
    locks.waiting = [];
    counts = [];
    fetchCount.mockClear();
    vi.stubGlobal("EventSource", FakeSource);
    vi.stubGlobal("BroadcastChannel", undefined);
    Reflect.deleteProperty(globalThis, "BroadcastChannel");
    vi.stubGlobal("fetch", fetchCount);
  });

  afterEach(() => {
    document.body.replaceChildren();
    Reflect.deleteProperty(navigator, "locks");
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  function several(): void {
    vi.stubGlobal("BroadcastChannel", FakeChannel);
    Object.defineProperty(navigator, "locks", { value: locks, configurable: true });
  }

  it("shows the new number, and says it in the link's name", async () => {
    page(HTML);
    expect(latest().url).toBe("/stream/");
    counts = [4];
    latest().say("message");
    await settle();
    expect(fetchCount).toHaveBeenCalledWith("/what-is-new/count/", expect.anything());
    expect(get("[data-number]").textContent).toBe("4");
    expect(get("a").getAttribute("aria-label")).toBe("Neu: 4");
    expect(document.querySelector("[aria-live], [role=status]")).toBeNull();
  });

  it("hides the number when everything is seen", async () => {
    page(HTML);
    counts = [0];
    latest().say("reset");
    await settle();
    expect(get("[data-number]").hidden).toBe(true);
    expect(get("a").getAttribute("aria-label")).toBe("Nichts Neues");
  });

  it("looks once when the stream opens, for what happened since the page was written", async () => {
    page(HTML);
    counts = [2];
    latest().say("open");
    await settle();
    expect(get("[data-number]").textContent).toBe("2");
  });

  it("asks once a second at most, and once more for what came meanwhile", async () => {
    page(HTML);
    counts = [1, 9, 9];
    for (let number = 0; number < 20; number++) latest().say("message");
    await settle(900);
    expect(fetchCount).toHaveBeenCalledTimes(1);
    await settle(200);
    expect(fetchCount).toHaveBeenCalledTimes(2);
    await settle(5_000);
    expect(fetchCount).toHaveBeenCalledTimes(2);
    expect(get("[data-number]").textContent).toBe("9");
  });

  it("keeps the number when the server does not answer, without a complaint", async () => {
    const complain = vi.spyOn(console, "error");
    page(HTML);
    fetchCount.mockRejectedValueOnce(new TypeError("network"));
    latest().say("message");
    await settle(1_500);
    fetchCount.mockResolvedValueOnce(new Response("no", { status: 500 }));
    latest().say("message");
    await settle(1_500);
    expect(get("[data-number]").textContent).toBe("1");
    expect(complain).not.toHaveBeenCalled();
  });

  it("lets the browser try again once, then waits ever longer", async () => {
    page(HTML);
    latest().say("error", 0);
    expect(latest().readyState).toBe(0);
    latest().say("error", 0);
    expect(latest().readyState).toBe(2);
    await settle(4_900);
    expect(FakeSource.all).toHaveLength(1);
    await settle(200);
    expect(FakeSource.all).toHaveLength(2);
    latest().say("error", 0);
    await settle(9_900);
    expect(FakeSource.all).toHaveLength(2);
    await settle(200);
    expect(FakeSource.all).toHaveLength(3);
    latest().say("open", 1);
    latest().say("error", 0);
    expect(latest().readyState).toBe(0); // counted anew
  });

  it.each([
    ["the session ends", "end", 1],
    ["the server sends it away", "error", 2],
  ])("gives up when %s", async (_, event, readyState) => {
    page(HTML);
    latest().say(event, readyState);
    await settle(1_000_000);
    expect(FakeSource.all).toHaveLength(1);
    expect(latest().readyState).toBe(2);
  });

  it("opens one stream for all tabs, and tells the others", async () => {
    several();
    page(HTML + HTML);
    expect(FakeSource.all).toHaveLength(1);
    counts = [5, 5];
    latest().say("message");
    await settle();
    const shown = [...document.querySelectorAll("[data-number]")].map((each) => each.textContent);
    expect(shown).toEqual(["5", "5"]);
    void locks.waiting[1]?.(); // the first tab is closed
    expect(FakeSource.all).toHaveLength(2);
  });

  it("does nothing in a browser without streams", () => {
    Reflect.deleteProperty(globalThis, "EventSource");
    page(HTML);
    expect(FakeSource.all).toHaveLength(0);
    expect(get("[data-number]").textContent).toBe("1");
  });
});
