import { beforeEach, describe, expect, it } from "vitest";
import { installOnce } from "./once";

describe("a form", () => {
  let time = 0;
  const press = (): boolean =>
    !document.forms[0]?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));

  beforeEach(() => {
    time = 0;
    document.body.innerHTML = '<form method="post"></form>';
    installOnce(document, () => time);
  });

  it("is sent once, however often its button is pressed", () => {
    expect(press()).toBe(false);
    time = 300;
    expect(press()).toBe(true);
  });

  it("is sent again when nothing came of it for a while, or the reader came back", () => {
    press();
    time = 11_000;
    expect(press()).toBe(false);
    window.dispatchEvent(new Event("pageshow"));
    expect(press()).toBe(false);
  });

  it("may ask as often as one likes", () => {
    document.body.innerHTML = "<form></form>";
    press();
    expect(press()).toBe(false);
  });
});
