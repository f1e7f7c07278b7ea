import { describe, expect, it } from "vitest";
import { newRowId } from "./repeat";
import { get, page } from "./testing";

const ROW = (id: string): string => `<div data-row="${id}" aria-labelledby="f-kin-${id}-title">
  <input type="hidden" name="kin:rows" value="${id}">
  <h4 id="f-kin-${id}-title">Kin <span data-number>1</span></h4>
  <label for="f-kin-${id}-age">Age</label><input id="f-kin-${id}-age" name="kin.${id}.age" aria-describedby="f-kin-${id}-age-hint f-kin-${id}-age-error">
  <cpms-repeat data-name="kin.${id}.visits"><div data-rows><template><div data-row="__row__"><input type="hidden" name="kin.${id}.visits:rows" value="__row__"><input name="kin.${id}.visits.__row__.day"></div></template></div><button data-add>Add visit</button></cpms-repeat>
  <button name="action" value="remove:kin.${id}" data-remove>Remove</button></div>`;

const repeat = (rows: string[], more = ""): HTMLElement =>
  page(`<cpms-repeat data-name="kin" data-title="Kin" ${more}><div data-rows>${rows.map(ROW).join("")}<template>${ROW("__row__")}</template></div>
    <p data-empty${rows.length ? " hidden" : ""}>None yet.</p><button name="action" value="add:kin" data-add class="own">Add</button></cpms-repeat>`);

const rowIds = (): (string | undefined)[] =>
  [...document.querySelectorAll<HTMLElement>("[data-row]")].map((row) => row.dataset["row"]);

describe("rows of a repeat", () => {
  it("makes row ids of r and eight characters of base 36, without favouring any", () => {
    expect(newRowId()).toMatch(/^r[a-z0-9]{8}$/);
    expect(newRowId(() => new Uint8Array(16).fill(0))).toBe("raaaaaaaa");
    let round = 0;
    expect(newRowId(() => new Uint8Array(16).fill((round += 1) === 1 ? 255 : 35))).toBe("r99999999");
  });

  it("adds a row with a fresh id in every name, and moves there", () => {
    repeat(["r1aaaaaaa"]);
    let changes = 0;
    document.body.addEventListener("change", () => (changes += 1), { once: true });
    get<HTMLButtonElement>(".own").click();
    const id = rowIds()[1] ?? "";
    expect(id).toMatch(/^r[a-z0-9]{8}$/);
    const input = get<HTMLInputElement>(`[name="kin.${id}.age"]`);
    expect(input.id).toBe(`f-kin-${id}-age`);
    expect(input.getAttribute("aria-describedby")).toBe(`f-kin-${id}-age-hint f-kin-${id}-age-error`);
    expect(get<HTMLInputElement>(`[data-row=${id}] > input`).value).toBe(id);
    expect(get(`[data-row=${id}] [data-number]`).textContent).toBe("2");
    expect(document.activeElement).toBe(input);
    expect(changes).toBe(1);
  });

  it("leaves the places of inner rows open until they are added", () => {
    repeat([]);
    get<HTMLButtonElement>(".own").click();
    const outer = rowIds()[0] ?? "";
    const inner = get<HTMLTemplateElement>(`[data-row=${outer}] template`).content;
    expect(get<HTMLInputElement>("input[type=hidden]", inner).value).toBe("__row__");
    expect(get<HTMLInputElement>("input:not([type])", inner).name).toBe(`kin.${outer}.visits.__row__.day`);
    get<HTMLButtonElement>(`[data-row=${outer}] [data-add]`).click();
    const day = get<HTMLInputElement>(`[name^="kin.${outer}.visits.r"]`);
    expect(day.name).toMatch(new RegExp(`^kin\\.${outer}\\.visits\\.r[a-z0-9]{8}\\.day$`));
  });

  it("removes a row, says so and brings it back with what was typed", () => {
    repeat(["r1aaaaaaa", "r2bbbbbbb"]);
    get<HTMLInputElement>('[name="kin.r1aaaaaaa.age"]').value = "34";
    get<HTMLButtonElement>("[data-row=r1aaaaaaa] [data-remove]").click();
    expect(rowIds()).toEqual(["r2bbbbbbb"]);
    expect(get("[data-row=r2bbbbbbb] [data-number]").textContent).toBe("1");
    const undo = get(".cpms-repeat__removed button");
    expect(document.activeElement).toBe(undo);
    undo.click();
    expect(rowIds()).toEqual(["r1aaaaaaa", "r2bbbbbbb"]);
    expect(get<HTMLInputElement>('[name="kin.r1aaaaaaa.age"]').value).toBe("34");
  });

  it("keeps to the fewest and most rows", () => {
    repeat(["r1aaaaaaa"], 'data-min="1" data-max="2"');
    get<HTMLButtonElement>(".own").click();
    expect(get(".own").hidden).toBe(true);
    get<HTMLButtonElement>("[data-row=r1aaaaaaa] [data-remove]").click();
    expect(get(".own").hidden).toBe(false);
    expect([...document.querySelectorAll<HTMLElement>("[data-remove]")].every((each) => each.hidden)).toBe(
      true,
    );
  });
});
