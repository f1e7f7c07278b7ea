/**
 * The settings of what is selected, in tabs; of the form while nothing is selected.
 *
 *   <cpms-designer-inspector></cpms-designer-inspector>
 *
 * Needs `workspace` before it is inserted. It is built anew when another element or type is shown, and only filled otherwise.
 */

import { tools } from "../canvas/item";
import type { Control } from "../controls/control";
import { Subject } from "../controls/control";
import { controlFor } from "../controls/registry";
import { button, fill, freshId, h, marked, reveal } from "../dom";
import { icon } from "../icons";
import type { FormElement } from "../model/document";
import { nameOf } from "../model/document";
import { changeType } from "../model/operations";
import { downTarget, upTarget } from "../model/placement";
import { spotOf } from "../model/problems";
import { placeOf } from "../model/tree";
import type { Aspect } from "../workspace";
import { WorkspaceElement } from "../workspace-element";
import { formControls } from "./form-settings";
import type { Tab, TabName } from "./tabs";
import { tabsFor } from "./tabs";
import { usage } from "./usage";

const KIND_WORDS: Readonly<Record<string, string>> = {
  page: "Page",
  section: "Section",
  row: "Side by side",
  repeat: "Repeated group",
  note: "Text",
};

export class DesignerInspector extends WorkspaceElement {
  /** Stays while walking through questions: whoever sets privacy classes wants to go on with them. */
  private wanted: TabName = "question";
  private tabs: readonly Tab[] = [];
  private controls: readonly Control[] = [];
  private shape = "";
  private readonly head = h("div", { class: "designer-inspector__head" });
  private readonly bar = h("div", {
    class: "designer-tabs",
    role: "tablist",
    "aria-label": "Settings",
  });
  private readonly body = h("div", {
    class: "designer-inspector__body",
    id: freshId("settings"),
  });

  protected start(): void {
    this.bar.addEventListener("keydown", (event) => this.turned(event));
    fill(this, this.head, this.bar, this.body);
    this.draw();
  }

  protected update(aspects: ReadonlySet<Aspect>): void {
    if (["definition", "selection", "check", "language"].some((aspect) => aspects.has(aspect as Aspect)))
      this.draw();
    if (aspects.has("focus")) this.focusSpot();
  }

  private get current(): Tab | undefined {
    return this.tabs.find((tab) => tab.name === this.wanted) ?? this.tabs[0];
  }

  private draw(): void {
    const { selected, definition } = this.workspace;
    const inRow = selected !== undefined && placeOf(definition, selected.id)?.parent?.kind === "row";
    this.tabs = selected ? tabsFor(selected.kind, this.workspace.propertiesOf(selected), { inRow }) : [];
    const shape = JSON.stringify([
      selected?.id,
      selected?.kind,
      selected?.["type"],
      inRow,
      definition.languages,
      this.current?.name,
    ]);
    if (shape !== this.shape) {
      this.shape = shape;
      this.build(selected);
    } else for (const control of this.controls) control.refresh();
    this.drawHead(selected);
    this.drawTabs();
    this.drawProblems();
  }

  private build(selected: FormElement | undefined): void {
    const subject = selected?.id ?? null;
    const own = this.current?.properties ?? [];
    this.controls = selected
      ? own.map((property) => controlFor(new Subject(this.workspace, subject, property)))
      : formControls(this.workspace);
    const kind =
      selected?.kind === "field" && this.current?.name === "question" ? this.typeControl(selected) : null;
    const none =
      selected && own.length === 0 ? h("p", { class: "designer-quiet" }, "Nothing to set here.") : null;
    fill(this.body, none, ...this.controls.map((control) => control.root), kind);
    this.body.scrollTop = 0;
    if (this.workspace.readOnly) this.body.tabIndex = 0; // else the keyboard could not scroll it
  }

  private typeControl(element: FormElement): HTMLElement {
    const { workspace } = this;
    const id = freshId("type");
    const select = h(
      "select",
      { id, class: "designer-select", disabled: workspace.readOnly },
      ...workspace.config.fieldTypes.map((type) => h("option", { value: type.name }, type.label)),
    );
    const current = String(element["type"]);
    if (!workspace.typeOf(element))
      select.prepend(h("option", { value: current }, `${current} (not known here)`));
    select.value = current;
    select.addEventListener("change", () => {
      const to = workspace.config.fieldTypes.find((type) => type.name === select.value);
      const now = workspace.selected;
      if (to && now) workspace.apply(changeType(workspace.definition, now.id, workspace.typeOf(now), to));
    });
    const records = workspace.usageOf(element.id);
    const warning =
      records > 0
        ? h(
            "p",
            { class: "designer-note" },
            icon("warning"),
            `${records} stored records hold an answer of this kind.`,
          )
        : null;
    return h(
      "div",
      { class: "designer-control", "data-property": "type" },
      h("label", { class: "designer-control__label", for: id }, "Kind of question"),
      select,
      warning,
    );
  }

