/**
 * All questions with their privacy class in one table, so that an imported form is classified in one go.
 *
 *   <cpms-designer-privacy></cpms-designer-privacy>
 *
 * Needs `workspace` before it is inserted. Longer tables are drawn a portion at a time, as one scrolls.
 */

import { button, fill, h } from "../dom";
import { icon } from "../icons";
import type { FormElement } from "../model/document";
import { nameOf } from "../model/document";
import { confirmPrivacy, setPrivacy, unconfirmed } from "../model/privacy";
import type { Place } from "../model/tree";
import { elementOf, fieldsOf } from "../model/tree";
import type { Aspect } from "../workspace";
import { WorkspaceElement } from "../workspace-element";

const PORTION = 100;

type Filter = "all" | "suggested" | "none";

export class DesignerPrivacy extends WorkspaceElement {
  private filter: Filter = "all";
  private search = "";
  private limit = PORTION;
  private readonly filters = h("select", {
    class: "designer-select",
    "aria-label": "Which questions",
  });
  private readonly box = h("input", {
    type: "search",
    class: "designer-input",
    placeholder: "Find a question",
    "aria-label": "Find a question in the table",
    "data-own-undo": true,
  });
  private readonly confirmAll = button({
    class: "designer-button",
    on: { click: () => this.confirmShown() },
  });
  private readonly body = h("tbody", {});
  private readonly more = button(
    { class: "designer-link", on: { click: () => this.showMore() } },
    "Show more",
  );
  private readonly count = h("p", { class: "designer-quiet", role: "status" });

  protected start(): void {
    this.filters.addEventListener("change", () => this.narrow());
    this.box.addEventListener("input", () => this.narrow());
    const heads = ["Question", "Page", "Privacy class", "State"].map((words) =>
      h("th", { scope: "col" }, words),
    );
    fill(
      this,
      h("h3", {}, "Privacy classes"),
      h(
        "p",
        { class: "designer-quiet" },
        "Each question needs a class before publishing: it decides what may leave the network.",
      ),
      h("div", { class: "designer-privacy__tools" }, this.filters, this.box, this.confirmAll),
      this.legend(),
      this.count,
      h(
        "div",
        { class: "designer-privacy__scroll" },
        h(
          "table",
          { class: "designer-table" },
          h("caption", { class: "designer-hidden" }, "Questions and their privacy classes"),
          h("thead", {}, h("tr", {}, ...heads)),
          this.body,
        ),
      ),
      this.more,
    );
    if (typeof IntersectionObserver !== "undefined")
      new IntersectionObserver(
        (entries) => entries.some((entry) => entry.isIntersecting) && this.showMore(),
        { rootMargin: "400px" },
      ).observe(this.more);
    this.draw();
  }

  protected update(aspects: ReadonlySet<Aspect>): void {
    if (aspects.has("definition") || aspects.has("language") || aspects.has("view")) this.draw();
  }

  private legend(): HTMLElement {
    const lines = this.workspace.config.privacyClasses.flatMap((privacy) => [
      h("dt", {}, privacy.label),
      h("dd", {}, privacy.help),
    ]);
    return h(
      "details",
      { class: "designer-privacy__legend" },
      h("summary", {}, "What the classes mean"),
      h("dl", {}, ...lines),
    );
  }

  private narrow(): void {
    this.filter = this.filters.value as Filter;
    this.search = this.box.value.trim().toLowerCase();
    this.limit = PORTION;
    this.draw();
  }

  private showMore(): void {
    if (this.hidden || this.more.hidden) return;
    this.limit += PORTION;
    this.draw();
  }

  private shown(): readonly Place[] {
    const { definition, language } = this.workspace;
    const suggested = unconfirmed(definition);
    return fieldsOf(definition).filter(({ element }) => {
      if (this.filter === "suggested" && !suggested.has(element.id)) return false;
      if (this.filter === "none" && element["privacy"] !== undefined) return false;
      return (
        this.search === "" ||
        `${nameOf(element, language, definition.languages)} ${String(element["key"])}`
          .toLowerCase()
          .includes(this.search)
      );
    });
  }

