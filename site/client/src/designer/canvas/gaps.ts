/** The places between elements where something may be added; each goes along with the element that it stands before. */

import { button, h } from "../dom";
import { icon } from "../icons";
import type { FormElement } from "../model/document";
import { mayHold } from "../model/placement";

export class Gaps {
  private readonly known = new Map<string, HTMLElement>();

  constructor(private readonly readOnly: boolean) {}

  /** The place before `next`, or the last one (`null`). */
  at(parent: FormElement, index: number, next: FormElement | null): HTMLElement {
    const name = `${parent.id}/${next?.id ?? ""}`;
    const gap = this.known.get(name) ?? this.made(parent, next === null);
    this.known.set(name, gap);
    gap.classList.toggle("designer-gap--empty", next === null && index === 0);
    const inside = gap.firstElementChild;
    if (inside instanceof HTMLElement) inside.dataset["index"] = String(index);
    return gap;
  }

  private made(parent: FormElement, last: boolean): HTMLElement {
    const words = last ? wordsAtEnd(parent) : "Add here";
    const add = button(
      {
        class: "designer-gap__button",
        tabindex: last ? null : "-1",
        "data-parent": parent.id,
      },
      icon("add"),
      h("span", {}, words),
    );
    return h(
      "div",
      {
        class: last ? "designer-gap designer-gap--end" : "designer-gap",
        hidden: this.readOnly,
      },
      add,
    );
  }

  /** Drops those of elements that are not on the page any more. */
  forget(present: ReadonlySet<string>): void {
    for (const name of this.known.keys()) {
      const [parent = "", next = ""] = name.split("/");
      if (!present.has(parent) || (next !== "" && !present.has(next))) this.known.delete(name);
    }
  }
}

function wordsAtEnd(parent: FormElement): string {
  if (parent.kind === "page") return "Add a question or a section to this page";
  return mayHold(parent.kind, "section") ? "Add to this group" : "Add here";
}
