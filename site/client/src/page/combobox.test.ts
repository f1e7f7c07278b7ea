import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { matching } from "./search-select";
import { get, page, type } from "./testing";

const TERMS = [
  { code: "791", label: "Retinitis pigmentosa", synonym: "RP" },
  { code: "886", label: "Usher syndrome", synonym: "" },
];

const press = (key: string): KeyboardEvent => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  get("input[role=combobox]").dispatchEvent(event);
  return event;
};

const options = (): (string | null | undefined)[] =>
  [...document.querySelectorAll("[role=option]")].map(
    (each) => each.querySelector("span")?.firstChild?.textContent,
  );

describe("a coded term", () => {
  let answers: unknown = TERMS;
  beforeEach(() => {
    vi.useFakeTimers();
    answers = TERMS;
    vi.stubGlobal(
      "fetch",
      vi.fn(async () => new Response(JSON.stringify(answers), { status: answers === null ? 500 : 200 })),
    );
    page(`<form><label for="f-d">Disease <span>(optional)</span></label><cpms-coded-term data-search-url="/terms/" data-system="ORPHA">
      <input type="text" id="f-d" name="d" value=""><input type="hidden" name="d:code" value=""></cpms-coded-term></form>`);
    get("#f-d").focus();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  const search = async (words: string): Promise<void> => {
    type(get<HTMLInputElement>("#f-d"), words);
    await vi.advanceTimersByTimeAsync(250);
  };
  const code = (): string => get<HTMLInputElement>("[name='d:code']").value;

  it("searches, and takes what is chosen by keyboard", async () => {
    await search("reti");
    expect(String(vi.mocked(fetch).mock.calls[0]?.[0])).toContain("/terms/?system=ORPHA&q=reti");
    expect(options()).toEqual(["Retinitis pigmentosa", "Usher syndrome"]);
    const input = get<HTMLInputElement>("#f-d");
    expect(input.getAttribute("aria-expanded")).toBe("true");
    press("ArrowDown");
    expect(input.getAttribute("aria-activedescendant")).toBe(get("[aria-selected=true]").id);
    press("ArrowDown");
    let changes = 0;
    get("form").addEventListener("change", () => (changes += 1));
    expect(press("Enter").defaultPrevented).toBe(true); // else the form would be sent
    expect([input.value, code()]).toEqual(["Usher syndrome", "886"]);
    expect(input.getAttribute("aria-expanded")).toBe("false");
    expect(changes).toBe(1);
    expect(get(".cpms-combobox__set").textContent).toBe("ORPHA 886");
  });

  it("forgets the code as soon as the text is changed by hand", async () => {
    await search("reti");
    press("ArrowDown");
    press("Enter");
    expect(code()).toBe("791");
    type(get<HTMLInputElement>("#f-d"), "Retinitis pigmentos");
    expect(code()).toBe("");
  });

  it("takes a click, and Escape closes the list", async () => {
    await search("us");
    press("Escape");
    expect(get("[role=listbox]").hidden).toBe(true);
    await search("ush");
    get("[role=option]:nth-child(2)").click();
    expect(code()).toBe("886");
  });

  it("says when nothing is found and when the search does not answer", async () => {
    answers = [];
    await search("xyz");
    expect(get("[role=status]").textContent).toBe("Nothing found. Try another word.");
    answers = null;
    await search("xyzz");
    expect(get("[role=status]").textContent).toBe("The search does not answer.");
  });

  it("does not ask for one letter", async () => {
    await search("r");
    expect(fetch).not.toHaveBeenCalled();
  });

  it("shows the answer to the last question when answers come out of order", async () => {
    let first: (answer: Response) => void = () => undefined;
    vi.mocked(fetch).mockImplementationOnce(() => new Promise((resolve) => (first = resolve)));
    await search("reti");
    answers = [TERMS[1]];
    await search("usher");
    first(new Response(JSON.stringify([TERMS[0]])));
    await vi.advanceTimersByTimeAsync(0);
    expect(options()).toEqual(["Usher syndrome"]);
  });
});

describe("a long select", () => {
  const select = `<select id="f-c" name="c"><option value="">Choose</option><option value="at">Österreich</option><option value="no">Norwegen</option><option value="os">Nordost</option></select>`;

  it("finds by beginnings first and without accents", () => {
    page(select);
    const found = (text: string): string[] =>
      matching(get<HTMLSelectElement>("#f-c"), text).map(({ code }) => code);
    expect(found("o")).toEqual(["at", "no", "os"]);
    expect(found("ost")).toEqual(["at", "os"]);
    expect(found("")).toHaveLength(3);
  });

  it("keeps the select's answer, and drops text that is no choice", async () => {
    page(`<form><label for="f-c">Country</label><cpms-search-select>${select}</cpms-search-select></form>`);
    const input = get<HTMLInputElement>("#f-c");
    const answer = get<HTMLSelectElement>("select");
    input.focus();
    type(input, "norw");
    await vi.waitFor(() => expect(options()).toEqual(["Norwegen"]));
    press("ArrowDown");
    press("Enter");
    expect([input.value, answer.value]).toEqual(["Norwegen", "no"]);
    type(input, "Norwege");
    expect(answer.value).toBe("");
    input.blur();
    expect(input.value).toBe("");
  });
});