  private draw(): void {
    this.hidden = this.workspace.view !== "privacy";
    if (this.hidden) return;
    const { definition, readOnly } = this.workspace;
    const suggested = unconfirmed(definition);
    const all = fieldsOf(definition);
    const without = all.filter((place) => place.element["privacy"] === undefined).length;
    const known = new Set(all.map((place) => place.element.id));
    const waiting = [...suggested].filter((id) => known.has(id)).length;
    fill(
      this.filters,
      h("option", { value: "all" }, `All questions (${all.length})`),
      h("option", { value: "suggested" }, `Suggested, to confirm (${waiting})`),
      h("option", { value: "none" }, `Without a class (${without})`),
    );
    this.filters.value = this.filter;
    const shown = this.shown();
    const confirmable = shown.filter((place) => suggested.has(place.element.id)).length;
    this.confirmAll.hidden = waiting === 0 || readOnly;
    this.confirmAll.disabled = confirmable === 0;
    this.confirmAll.textContent = `Confirm all shown (${confirmable})`;
    this.count.textContent =
      shown.length === all.length ? "" : `${shown.length} of ${all.length} questions shown`;
    this.keepFocus(() =>
      fill(
        this.body,
        ...shown.slice(0, this.limit).map((place) => this.row(place, suggested.has(place.element.id))),
      ),
    );
    this.more.hidden = shown.length <= this.limit;
  }

  /** Rows are drawn anew after each decision; the keyboard stays on its row, or goes to the one that took its place. */
  private keepFocus(draw: () => void): void {
    const active = document.activeElement;
    const row = active instanceof HTMLElement && this.body.contains(active) ? active.closest("tr") : null;
    const at = row ? [...this.body.rows].indexOf(row) : -1;
    const part = active?.localName ?? "";
    draw();
    if (at < 0) return;
    const again =
      [...this.body.rows].find((candidate) => candidate.dataset["id"] === row?.dataset["id"]) ??
      this.body.rows[Math.min(at, this.body.rows.length - 1)];
    (again?.querySelector<HTMLElement>(part) ?? again?.querySelector("select"))?.focus();
  }

  private row(place: Place, suggested: boolean): HTMLTableRowElement {
    const { definition, language } = this.workspace;
    const { element } = place;
    const page = elementOf(definition, place.page);
    const name = nameOf(element, language, definition.languages);
    const go = button(
      {
        class: "designer-link",
        on: { click: () => this.workspace.show({ view: "form" }) },
      },
      name,
    );
    go.addEventListener("click", () =>
      this.workspace.focusOn({
        element: element.id,
        property: "privacy",
        item: null,
      }),
    );
    const confirm = button(
      {
        class: "designer-link",
        "aria-label": `Confirm the class of ${name}`,
        on: {
          click: () => this.workspace.applyHere(confirmPrivacy(definition, [element.id])),
        },
      },
      "Confirm",
    );
    const state = suggested
      ? [
          h("span", { class: "designer-badge designer-badge--unset" }, "suggested"),
          this.workspace.readOnly ? null : confirm,
        ]
      : [
          element["privacy"] === undefined
            ? h("span", { class: "designer-badge designer-badge--unset" }, icon("flag"), "missing")
            : "decided",
        ];
    return h(
      "tr",
      { "data-id": element.id },
      h("th", { scope: "row" }, go),
      h("td", {}, page ? nameOf(page, language, definition.languages) : ""),
      h("td", {}, this.classSelect(element, name)),
      h("td", { class: "designer-privacy__state" }, ...state),
    );
  }

  private classSelect(element: FormElement, name: string): HTMLElement {
    const select = h(
      "select",
      {
        class: "designer-select",
        "aria-label": `Privacy class of ${name}`,
        disabled: this.workspace.readOnly,
      },
      h("option", { value: "" }, "Choose a class"),
    );
    select.append(
      ...this.workspace.config.privacyClasses.map((privacy) =>
        h("option", { value: privacy.value }, privacy.label),
      ),
    );
    select.value = typeof element["privacy"] === "string" ? element["privacy"] : "";
    select.addEventListener("change", () => {
      const outcome = setPrivacy(
        this.workspace.definition,
        element.id,
        select.value === "" ? undefined : select.value,
      );
      this.workspace.applyHere(outcome.definition);
    });
    return select;
  }

  private confirmShown(): void {
    const ids = this.shown().map((place) => place.element.id);
    const before = unconfirmed(this.workspace.definition);
    const confirmed = ids.filter((id) => before.has(id)).length;
    this.workspace.applyHere(
      confirmPrivacy(this.workspace.definition, ids),
      null,
      confirmed === 1 ? "1 class confirmed." : `${confirmed} classes confirmed.`,
    );
  }
}

customElements.define("cpms-designer-privacy", DesignerPrivacy);
