import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Checker } from "./checker";
import { sample } from "./testing/sample";

const answer = (words: string): Response =>
  new Response(
    JSON.stringify({
      problems: [
        {
          severity: "error",
          code: "c",
          path: "/title",
          element_id: null,
          words,
        },
      ],
      sentences: { status: { relevant: "always" } },
      usage: { status: 3 },
    }),
  );

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("Checker", () => {
  it("asks once, 600 ms after the last change, with the token", async () => {
    const ask = vi.fn(async () => answer("x"));
    const told = vi.fn();
    const checker = new Checker("/check/", () => "token", told, vi.fn(), ask);
    checker.later(sample());
    await vi.advanceTimersByTimeAsync(400);
    checker.later(sample());
    await vi.advanceTimersByTimeAsync(599);
    expect(ask).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(ask).toHaveBeenCalledWith(
      "/check/",
      expect.objectContaining({
        method: "POST",
        headers: expect.objectContaining({ "X-CSRFToken": "token" }),
      }),
    );
    expect(told).toHaveBeenCalledWith(
      expect.objectContaining({
        usage: { status: 3 },
        sentences: { status: { relevant: "always" } },
      }),
    );
  });

  it("ignores an answer that a later change has made stale", async () => {
    const replies: ((response: Response) => void)[] = [];
    const told = vi.fn();
    const checker = new Checker(
      "/check/",
      () => "",
      told,
      vi.fn(),
      () => new Promise((reply) => replies.push(reply)),
    );
    void checker.now(sample());
    void checker.now(sample());
    replies[1]?.(answer("new"));
    replies[0]?.(answer("old"));
    await vi.runAllTimersAsync();
    expect(told).toHaveBeenCalledTimes(1);
    expect(told.mock.calls[0]?.[0].problems[0].words).toBe("new");
  });

  it.each([
    ["the network is gone", async () => Promise.reject(new TypeError("network"))],
    ["somebody was signed out", async () => new Response("<html>", { status: 200 })],
    ["the server fails", async () => new Response("", { status: 500 })],
  ])("says that it could not check if %s", async (_words, ask) => {
    const failed = vi.fn();
    await new Checker("/check/", () => "", vi.fn(), failed, ask).now(sample());
    expect(failed).toHaveBeenCalledTimes(1);
  });
});
