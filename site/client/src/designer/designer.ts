/**
 * The form designer around the text field that holds the definition in Wagtail's page editor.
 *
 *   <cpms-designer check-url="/cms/…">
 *     <textarea name="definition">{"format": "cpms-form/1", …}</textarea>
 *     <script type="application/json">{"fieldTypes": […], …}</script>
 *   </cpms-designer>
 *
 * Every change is written to the text field at once. Without JavaScript, or if the text is no definition, the field stays as it is.
 * Dispatches `designer:ready` (and sets the performance mark "designer-ready") when it can be used.
 */

import { DesignerCanvas } from "./canvas/canvas";
import { Checker } from "./checker";
import type { DesignerConfig } from "./config";
import { readConfig } from "./config";
import { button, fill, h } from "./dom";
import { DesignerInspector } from "./inspector/inspector";
import { handleKey } from "./keyboard";
import type { Definition } from "./model/document";
import { readDefinition } from "./model/reading";
import { DesignerOutline } from "./outline/outline";
import { DesignerImport } from "./panels/import-report";
import { DesignerPrivacy } from "./panels/privacy-review";
import { DesignerProblems } from "./panels/problems";
import { DesignerToast } from "./panels/toast";
import { DesignerToolbar } from "./panels/toolbar";
import { SavedForm } from "./saved-form";
import type { Aspect, Pane } from "./workspace";
import { Workspace } from "./workspace";
import { screen } from "./workspace-element";

const PANES: readonly (readonly [Pane, string])[] = [
  ["outline", "Outline"],
  ["form", "Form"],
  ["inspector", "Question"],
];

export class CpmsDesigner extends HTMLElement {
  workspace: Workspace | null = null;
  private field: HTMLTextAreaElement | null = null;
  private saved: SavedForm | null = null;
  private checker: Checker | null = null;
  private toolbar: DesignerToolbar | null = null;
  private filled = false;
  /** Text and definition as they came: undoing everything gives back the very same text, so nothing counts as changed. */
  private original: {
    readonly text: string;
    readonly definition: Definition;
  } | null = null;

  connectedCallback(): void {
    if (this.workspace) return;
    if (document.readyState === "loading")
      document.addEventListener("DOMContentLoaded", () => this.start(), {
        once: true,
      });
    else this.start();
  }

  disconnectedCallback(): void {
    this.checker?.stop();
  }

  private start(): void {
    if (this.workspace || !this.isConnected) return;
    this.field = this.querySelector("textarea");
    const script = this.querySelector('script[type="application/json"]');
    if (!this.field || !script) return;
    const reading = readDefinition(this.field.value);
    if ("problem" in reading) this.sayProblem(reading.problem);
    else this.open(this.field, readConfig(script.textContent ?? "{}"), reading.definition);
  }

  private sayProblem(problem: string): void {
    this.classList.add("designer", "designer--plain");
    this.prepend(
      h(
        "p",
        { class: "designer-plain", role: "alert" },
        `${problem} It is shown as text below, unchanged. Correct it there and save, or restore an earlier version from the page's history.`,
      ),
    );
    this.field?.classList.add("designer-plain__text");
    if (this.field) this.saved = new SavedForm(this.field);
    this.dispatchEvent(new CustomEvent("designer:ready", { bubbles: true }));
  }

  private open(field: HTMLTextAreaElement, config: DesignerConfig, definition: Definition): void {
    const workspace = new Workspace(
      {
        ...config,
        readOnly: config.readOnly || field.readOnly || field.disabled,
      },
      definition,
    );
    this.workspace = workspace;
    this.original = { text: field.value, definition };
    this.saved = new SavedForm(field);
    this.watchChecks(workspace);
    workspace.subscribe((aspects) => this.changed(aspects));
    this.build(workspace);
    field.hidden = true;
    field.tabIndex = -1;
    this.addEventListener("keydown", (event) => this.pressed(event));
    this.addEventListener("designer:fill", () => this.fillWindow(!this.filled));
    this.arrange();
    performance.mark("designer-ready");
    this.dispatchEvent(new CustomEvent("designer:ready", { bubbles: true }));
    void this.checker?.now(definition);
  }

