/**
 * The page of the form as it will look. Only this page exists as DOM, and an element is drawn again only when it changed.
 *
 *   <cpms-designer-canvas></cpms-designer-canvas>
 *
 * Needs `workspace` before it is inserted. A click selects; a click on the words of what is selected, or F2, edits them.
 */

import { button, fill, h, reveal } from "../dom";
import { icon } from "../icons";
import type { FormElement } from "../model/document";
import { localizedOf, nameOf } from "../model/document";
import { setText } from "../model/operations";
import type { Target } from "../model/placement";
import { downTarget, mayHold, upTarget } from "../model/placement";
import { elementOf, placeOf, within } from "../model/tree";
import type { Aspect } from "../workspace";
import { screen, WorkspaceElement } from "../workspace-element";
import { editWords } from "./words-editor";
import type { Item } from "./item";
import { createItem, decorate, drawItem, tools, wordsProperty } from "./item";
import { DesignerPalette } from "./palette";
import { PageBar } from "./page-bar";

/** Height of the bar that stays on top while the page is scrolled. */
const BAR = 48;

export class DesignerCanvas extends WorkspaceElement {
  private items = new Map<string, Item>();
  private inserters = new Map<string, HTMLElement>();
  private palette: DesignerPalette | null = null;
  private editing = false;
  private readonly sheet = h("div", { class: "designer-sheet" });
  private readonly tools = tools((action) => this.act(action));
  private bar: PageBar | null = null;

  protected start(): void {
    if (this.bar) return;
    this.bar = screen(PageBar, this.workspace);
    this.sheet.addEventListener("click", (event) => this.clicked(event));
    this.sheet.addEventListener("dblclick", (event) => this.doubleClicked(event));
    this.sheet.addEventListener("keydown", (event) => this.pressed(event));
    fill(this, this.bar, this.sheet);
    this.draw();
  }

  protected update(aspects: ReadonlySet<Aspect>): void {
    if (this.editing && !aspects.has("definition")) return;
    if (!["definition", "selection", "check", "language", "insertion"].some((aspect) => aspects.has(aspect as Aspect))) return;
    const selectedElsewhere = aspects.has("selection") && !this.contains(document.activeElement);
    this.draw();
    if (selectedElsewhere) this.reveal();
  }

  private draw(): void {
    const { definition, page } = this.workspace;
    const element = elementOf(definition, page);
    if (!element) {
      fill(this.sheet, h("p", { class: "designer-quiet" }, "The form has no page yet. Add one in the outline."));
      return;
    }
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.closest<HTMLElement>("[data-id]")?.dataset["id"] : undefined;
    const hadFocus = focused !== undefined && this.sheet.contains(document.activeElement) && document.activeElement?.getAttribute("data-id") === focused;
    this.forget(element);
    const item = this.item(element);
    if (this.sheet.firstChild !== item.node || this.sheet.childNodes.length > 1) this.sheet.replaceChildren(item.node);
    const selected = this.items.get(this.workspace.selection ?? "");
    for (const shown of this.items.values()) decorate(shown, this.workspace, shown === (selected ?? item));
    if (selected && !this.workspace.readOnly) selected.node.prepend(this.tools);
    else this.tools.remove();
    if (hadFocus && this.workspace.selection !== null) selected?.node.focus({ preventScroll: true });
  }

  /** Drops what is not on this page any more. */
  private forget(page: FormElement): void {
    const present = new Set([...within(page)].map((element) => element.id));
    for (const id of this.items.keys()) if (!present.has(id)) this.items.delete(id);
    for (const [name] of this.inserters) if (!present.has(name.split("/")[0] ?? "")) this.inserters.delete(name);
  }

  private item(element: FormElement): Item {
    let item = this.items.get(element.id);
    if (!item || item.element.kind !== element.kind) {
      item = createItem(element, this.workspace);
      this.items.set(element.id, item);
    } else if (item.element !== element || item.language !== this.workspace.language) {
      item.element = element;
      item.language = this.workspace.language;
      drawItem(item, this.workspace);
    }
    if (item.list) this.arrange(item.list, element);
    return item;
  }

  /** Puts children and the places between them in order, touching only what stands wrong: focus stays where it is. */
  private arrange(list: HTMLElement, parent: FormElement): void {
    const wanted: HTMLElement[] = [];
    const children = parent.elements ?? [];
    children.forEach((child, index) => {
      wanted.push(this.gap(parent, index, false), this.item(child).node);
    });
    wanted.push(this.gap(parent, children.length, true));
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

  private gap(parent: FormElement, index: number, last: boolean): HTMLElement {
    const open = this.workspace.insertion;
    if (open?.parent === parent.id && open.index === index) return this.openPalette(open);
    const name = `${parent.id}/${last ? "end" : index}`;
    const known = this.inserters.get(name);
    if (known && known.dataset["index"] === String(index)) return known;
    const words = last && parent.kind !== "row" ? wordsAtEnd(parent) : "Add here";
    const made = h(
      "div",
      { class: `designer-gap ${last ? "designer-gap--end" : ""} ${last && index === 0 ? "designer-gap--empty" : ""}`, "data-index": index, hidden: this.workspace.readOnly },
      button({ class: "designer-gap__button", tabindex: last ? null : "-1", "data-parent": parent.id, "data-index": index }, icon("add"), h("span", {}, words)),
    );
    this.inserters.set(name, made);
    return made;
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
    const again = this.tools.isConnected ? this.tools.querySelector<HTMLElement>(`[data-action="${action}"]`) : null;
    again?.focus();
  }

  private clicked(event: MouseEvent): void {
    if (!(event.target instanceof Element) || event.target.closest(".designer-tools, cpms-designer-palette")) return;
    const inserter = event.target.closest<HTMLElement>("[data-parent]");
    if (inserter) {
      this.workspace.openPalette({ parent: inserter.dataset["parent"] ?? null, index: Number(inserter.dataset["index"]) });
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
      Enter: () => this.workspace.focusOn({ element: id, property: wordsProperty(elementOf(this.workspace.definition, id) ?? { kind: "", id }) ?? null, item: null }),
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
    const next = order[order.indexOf(this.workspace.selection ?? id) + (this.workspace.selection === null ? 0 : step)];
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
        this.workspace.apply(setText(this.workspace.definition, id, property, language, words, { keyIsUsed }));
      },
      done: () => {
        this.editing = false;
        this.draw();
        if (placeOf(this.workspace.definition, id) && this.workspace.selection === id) this.items.get(id)?.node.focus({ preventScroll: true });
      },
    });
  }
}

function wordsAtEnd(parent: FormElement): string {
  if (parent.kind === "page") return "Add a question or a section to this page";
  return mayHold(parent.kind, "section") ? "Add to this group" : "Add here";
}

customElements.define("cpms-designer-canvas", DesignerCanvas);
