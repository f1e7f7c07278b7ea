import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Autosave, type SaveState } from "./autosave";
import { get, page } from "./testing";

type Answer = { status?: number; body?: unknown } | "broken";

function setUp(answers: Answer[]): {
  autosave: Autosave;
  states: SaveState[];
  sent: FormData[];
  send: ReturnType<typeof vi.fn>;
} {
  const form = page(
    `<form><input name="csrfmiddlewaretoken" value="token"><input name="base_version" value="3"><input name="age" value="1"><input type="file" name="letter"></form>`,
  ) as HTMLFormElement;
  const states: SaveState[] = [];
  const sent: FormData[] = [];
  const send = vi.fn(async (_url: string, options: RequestInit) => {
    sent.push(options.body as FormData);
    const answer = answers.shift() ?? { body: { version: 9, saved_at: "14:09", errors: {} } };
    if (answer === "broken") throw new TypeError("network");
    return new Response(JSON.stringify(answer.body ?? {}), { status: answer.status ?? 200 });
  });
  const autosave = new Autosave({
    form,
    url: "/save",
    report: (state) => states.push(state),
    send: send as unknown as typeof fetch,
  });
  return { autosave, states, sent, send };
}

const kinds = (states: SaveState[]): string[] => states.map((state) => state.kind);

describe("saving by itself", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("sends once, two seconds after the last change, and remembers the new version", async () => {
    const { autosave, states, sent, send } = setUp([
      { body: { version: 4, saved_at: "14:02", errors: { age: "Enter a number." } } },
    ]);
    autosave.change();
    await vi.advanceTimersByTimeAsync(1500);
    autosave.change();
    await vi.advanceTimersByTimeAsync(1999);
    expect(send).not.toHaveBeenCalled();
    expect(autosave.isUnsaved).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(send).toHaveBeenCalledTimes(1);
    expect(send.mock.calls[0]?.[1].headers).toMatchObject({ "X-Autosave": "1", "X-CSRFToken": "token" });
    expect(sent[0]?.get("base_version")).toBe("3");
    expect(sent[0]?.has("letter")).toBe(false); // files go with the button
    expect(states.at(-1)).toEqual({ kind: "saved", at: "14:02", errors: { age: "Enter a number." } });
    expect(get<HTMLInputElement>("[name=base_version]").value).toBe("4");
    expect(autosave.isUnsaved).toBe(false);
  });

  it("sends what changed while it was sending afterwards, one request at a time", async () => {
    const { autosave, send } = setUp([]);
    let release: () => void = () => undefined;
    send.mockImplementationOnce(
      () =>
        new Promise(
          (resolve) => (release = () => resolve(new Response('{"version": 4, "saved_at": "14:02"}'))),
        ),
    );
    autosave.change();
    await vi.advanceTimersByTimeAsync(2000);
    autosave.change();
    await vi.advanceTimersByTimeAsync(5000);
    expect(send).toHaveBeenCalledTimes(1);
    release();
    await vi.advanceTimersByTimeAsync(0);
    expect(autosave.isUnsaved).toBe(true);
    await vi.advanceTimersByTimeAsync(2000);
    expect(send).toHaveBeenCalledTimes(2);
    expect(autosave.isUnsaved).toBe(false);
  });

  it("tries again ever more slowly without a connection, and at once when it is back", async () => {
    const { autosave, states, send } = setUp(["broken", { status: 503 }, "broken"]);
    autosave.change();
    await vi.advanceTimersByTimeAsync(2000);
    expect(states.at(-1)?.kind).toBe("offline");
    await vi.advanceTimersByTimeAsync(4000);
    expect(send).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(4000);
    expect(send).toHaveBeenCalledTimes(2); // 8 s this time
    await vi.advanceTimersByTimeAsync(4000);
    expect(send).toHaveBeenCalledTimes(3);
    autosave.now();
    await vi.advanceTimersByTimeAsync(0);
    expect(send).toHaveBeenCalledTimes(4);
    expect(states.at(-1)?.kind).toBe("saved");
  });

  it.each([
    [
      { status: 409, body: { conflict: true, url: "/conflict/7/" } },
      { kind: "conflict", url: "/conflict/7/" },
    ],
    [{ status: 403 }, { kind: "refused", status: 403 }],
    [{ status: 404 }, { kind: "refused", status: 404 }],
  ] as const)("stops when trying again would not help: %o", async (answer, state) => {
    const { autosave, states, send } = setUp([answer]);
    autosave.change();
    await vi.advanceTimersByTimeAsync(2000);
    expect(states.at(-1)).toEqual(state);
    autosave.change();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(send).toHaveBeenCalledTimes(1);
    expect(kinds(states)).not.toContain("offline");
  });

  it("does not take over the version of a save that brought somebody else's answers", async () => {
    const { autosave, states, send } = setUp([
      { body: { version: 5, saved_at: "14:02", errors: {}, merged: true } },
    ]);
    autosave.change();
    await vi.advanceTimersByTimeAsync(2000);
    expect(states.at(-1)).toEqual({ kind: "merged", isUnsaved: false });
    expect(get<HTMLInputElement>("[name=base_version]").value).toBe("3");
    autosave.change();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(send).toHaveBeenCalledTimes(1);
  });
});
