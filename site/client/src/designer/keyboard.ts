/** Keys that work anywhere in the designer. Where text is typed, letters and Delete stay with the text. */

import { downTarget, inTarget, outTarget, upTarget } from "./model/placement";
import type { Workspace } from "./workspace";

/** True if the key was for the designer: the browser and the page editor then leave it alone. */
export function handleKey(event: KeyboardEvent, workspace: Workspace): boolean {
  if (event.ctrlKey || event.metaKey) return withControl(event, workspace);
  const id = workspace.selection;
  if (id === null || !onElements(event.target)) return false;
  if (event.altKey) return withAlt(event.key, id, workspace);
  if (event.key !== "Delete" && event.key !== "Backspace") return false;
  workspace.delete(id);
  return true;
}

/** The browser's own undo would put back text behind the form's back; only drafts that are not in the form yet keep it. */
function withControl(event: KeyboardEvent, workspace: Workspace): boolean {
  const own = event.target instanceof HTMLElement && event.target.closest("[data-own-undo]") !== null;
  const key = event.key.toLowerCase();
  if (key === "z" && !own) {
    if (event.shiftKey) workspace.redo();
    else workspace.undo();
    return true;
  }
  if (key === "y" && !own) {
    workspace.redo();
    return true;
  }
  if (key === "d" && workspace.selection !== null && !event.shiftKey && !event.altKey) {
    workspace.duplicate(workspace.selection);
    return true;
  }
  return false;
}

function withAlt(key: string, id: string, workspace: Workspace): boolean {
  const targets = {
    ArrowUp: upTarget,
    ArrowDown: downTarget,
    ArrowLeft: outTarget,
    ArrowRight: inTarget,
  };
  if (!(key in targets)) return false;
  workspace.move(id, targets[key as keyof typeof targets](workspace.definition, id));
  return true;
}

/** On lines of the outline and elements of the canvas, not on buttons or settings. */
function onElements(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('[role="tree"], .designer-item');
}
