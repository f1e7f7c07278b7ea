/**
 * The page of the form as it will look. Only this page exists as DOM, and an element is drawn again only when it changed.
 *
 *   <cpms-designer-canvas></cpms-designer-canvas>
 *
 * Needs `workspace` before it is inserted. A click selects; a click on the words of what is selected, or F2, edits them.
 */

import { fill, h, reveal } from "../dom";
import type { FormElement } from "../model/document";
import { localizedOf, nameOf } from "../model/document";
import { setText } from "../model/operations";
import type { Target } from "../model/placement";
import { downTarget, upTarget } from "../model/placement";
import { elementOf, placeOf, within } from "../model/tree";
import type { Aspect } from "../workspace";
import { screen, WorkspaceElement } from "../workspace-element";
import { editWords } from "./words-editor";
import type { Item } from "./item";
import { createItem, decorate, drawItem, tools, wordsProperty } from "./item";
import { Gaps } from "./gaps";
import { DesignerPalette } from "./palette";
import { PageBar } from "./page-bar";

/** Elements of a page that are drawn before they come into view. */
const AT_ONCE = 80;

/** Height of the bar that stays on top while the page is scrolled. */
const BAR = 48;

export class DesignerCanvas extends WorkspaceElement {
  private items = new Map<string, Item>();
  private palette: DesignerPalette | null = null;
  /** The page as it was drawn, and the element that the Tab key goes to. */
  private page: FormElement | null = null;
  private marked: Item | undefined;
  private editing = false;
  private readonly sheet = h("div", { class: "designer-sheet" });
  private readonly tools = tools((action) => this.act(action));
  private bar: PageBar | null = null;
  private gaps = new Gaps(true);
  private watcher: IntersectionObserver | null = null;

  protected start(): void {
    if (this.bar) return;
    this.bar = screen(PageBar, this.workspace);
    this.gaps = new Gaps(this.workspace.readOnly);
    this.sheet.addEventListener("click", (event) => this.clicked(event));
    this.sheet.addEventListener("dblclick", (event) => this.doubleClicked(event));
    this.sheet.addEventListener("keydown", (event) => this.pressed(event));
    fill(this, this.bar, this.sheet);
    if (typeof IntersectionObserver !== "undefined")
      this.watcher = new IntersectionObserver((seen) => this.seen(seen), {
        rootMargin: "600px",
      });
    this.draw();
  }

