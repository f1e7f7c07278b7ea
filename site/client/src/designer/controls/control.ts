/** What edits one property of an element: an input that reads the workspace and writes back to it. */

import type { Property } from "../config";
import type { Child } from "../dom";
import { freshId, h } from "../dom";
import type { FormElement } from "../model/document";
import { setFormProperty, setProperty } from "../model/operations";
import { elementOf } from "../model/tree";
import type { Workspace } from "../workspace";

export interface Control {
  readonly root: HTMLElement;
  /** Shows what the workspace holds now, without disturbing what is being typed if that says the same. */
  refresh(): void;
}

export type Builder = (subject: Subject) => Control;

/** One property of one element, or of the form itself (`id` null). */
export class Subject {
  constructor(
    readonly workspace: Workspace,
    readonly id: string | null,
    readonly property: Property,
  ) {}

  get element(): FormElement | undefined {
    return elementOf(this.workspace.definition, this.id);
  }

  get value(): unknown {
    const holder: Readonly<Record<string, unknown>> | undefined =
      this.id === null ? this.workspace.definition : this.element;
    return holder?.[this.property.name];
  }

  get languages(): readonly string[] {
    return this.workspace.definition.languages;
  }

  get readOnly(): boolean {
    return this.workspace.readOnly;
  }

  /** Joins quick changes of the same property to one step of undo. */
  topic(part = ""): string {
    return `${this.id ?? "form"}.${this.property.name}${part}`;
  }

  set(value: unknown, { typing = false }: { readonly typing?: boolean } = {}): void {
    const { definition } = this.workspace;
    const { name } = this.property;
    const outcome =
      this.id === null
        ? setFormProperty(definition, name, value)
        : setProperty(definition, this.id, name, value);
    this.workspace.apply(outcome, typing ? this.topic() : null);
  }
}

export interface Frame {
  readonly root: HTMLElement;
  /** For the label's `for` and the input's `id`. */
  readonly inputId: string;
  /** For `aria-describedby`; undefined if there is no help. */
  readonly helpId: string | undefined;
}

/** Label, help and what is inside, in that order: a hint stands before its field. */
export function framed(property: Property, ...inside: Child[]): Frame {
  const inputId = freshId(property.name);
  const helpId = property.help === "" ? undefined : `${inputId}-help`;
  const root = h(
    "div",
    { class: "designer-control", "data-property": property.name },
    h("label", { class: "designer-control__label", for: inputId }, property.label),
    helpId !== undefined && h("p", { class: "designer-control__help", id: helpId }, property.help),
    ...inside,
  );
  return { root, inputId, helpId };
}

/** The same for several inputs under one name. */
export function grouped(property: Property, ...inside: Child[]): HTMLElement {
  const helpId = property.help === "" ? undefined : freshId("help");
  return h(
    "fieldset",
    {
      class: "designer-control",
      "data-property": property.name,
      "aria-describedby": helpId,
    },
    h("legend", { class: "designer-control__label" }, property.label),
    helpId !== undefined && h("p", { class: "designer-control__help", id: helpId }, property.help),
    ...inside,
  );
}