  private watchChecks(workspace: Workspace): void {
    const url = this.getAttribute("check-url") ?? "";
    if (url === "") return;
    workspace.checkState = "waiting";
    this.checker = new Checker(
      url,
      () => this.token(),
      (answer) => workspace.checked(answer),
      () => workspace.checking("unreachable"),
    );
  }

  private token(): string {
    const input =
      this.field?.form?.querySelector<HTMLInputElement>('input[name="csrfmiddlewaretoken"]') ??
      document.querySelector<HTMLInputElement>('input[name="csrfmiddlewaretoken"]');
    return input?.value ?? "";
  }

  private build(workspace: Workspace): void {
    this.classList.add("designer");
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", "Form designer");
    this.toolbar = screen(DesignerToolbar, workspace);
    const tabs = PANES.map(([pane, words]) =>
      button(
        {
          class: "designer-panes__tab",
          "data-pane": pane,
          on: { click: () => workspace.show({ pane }) },
        },
        words,
      ),
    );
    const part = (pane: Pane, name: string, ...inside: Node[]): HTMLElement => {
      const section = h("section", {
        class: `designer-part designer-part--${pane}`,
        "data-part": pane,
        "aria-label": name,
      });
      fill(section, ...inside);
      return section;
    };
    this.append(
      this.toolbar,
      screen(DesignerProblems, workspace),
      h(
        "div",
        {
          class: "designer-panes",
          role: "group",
          "aria-label": "Part of the designer",
        },
        ...tabs,
      ),
      h(
        "div",
        { class: "designer-parts" },
        part("outline", "Outline", screen(DesignerOutline, workspace)),
        part(
          "form",
          "Form",
          screen(DesignerCanvas, workspace),
          screen(DesignerPrivacy, workspace),
          screen(DesignerImport, workspace),
        ),
        part("inspector", "Settings", screen(DesignerInspector, workspace)),
      ),
      screen(DesignerToast, workspace),
    );
  }

  private changed(aspects: ReadonlySet<Aspect>): void {
    const { workspace } = this;
    if (!workspace) return;
    if (aspects.has("definition")) this.write(workspace.definition);
    if (aspects.has("view") || aspects.has("selection")) this.arrange();
  }

  private write(definition: Definition): void {
    const text = definition === this.original?.definition ? this.original.text : JSON.stringify(definition);
    this.saved?.write(text);
    if (!this.checker || !this.workspace) return;
    this.workspace.checkState = "waiting";
    this.checker.later(definition);
  }

  /** Which parts are to be seen; the style sheet decides from it by the width that there is. */
  private arrange(): void {
    const { workspace } = this;
    if (!workspace) return;
    this.dataset["pane"] = workspace.pane;
    this.dataset["view"] = workspace.view;
    this.dataset["outline"] = workspace.outlineOpen ? "open" : "closed";
    const canvas = this.querySelector<HTMLElement>("cpms-designer-canvas");
    if (canvas) canvas.hidden = workspace.view !== "form";
    this.querySelectorAll<HTMLElement>("[data-pane]").forEach((tab) =>
      tab.setAttribute("aria-pressed", String(tab.dataset["pane"] === workspace.pane)),
    );
    const last = this.querySelector<HTMLElement>('.designer-panes__tab[data-pane="inspector"]');
    if (last) last.textContent = workspace.selection === null ? "Settings" : "Question";
  }

  private fillWindow(filled: boolean): void {
    this.filled = filled;
    this.classList.toggle("designer--filled", filled);
    document.documentElement.classList.toggle("designer-fills-window", filled);
    this.toolbar?.setFilled(filled);
  }

  private pressed(event: KeyboardEvent): void {
    const { workspace } = this;
    if (!workspace || event.defaultPrevented) return;
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault(); // would send the page editor's form
    if (event.key === "Escape" && this.filled) this.fillWindow(false);
    else if (handleKey(event, workspace)) event.preventDefault();
  }
}

customElements.define("cpms-designer", CpmsDesigner);
