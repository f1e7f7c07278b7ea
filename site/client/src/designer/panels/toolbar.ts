/**
 * Undo and redo, the state of the form, and which panels are open.
 *
 *   <cpms-designer-toolbar></cpms-designer-toolbar>
 *
 * Needs `workspace` before it is inserted. Dispatches `designer:fill` to ask for the whole window or to leave it.
 */

import { button, fill, h } from "../dom";
import { icon } from "../icons";
import { lossesOf, unconfirmed } from "../model/privacy";
import type { Aspect, View } from "../workspace";
import { WorkspaceElement } from "../workspace-element";

export class DesignerToolbar extends WorkspaceElement {
  private readonly undo = button(
    {
      class: "designer-tool",
      "aria-label": "Undo",
      title: "Undo (Ctrl+Z)",
      on: { click: () => this.workspace.undo() },
    },
    icon("undo"),
  );
  private readonly redo = button(
    {
      class: "designer-tool",
      "aria-label": "Redo",
      title: "Redo (Ctrl+Y)",
      on: { click: () => this.workspace.redo() },
    },
    icon("redo"),
  );
  private readonly outline = button(
    {
      class: "designer-tool designer-wide-only",
      title: "Outline",
      on: {
        click: () => this.workspace.show({ outlineOpen: !this.workspace.outlineOpen }),
      },
    },
    icon("outline"),
    h("span", { class: "designer-hidden" }, "Outline"),
  );
  private readonly form = this.viewButton("form", "Form", "page");
  private readonly privacy = this.viewButton("privacy", "Privacy", "shield");
  private readonly imported = this.viewButton("import", "Import", "import");
  private readonly problems = button({
    class: "designer-button",
    on: {
      click: () => this.workspace.show({ problemsOpen: !this.workspace.problemsOpen }),
    },
  });
  private readonly window = button(
    {
      class: "designer-tool",
      on: {
        click: () => this.dispatchEvent(new CustomEvent("designer:fill", { bubbles: true })),
      },
    },
    icon("expand"),
  );
  private readonly status = h("p", {
    class: "designer-toolbar__status",
    role: "status",
  });

  protected start(): void {
    this.setFilled(false);
    this.undo.hidden = this.workspace.readOnly;
    this.redo.hidden = this.workspace.readOnly;
    fill(
      this,
      h("div", { class: "designer-toolbar__group" }, this.outline, this.undo, this.redo),
      h(
        "div",
        {
          class: "designer-toolbar__group designer-toolbar__views",
          role: "group",
          "aria-label": "View",
        },
        this.form,
        this.privacy,
        this.imported,
      ),
      this.status,
      this.problems,
      this.window,
    );
    this.draw();
  }

  protected update(_aspects: ReadonlySet<Aspect>): void {
    this.draw();
  }

  setFilled(filled: boolean): void {
    const words = filled ? "Back to the page editor" : "Use the whole window";
    this.window.setAttribute("aria-label", words);
    this.window.title = words;
    this.window.replaceChildren(icon(filled ? "shrink" : "expand"));
  }

  private viewButton(view: View, words: string, sign: string): HTMLButtonElement {
    return button(
      {
        class: "designer-view",
        on: { click: () => this.workspace.show({ view, pane: "form" }) },
      },
      icon(sign),
      h("span", {}, words),
    );
  }

  private draw(): void {
    const { workspace } = this;
    this.outline.hidden = workspace.view !== "form";
    this.undo.disabled = !workspace.canUndo;
    this.redo.disabled = !workspace.canRedo;
    this.outline.setAttribute("aria-pressed", String(workspace.outlineOpen));
    const views: readonly (readonly [View, HTMLElement])[] = [
      ["form", this.form],
      ["privacy", this.privacy],
      ["import", this.imported],
    ];
    for (const [view, element] of views)
      element.setAttribute("aria-pressed", String(workspace.view === view));
    const waiting = unconfirmed(workspace.definition).size;
    this.privacy.querySelector(".designer-count")?.remove();
    if (waiting > 0)
      this.privacy.append(
        h(
          "span",
          {
            class: "designer-count",
            title: `${waiting} suggested classes to confirm`,
          },
          String(waiting),
        ),
      );
    this.imported.hidden = lossesOf(workspace.definition).length === 0;
    this.drawProblems();
    this.status.textContent = this.stateWords();
  }

  private stateWords(): string {
    if (this.workspace.readOnly) return "You can look, but not change.";
    if (this.workspace.checkState === "unreachable")
      return "Could not be checked: the server did not answer. Your work is kept.";
    const { status } = this.workspace;
    if (status?.undo === false) return status.words;
    return this.workspace.checkState === "waiting" ? "Checking …" : "";
  }

  private drawProblems(): void {
    const { problems, checkState, problemsOpen } = this.workspace;
    const errors = problems.filter((problem) => problem.severity === "error").length;
    const warnings = problems.length - errors;
    const unknown = checkState === "unreachable";
    const calm = problems.length === 0;
    this.problems.setAttribute("aria-expanded", String(problemsOpen));
    this.problems.classList.toggle("designer-button--error", errors > 0);
    this.problems.hidden = checkState === "none" || (checkState === "waiting" && !this.workspace.everChecked);
    const sign = calm && !unknown ? "check" : errors > 0 ? "flag" : "warning";
    const found = [counted(errors, "problem"), counted(warnings, "warning")].filter((words) => words !== "");
    const [first = unknown ? "Not checked" : "No problems", second] = found;
    fill(
      this.problems,
      icon(sign),
      h("span", {}, first, second !== undefined && h("span", { class: "designer-wide-only" }, `, ${second}`)),
    );
  }
}

function counted(count: number, noun: string): string {
  return count === 0 ? "" : `${count} ${count === 1 ? noun : `${noun}s`}`;
}

customElements.define("cpms-designer-toolbar", DesignerToolbar);
