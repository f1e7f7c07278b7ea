/**
 * The outline: everything on the form as a tree. Only the lines in view exist as DOM.
 *
 *   <cpms-designer-outline></cpms-designer-outline>
 *
 * Needs `workspace` before it is inserted. Arrows walk and open, Enter goes to the question's settings, Alt with arrows moves.
 */

import { button, fill, freshId, h } from "../dom";
import { icon } from "../icons";
import { nearestTarget } from "../model/placement";
import { placeOf } from "../model/tree";
import type { Aspect } from "../workspace";
import { WorkspaceElement } from "../workspace-element";
import { dragging } from "./drag";
import { DEEPEST, outlineLine } from "./line";
import type { Drop, OutlineRow } from "./rows";
import { dropAt, outlineRows } from "./rows";

/** Height of a line in pixels; the style sheet has the same. */
const LINE = 32;
const AROUND = 6;
/** Longer forms open with the current page unfolded only. */
const LONG = 150;

export class DesignerOutline extends WorkspaceElement {
  private rows: readonly OutlineRow[] = [];
  private closed = new Set<string>();
  private readonly stem = freshId("line");
  private readonly mark = h("div", {
    class: "designer-tree__mark",
    hidden: true,
  });
  private readonly space = h("div", {
    class: "designer-tree__space",
    role: "none",
  });
  private readonly tree = h(
    "div",
    {
      class: "designer-tree",
      role: "tree",
      tabindex: "0",
      "aria-label": "Outline of the form",
    },
    this.space,
  );
  private readonly filter = h("input", {
    type: "search",
    class: "designer-input",
    placeholder: "Find a question",
    "aria-label": "Find a question in the outline",
  });
  private readonly empty = h(
    "p",
    { class: "designer-quiet", hidden: true },
    "Nothing on the form has these words.",
  );
  private readonly foldAll = button({
    class: "designer-link",
    on: { click: () => this.toggleAll() },
  });
  private readonly form = button(
    {
      class: "designer-outline__form",
      on: { click: () => this.workspace.select(null) },
    },
    icon("settings"),
    "Form settings",
  );
  private built = false;
  private frame = 0;

  protected start(): void {
    if (this.built) return;
    this.built = true;
    const definition = this.workspace.definition;
    if (this.workspace.size > LONG) {
      this.closed = new Set(
        definition.elements.map((page) => page.id).filter((id) => id !== this.workspace.page),
      );
    }
    this.filter.addEventListener("input", () => this.refresh());
    this.tree.addEventListener("scroll", () => this.later());
    this.tree.addEventListener("click", (event) => this.clicked(event));
    this.tree.addEventListener("keydown", (event) => this.pressed(event));
    if (typeof ResizeObserver !== "undefined") new ResizeObserver(() => this.later()).observe(this.tree);
    this.drag();
    const add = this.workspace.readOnly
      ? null
      : h(
          "div",
          { class: "designer-outline__add" },
          button({ class: "designer-button", on: { click: () => this.addHere() } }, icon("add"), "Add"),
          button({ class: "designer-button", on: { click: () => this.addPage() } }, icon("page"), "Add page"),
        );
    fill(
      this,
      h("div", { class: "designer-outline__head" }, this.filter, this.foldAll),
      this.form,
      this.tree,
      this.empty,
      add,
    );
    this.refresh();
  }

  protected update(aspects: ReadonlySet<Aspect>): void {
    if (
      ["definition", "selection", "check", "language", "view"].every(
        (aspect) => !aspects.has(aspect as Aspect),
      )
    )
      return;
    if (aspects.has("selection")) this.openWay();
    this.refresh();
    if (aspects.has("selection") || aspects.has("view")) this.reveal();
  }

  private openWay(): void {
    const place = placeOf(this.workspace.definition, this.workspace.selection);
    for (const ancestor of place?.ancestors ?? []) this.closed.delete(ancestor);
  }

  private refresh(): void {
    const { definition, language, selection } = this.workspace;
    const filter = this.filter.value.trim().toLowerCase();
    this.rows = outlineRows(definition, {
      closed: this.closed,
      filter,
      language,
    });
    this.empty.hidden = this.rows.length > 0;
    this.tree.hidden = this.rows.length === 0;
    this.form.setAttribute("aria-current", String(selection === null));
    this.foldAll.hidden = this.rows.every((row) => row.open === undefined);
    this.foldAll.textContent = this.closed.size > 0 ? "Open all" : "Close all";
    this.draw();
  }