  private drawHead(selected: FormElement | undefined): void {
    const { workspace } = this;
    if (!selected) {
      fill(
        this.head,
        h("p", { class: "designer-inspector__kind" }, icon("settings"), "Form settings"),
        h("p", { class: "designer-quiet" }, "Choose a question on the form to change it."),
      );
      return;
    }
    const open = this.head.querySelector("details")?.open === true && this.head.dataset["id"] === selected.id;
    const type = workspace.typeOf(selected);
    const words = type?.label ?? KIND_WORDS[selected.kind] ?? `Unknown element (${selected.kind})`;
    const used = usage(selected, workspace);
    if (open && used instanceof HTMLDetailsElement) used.open = true;
    this.head.dataset["id"] = selected.id;
    fill(
      this.head,
      h(
        "p",
        { class: "designer-inspector__kind" },
        icon(type?.icon ?? "", type?.name ?? selected.kind),
        words,
      ),
      h(
        "h3",
        { class: "designer-inspector__name" },
        nameOf(selected, workspace.language, workspace.definition.languages),
      ),
      used,
      workspace.readOnly ? null : tools((action) => this.act(action)),
    );
  }

  private act(action: "up" | "down" | "duplicate" | "delete"): void {
    const { selection, definition } = this.workspace;
    if (selection === null) return;
    if (action === "up") this.workspace.move(selection, upTarget(definition, selection));
    else if (action === "down") this.workspace.move(selection, downTarget(definition, selection));
    else if (action === "duplicate") this.workspace.duplicate(selection);
    else this.workspace.delete(selection);
    this.head.querySelector<HTMLElement>(`[data-action="${action}"]`)?.focus();
  }

  private drawTabs(): void {
    const focused = this.bar.contains(document.activeElement);
    this.bar.hidden = this.tabs.length < 2;
    const flagged = this.flaggedTabs();
    fill(
      this.bar,
      ...this.tabs.map((tab) => {
        const active = tab === this.current;
        const words = flagged.has(tab.name)
          ? [
              tab.label,
              h(
                "span",
                { class: "designer-tabs__flag" },
                h("span", { class: "designer-hidden" }, ", has a problem"),
              ),
            ]
          : [tab.label];
        return button(
          {
            class: "designer-tabs__tab",
            role: "tab",
            "data-tab": tab.name,
            "aria-selected": String(active),
            "aria-controls": this.body.id,
            tabindex: active ? "0" : "-1",
            on: { click: () => this.turn(tab.name) },
          },
          ...words,
        );
      }),
    );
    if (this.tabs.length > 1) this.body.setAttribute("role", "tabpanel");
    else this.body.removeAttribute("role");
    if (focused) this.bar.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }

  private flaggedTabs(): ReadonlySet<TabName> {
    const { definition, selection } = this.workspace;
    const properties = new Set(
      this.workspace.problemsOf(selection).map((problem) => spotOf(definition, problem).property),
    );
    return new Set(
      this.tabs
        .filter((tab) => tab.properties.some((property) => properties.has(property.name)))
        .map((tab) => tab.name),
    );
  }

  private turn(name: TabName): void {
    this.wanted = name;
    this.draw();
    this.bar.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }

  private turned(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = this.tabs.findIndex((tab) => tab === this.current);
    const next =
      step === undefined ? undefined : this.tabs[(at + step + this.tabs.length) % this.tabs.length];
    if (!next || event.altKey) return;
    event.preventDefault();
    this.turn(next.name);
  }

  /** The words of each problem stand under the setting that is to be mended. */
  private drawProblems(): void {
    const { definition, selection } = this.workspace;
    this.body.querySelectorAll(".designer-control__found").forEach((old) => old.remove());
    for (const problem of this.workspace.problemsOf(selection)) {
      const { property } = spotOf(definition, problem);
      const control = property === null ? null : marked(this.body, "property", property);
      const words = h(
        "p",
        {
          class: `designer-control__found designer-control__found--${problem.severity}`,
        },
        icon(problem.severity === "error" ? "flag" : "warning"),
        problem.words,
      );
      if (control) control.append(words);
      else if (property === null && this.current === this.tabs[0]) this.body.prepend(words);
    }
  }

  private focusSpot(): void {
    const { spot } = this.workspace;
    if (!spot) return;
    const tab =
      this.tabs.find((candidate) =>
        candidate.properties.some((property) => property.name === spot.property),
      ) ?? (spot.property === "type" ? this.tabs[0] : undefined);
    if (tab && tab !== this.current) {
      this.wanted = tab.name;
      this.draw();
    }
    const control = spot.property === null ? null : marked(this.body, "property", spot.property);
    const item = spot.item === null ? null : control && marked(control, "item", String(spot.item));
    const input = (item ?? control ?? this.body).querySelector<HTMLElement>(
      "input:not([tabindex='-1']):not([hidden]), textarea, select, button",
    );
    input?.focus({ preventScroll: true });
    if (input instanceof HTMLTextAreaElement) input.select();
    const seen = item ?? control;
    if (seen) reveal(seen);
  }
}

customElements.define("cpms-designer-inspector", DesignerInspector);
