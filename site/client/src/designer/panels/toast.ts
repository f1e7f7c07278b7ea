/**
 * Says what just happened and offers to undo it.
 *
 *   <cpms-designer-toast></cpms-designer-toast>
 *
 * Needs `workspace` before it is inserted. It stays until the next change or until it is closed: nothing is missed by reading slowly.
 */

import { button, fill, h } from "../dom";
import { icon } from "../icons";
import type { Aspect } from "../workspace";
import { WorkspaceElement } from "../workspace-element";

export class DesignerToast extends WorkspaceElement {
  private readonly words = h("p", { role: "status" });
  private readonly undo = button(
    { class: "designer-link", on: { click: () => this.workspace.undo() } },
    "Undo",
  );

  protected start(): void {
    this.hidden = true;
    fill(
      this,
      this.words,
      this.undo,
      button(
        {
          class: "designer-tool",
          "aria-label": "Close this message",
          on: { click: () => this.workspace.say(null) },
        },
        icon("close"),
      ),
    );
  }

  protected update(aspects: ReadonlySet<Aspect>): void {
    if (!aspects.has("status")) return;
    const { status } = this.workspace;
    this.words.textContent = status?.undo === true ? status.words : "";
    this.hidden = status?.undo !== true;
  }
}

customElements.define("cpms-designer-toast", DesignerToast);