  private later(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    const height = this.tree.clientHeight || 20 * LINE;
    const first = Math.max(0, Math.floor(this.tree.scrollTop / LINE) - AROUND);
    const last = Math.min(this.rows.length, Math.ceil((this.tree.scrollTop + height) / LINE) + AROUND);
    this.space.style.setProperty("--lines", String(this.rows.length));
    this.space.style.setProperty("--above", String(first));
    this.space.replaceChildren(
      ...this.rows
        .slice(first, last)
        .map((row) => outlineLine(row, this.lineId(row.element.id), this.workspace)),
      this.mark,
    );
    const selected = this.rows.findIndex((row) => row.element.id === this.workspace.selection);
    if (selected >= first && selected < last)
      this.tree.setAttribute("aria-activedescendant", this.lineId(this.workspace.selection ?? ""));
    else this.tree.removeAttribute("aria-activedescendant");
  }

  private lineId(id: string): string {
    return `${this.stem}-${id}`;
  }

  /** Scrolls as little as needed to bring the selected line into view. */
  private reveal(): void {
    const at = this.rows.findIndex((row) => row.element.id === this.workspace.selection);
    if (at < 0) return;
    const top = at * LINE;
    const height = this.tree.clientHeight;
    if (top < this.tree.scrollTop) this.tree.scrollTop = top - LINE;
    else if (top + LINE > this.tree.scrollTop + height) this.tree.scrollTop = top - height + 2 * LINE;
    this.draw();
  }

  private clicked(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    const fold = event.target.closest("[data-fold]")?.getAttribute("data-fold");
    if (fold) {
      this.fold(fold, !this.closed.has(fold));
      return;
    }
    const id = event.target.closest("[data-id]")?.getAttribute("data-id");
    if (id) this.workspace.select(id);
  }

  private fold(id: string, close: boolean): void {
    if (close) this.closed.add(id);
    else this.closed.delete(id);
    this.refresh();
  }

  private toggleAll(): void {
    this.closed =
      this.closed.size > 0 ? new Set() : new Set(this.workspace.definition.elements.map((page) => page.id));
    this.refresh();
    this.reveal();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = this.rows.findIndex((row) => row.element.id === this.workspace.selection);
    const row = this.rows[at];
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => this.choose(at + 1),
      ArrowUp: () => this.choose(Math.max(0, at - 1)),
      Home: () => this.choose(0),
      End: () => this.choose(this.rows.length - 1),
      PageDown: () => this.choose(Math.min(this.rows.length - 1, at + 12)),
      PageUp: () => this.choose(Math.max(0, at - 12)),
      ArrowRight: () =>
        row?.open === false ? this.fold(row.element.id, false) : row?.open && this.choose(at + 1),
      ArrowLeft: () => (row?.open ? this.fold(row.element.id, true) : this.chooseParent(row)),
      Enter: () =>
        row &&
        this.workspace.focusOn({
          element: row.element.id,
          property: row.element.kind === "field" ? "label" : "title",
          item: null,
        }),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  }

  private choose(at: number): void {
    const row = this.rows[at];
    if (row) this.workspace.select(row.element.id);
  }

  private chooseParent(row: OutlineRow | undefined): void {
    const parent = placeOf(this.workspace.definition, row?.element.id ?? null)?.parent;
    if (parent) this.workspace.select(parent.id);
  }

  private addHere(): void {
    const { definition, selection } = this.workspace;
    this.workspace.openPalette(nearestTarget(definition, selection ?? this.workspace.page, "field") ?? null);
  }

  private addPage(): void {
    const { definition } = this.workspace;
    const target = nearestTarget(definition, this.workspace.selection ?? this.workspace.page, "page");
    this.workspace.add({ kind: "page" }, target ?? { parent: null, index: definition.elements.length });
  }

  private drag(): void {
    dragging({
      surface: this.tree,
      grabbed: (event) => {
        if (this.workspace.readOnly || !(event.target instanceof Element)) return undefined;
        if (event.pointerType === "touch" && !event.target.closest("[data-grip]")) return undefined;
        return event.target.closest("[data-id]")?.getAttribute("data-id") ?? undefined;
      },
      over: (moved, y) => dropAt(this.workspace.definition, this.rows, y / LINE, moved),
      mark: (moved, drop) => this.drawMark(moved, drop),
      drop: (moved, drop) => this.workspace.move(moved, drop.target),
    });
  }

  private drawMark(moved: string | null, drop: Drop | undefined): void {
    this.tree.classList.toggle("designer-tree--dragging", moved !== null);
    this.tree.classList.toggle("designer-tree--refusing", moved !== null && !drop);
    this.mark.hidden = !drop;
    if (!drop) return;
    this.mark.dataset["side"] = drop.side;
    this.mark.dataset["level"] = String(Math.min(DEEPEST, this.rows[drop.row]?.level ?? 1));
    this.mark.style.setProperty("--line", String(drop.row + (drop.side === "after" ? 1 : 0)));
  }
}

customElements.define("cpms-designer-outline", DesignerOutline);
