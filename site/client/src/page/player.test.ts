import { describe, expect, it, vi } from "vitest";
import { get, page } from "./testing";

const PLAYER = `<cpms-player><video></video><a id="one" href="/r/#t=0" data-second="0">One</a><a id="two" href="/r/#t=12" data-second="12">Two</a></cpms-player>`;

describe("a recording", () => {
  it("plays from the chapter that is chosen, and stays on the page", () => {
    page(PLAYER);
    const video = get<HTMLVideoElement>("video");
    const play = vi.spyOn(video, "play").mockRejectedValue(new Error("not allowed"));
    const click = new MouseEvent("click", { bubbles: true, cancelable: true });
    get("#two").dispatchEvent(click);
    expect(click.defaultPrevented).toBe(true);
    expect(video.currentTime).toBe(12);
    expect(play).toHaveBeenCalledOnce();
  });

  it("marks the chapter that is playing", () => {
    page(PLAYER);
    const video = get<HTMLVideoElement>("video");
    const at = (second: number): void => {
      Object.defineProperty(video, "currentTime", { value: second, configurable: true });
      video.dispatchEvent(new Event("timeupdate"));
    };
    at(5);
    expect(get("#one").getAttribute("aria-current")).toBe("true");
    at(12.5);
    expect(get("#one").hasAttribute("aria-current")).toBe(false);
    expect(get("#two").getAttribute("aria-current")).toBe("true");
  });
});
