/**
 * What is wrong with the form, in words; a click goes to the setting that mends it.
 *
 *   <cpms-designer-problems></cpms-designer-problems>
 *
 * Needs `workspace` before it is inserted.
 */

import { button, fill, h } from "../dom";
import { icon } from "../icons";
import { nameOf } from "../model/document";
import type { Problem } from "../model/problems";
import { spotOf } from "../model/problems";
import { elementOf, placeOf } from "../model/tree";
import type { Aspect } from "../workspace";
import { WorkspaceElement } from "../workspace-element";

/** More are not read at once; mending the first ones often mends the rest. */
const LONGEST = 200;

export class DesignerProblems extends WorkspaceElement {
  protected start(): void {
    this.draw();
  }

  protected update(aspects: ReadonlySet<Aspect>): void {
    if (aspects.has("check") || aspects.has("view") || aspects.has("definition")) this.draw();
  }

  private draw(): void {
    this.hidden = !this.workspace.problemsOpen;
    if (this.hidden) return;
    const { problems } = this.workspace;
    const errors = problems.filter((problem) => problem.severity === "error");
    const warnings = problems.filter((problem) => problem.severity === "warning");
    const close = button(
      {
        class: "designer-tool",
        "aria-label": "Close the list of problems",
        on: { click: () => this.workspace.show({ problemsOpen: false }) },
      },
      icon("close"),
    );
    fill(
      this,
      h("div", { class: "designer-problems__head" }, h("h3", {}, "Problems"), close),
      problems.length === 0 &&
        h(
          "p",
          { class: "designer-quiet" },
          this.workspace.checkState === "done"
            ? "Nothing is wrong with this form."
            : "The form has not been checked yet.",
        ),
      this.list("To be solved before publishing", errors, "flag"),
      this.list("Worth a look", warnings, "warning"),
    );
  }

  private list(title: string, problems: readonly Problem[], sign: string): HTMLElement | null {
    if (problems.length === 0) return null;
    const rest = problems.length - LONGEST;
    const lines = problems.slice(0, LONGEST).map((problem) =>
      h(
        "li",
        {},
        button(
          {
            class: `designer-problem designer-problem--${problem.severity}`,
            on: { click: () => this.workspace.showProblem(problem) },
          },
          icon(sign),
          h("span", { class: "designer-problem__place" }, this.placeWords(problem)),
          h("span", {}, problem.words),
        ),
      ),
    );
    return h(
      "section",
      { "aria-label": title },
      h("h4", {}, `${title} (${problems.length})`),
      h("ul", {}, ...lines),
      rest > 0 && h("p", { class: "designer-quiet" }, `and ${rest} more`),
    );
  }

  private placeWords(problem: Problem): string {
    const { definition, language } = this.workspace;
    const { element: id } = spotOf(definition, problem);
    const element = elementOf(definition, id);
    if (!element) return "Form";
    const page = elementOf(definition, placeOf(definition, id)?.page ?? null);
    const name = nameOf(element, language, definition.languages);
    return page && page !== element ? `${nameOf(page, language, definition.languages)} › ${name}` : name;
  }
}

customElements.define("cpms-designer-problems", DesignerProblems);