  private seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const entry of entries) {
      const item =
        entry.isIntersecting && entry.target instanceof HTMLElement
          ? this.items.get(entry.target.dataset["id"] ?? "")
          : undefined;
      if (!item || item.node !== entry.target) continue;
      this.watcher?.unobserve(item.node);
      if (!item.drawn) drawItem(item, this.workspace);
      decorate(item, this.workspace, item.node.tabIndex === 0);
    }
  }

  protected update(aspects: ReadonlySet<Aspect>): void {
    if (this.editing && !aspects.has("definition")) return;
    if (
      !["definition", "selection", "check", "language", "insertion"].some((aspect) =>
        aspects.has(aspect as Aspect),
      )
    )
      return;
    const selectedElsewhere = aspects.has("selection") && !this.contains(document.activeElement);
    const onlySelection = !["definition", "check", "language"].some((aspect) =>
      aspects.has(aspect as Aspect),
    );
    if (onlySelection && this.samePage && !this.palette && this.workspace.insertion === null)
      this.markSelected();
    else this.draw();
    if (selectedElsewhere) this.reveal();
  }

  private get samePage(): boolean {
    return this.page !== null && this.page === elementOf(this.workspace.definition, this.workspace.page);
  }

  /** The tools and the mark go over to what is selected now; nothing else on the page changes by it. */
  private markSelected(): void {
    const { selection, page } = this.workspace;
    const selected = this.items.get(selection ?? "");
    const tabbable = selected ?? this.items.get(page ?? "");
    for (const item of [this.marked, selected, tabbable])
      if (item) decorate(item, this.workspace, item === tabbable);
    this.marked = tabbable;
    if (selected && !this.workspace.readOnly) selected.node.prepend(this.tools);
    else this.tools.remove();
  }

  private draw(): void {
    const { definition, page } = this.workspace;
    const element = elementOf(definition, page);
    this.page = element ?? null;
    if (!element) {
      fill(
        this.sheet,
        h("p", { class: "designer-quiet" }, "The form has no page yet. Add one in the outline."),
      );
      return;
    }
    if (this.workspace.insertion === null) this.palette = null;
    const focused =
      document.activeElement instanceof HTMLElement
        ? document.activeElement.closest<HTMLElement>("[data-id]")?.dataset["id"]
        : undefined;
    const hadFocus =
      focused !== undefined &&
      this.sheet.contains(document.activeElement) &&
      document.activeElement?.getAttribute("data-id") === focused;
    this.forget(element);
    const item = this.item(element);
    if (this.sheet.firstChild !== item.node || this.sheet.childNodes.length > 1)
      this.sheet.replaceChildren(item.node);
    const selected = this.items.get(this.workspace.selection ?? "");
    for (const shown of this.items.values()) decorate(shown, this.workspace, shown === (selected ?? item));
    this.markSelected();
    if (hadFocus && this.workspace.selection !== null) selected?.node.focus({ preventScroll: true });
  }

  /** Drops what is not on this page any more. */
  private forget(page: FormElement): void {
    const present = new Set([...within(page)].map((element) => element.id));
    for (const id of this.items.keys()) if (!present.has(id)) this.items.delete(id);
    this.gaps.forget(present);
  }

  private item(element: FormElement): Item {
    let item = this.items.get(element.id);
    if (!item || item.element.kind !== element.kind) {
      const later =
        this.watcher !== null &&
        this.items.size > AT_ONCE &&
        (element.kind === "field" || element.kind === "note");
      item = createItem(element, this.workspace, { later });
      if (later) this.watcher?.observe(item.node);
      this.items.set(element.id, item);
    } else if (item.element !== element || item.language !== this.workspace.language) {
      item.element = element;
      item.language = this.workspace.language;
      if (item.drawn) drawItem(item, this.workspace);
    }
    if (item.list) this.arrange(item.list, element);
    return item;
  }

  /** Puts children and the places between them in order, touching only what stands wrong: focus stays where it is. */
  private arrange(list: HTMLElement, parent: FormElement): void {
    const wanted: HTMLElement[] = [];
    const children = parent.elements ?? [];
    children.forEach((child, index) => {
      wanted.push(this.gap(parent, index, child), this.item(child).node);
    });
    wanted.push(this.gap(parent, children.length, null));
    let at = list.firstChild;
    for (const node of wanted) {
      if (node === at) at = at.nextSibling;
      else list.insertBefore(node, at);
    }
    while (at) {
      const next: ChildNode | null = at.nextSibling;
      at.remove();
      at = next;
    }
  }

  private gap(parent: FormElement, index: number, next: FormElement | null): HTMLElement {
    const open = this.workspace.insertion;
    if (open?.parent === parent.id && open.index === index) return this.openPalette(open);
    return this.gaps.at(parent, index, next);
  }

  private openPalette(target: Target): DesignerPalette {
    if (this.palette?.target.parent !== target.parent || this.palette?.target.index !== target.index) {
      this.palette = screen(DesignerPalette, this.workspace);
      this.palette.target = target;
    }
    return this.palette;
  }

  private reveal(): void {
    const node = this.items.get(this.workspace.selection ?? "")?.node;
    if (node) reveal(node, BAR);
  }

  private act(action: "up" | "down" | "duplicate" | "delete"): void {
    const id = this.workspace.selection;
    if (id === null) return;
    const { definition } = this.workspace;
    if (action === "up") this.workspace.move(id, upTarget(definition, id));
    else if (action === "down") this.workspace.move(id, downTarget(definition, id));
    else if (action === "duplicate") this.workspace.duplicate(id);
    else this.workspace.delete(id);
    const again = this.tools.isConnected
      ? this.tools.querySelector<HTMLElement>(`[data-action="${action}"]`)
      : null;
    again?.focus();
  }

  private clicked(event: MouseEvent): void {
    if (!(event.target instanceof Element) || event.target.closest(".designer-tools, cpms-designer-palette"))
      return;
    const inserter = event.target.closest<HTMLElement>("[data-parent]");
    if (inserter) {
      this.workspace.openPalette({
        parent: inserter.dataset["parent"] ?? null,
        index: Number(inserter.dataset["index"]),
      });
      return;
    }
    const id = event.target.closest<HTMLElement>("[data-id]")?.dataset["id"];
    if (id === undefined) return;
    const again = id === this.workspace.selection;
    this.workspace.select(id);
    const node = this.items.get(id)?.node;
    if (again && event.target.closest("[data-words]")) this.editWords(id);
    else node?.focus({ preventScroll: true });
  }

  private doubleClicked(event: MouseEvent): void {
    const words = event.target instanceof Element ? event.target.closest("[data-words]") : null;
    const id = words?.closest<HTMLElement>("[data-id]")?.dataset["id"];
    if (id !== undefined) this.editWords(id);
  }

  private pressed(event: KeyboardEvent): void {
    const on = event.target instanceof HTMLElement ? event.target : null;
    if (!on?.matches(".designer-item") || event.altKey || event.ctrlKey || event.metaKey) return;
    const id = on.dataset["id"] ?? "";
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => this.walk(id, 1),
      ArrowUp: () => this.walk(id, -1),
      F2: () => this.editWords(id),
      Enter: () =>
        this.workspace.focusOn({
          element: id,
          property: wordsProperty(elementOf(this.workspace.definition, id) ?? { kind: "", id }) ?? null,
          item: null,
        }),
      " ": () => this.workspace.select(id),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  }

  private walk(id: string, step: number): void {
    const page = elementOf(this.workspace.definition, this.workspace.page);
    const order = page ? [...within(page)].map((element) => element.id) : [];
    const next =
      order[order.indexOf(this.workspace.selection ?? id) + (this.workspace.selection === null ? 0 : step)];
    if (next === undefined) return;
    this.workspace.select(next);
    const node = this.items.get(next)?.node;
    node?.focus({ preventScroll: true });
    if (node) reveal(node, BAR);
  }

  private editWords(id: string): void {
    const element = elementOf(this.workspace.definition, id);
    const property = element && wordsProperty(element);
    const label = property && this.items.get(id)?.body.querySelector<HTMLElement>("[data-words]");
    if (!element || !property || !label || this.workspace.readOnly || this.editing) return;
    const { language } = this.workspace;
    this.editing = true;
    editWords({
      label,
      words: localizedOf(element[property])[language] ?? "",
      name: `Words of ${nameOf(element, language, this.workspace.definition.languages)}`,
      multiline: element.kind === "note",
      keep: (words) => {
        this.editing = false;
        const keyIsUsed = this.workspace.usageOf(id) > 0;
        this.workspace.apply(
          setText(this.workspace.definition, id, property, language, words, {
            keyIsUsed,
          }),
        );
      },
      done: () => {
        this.editing = false;
        this.draw();
        if (placeOf(this.workspace.definition, id) && this.workspace.selection === id)
          this.items.get(id)?.node.focus({ preventScroll: true });
      },
    });
  }
}

customElements.define("cpms-designer-canvas", DesignerCanvas);
