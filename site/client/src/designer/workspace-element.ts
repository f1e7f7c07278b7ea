/** What the designer's screens have in common: they are given the workspace and told what changed in it. */

import type { Aspect, Workspace } from "./workspace";

export abstract class WorkspaceElement extends HTMLElement {
  private given: Workspace | null = null;
  private leave: (() => void) | null = null;

  get workspace(): Workspace {
    if (!this.given) throw new Error(`<${this.localName}> was connected without a workspace.`);
    return this.given;
  }

  set workspace(workspace: Workspace) {
    this.given = workspace;
  }

  connectedCallback(): void {
    this.start();
    this.leave = this.workspace.subscribe((aspects) => this.update(aspects));
  }

  disconnectedCallback(): void {
    this.leave?.();
    this.leave = null;
  }

  /** Builds the screen; called again if the element is moved. */
  protected abstract start(): void;

  protected abstract update(aspects: ReadonlySet<Aspect>): void;
}

/** Creates an element of the designer with its workspace, ready to be inserted. */
export function screen<T extends WorkspaceElement>(type: new () => T, workspace: Workspace): T {
  const element = new type();
  element.workspace = workspace;
  return element;
}
