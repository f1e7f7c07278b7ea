/**
 * Which page and which language the canvas shows.
 *
 *   <cpms-designer-page-bar></cpms-designer-page-bar>
 *
 * Needs `workspace` before it is inserted.
 */

import { button, fill, h } from "../dom";
import { icon } from "../icons";
import { nameOf } from "../model/document";
import { languageName } from "../model/languages";
import type { Aspect } from "../workspace";
import { WorkspaceElement } from "../workspace-element";

export class PageBar extends WorkspaceElement {
  private readonly pages = h("select", {
    class: "designer-select",
    "aria-label": "Page",
  });
  private readonly languages = h("select", {
    class: "designer-select",
    "aria-label": "Language of the form",
  });
  private readonly back = button(
    {
      class: "designer-tool",
      "aria-label": "Page before",
      title: "Page before",
      on: { click: () => this.turn(-1) },
    },
    icon("right_small"),
  );
  private readonly forward = button(
    {
      class: "designer-tool",
      "aria-label": "Next page",
      title: "Next page",
      on: { click: () => this.turn(1) },
    },
    icon("right_small"),
  );
  private readonly count = h("span", { class: "designer-quiet" });
  private said = "";

  protected start(): void {
    this.classList.add("designer-page-bar");
    this.back.classList.add("designer-tool--flipped");
    this.pages.addEventListener("change", () => this.workspace.select(this.pages.value));
    this.languages.addEventListener("change", () => this.workspace.speak(this.languages.value));
    fill(this, this.back, this.pages, this.forward, this.count, this.languages);
    this.draw();
  }

  protected update(aspects: ReadonlySet<Aspect>): void {
    if (aspects.has("definition") || aspects.has("selection") || aspects.has("language")) this.draw();
  }

  private get at(): number {
    return this.workspace.definition.elements.findIndex((page) => page.id === this.workspace.page);
  }

  private turn(step: number): void {
    const page = this.workspace.definition.elements[this.at + step];
    if (page) this.workspace.select(page.id);
  }

  private draw(): void {
    const { definition, language } = this.workspace;
    const names = definition.elements.map(
      (page) => [page.id, nameOf(page, language, definition.languages)] as const,
    );
    const said = JSON.stringify([names, definition.languages]);
    if (said !== this.said) {
      this.said = said;
      fill(
        this.pages,
        ...names.map(([id, name], index) => h("option", { value: id }, `${index + 1}. ${name}`)),
      );
      fill(
        this.languages,
        ...definition.languages.map((code) => h("option", { value: code }, languageName(code))),
      );
    }
    this.pages.value = this.workspace.page ?? "";
    this.languages.value = language;
    this.languages.hidden = definition.languages.length < 2;
    this.back.disabled = this.at <= 0;
    this.forward.disabled = this.at >= definition.elements.length - 1;
    this.count.textContent = `of ${definition.elements.length}`;
  }
}

customElements.define("cpms-designer-page-bar", PageBar);
