/**
 * What the import that made this form could not carry over, with the text of the source.
 *
 *   <cpms-designer-import></cpms-designer-import>
 *
 * Needs `workspace` before it is inserted.
 */

import { fill, h } from "../dom";
import { lossesOf } from "../model/privacy";
import type { Aspect } from "../workspace";
import { WorkspaceElement } from "../workspace-element";

export class DesignerImport extends WorkspaceElement {
  protected start(): void {
    this.draw();
  }

  protected update(aspects: ReadonlySet<Aspect>): void {
    if (aspects.has("view") || aspects.has("definition")) this.draw();
  }

  private draw(): void {
    this.hidden = this.workspace.view !== "import";
    if (this.hidden) return;
    const losses = lossesOf(this.workspace.definition);
    const heads = ["In the file", "Where", "What became of it", "Source"].map((words) =>
      h("th", { scope: "col" }, words),
    );
    const rows = losses.map((loss) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, loss.construct),
        h("td", {}, loss.place),
        h("td", {}, loss.keptAs),
        h("td", {}, h("code", { class: "designer-code" }, loss.source)),
      ),
    );
    fill(
      this,
      h("h3", {}, "Import report"),
      h(
        "p",
        { class: "designer-quiet" },
        losses.length === 0
          ? "Everything in the file was carried over."
          : `${losses.length === 1 ? "1 thing" : `${losses.length} things`} in the file could not be carried over as they were. Nothing was dropped silently.`,
      ),
      losses.length > 0 &&
        h(
          "div",
          { class: "designer-privacy__scroll" },
          h(
            "table",
            { class: "designer-table" },
            h("thead", {}, h("tr", {}, ...heads)),
            h("tbody", {}, ...rows),
          ),
        ),
    );
  }
}

customElements.define("cpms-designer-import", DesignerImport);
