/** Dragging a line of the outline with mouse, pen or finger; Escape gives up. A finger drags by the grip, else it scrolls. */

import type { Drop } from "./rows";

export interface DragHost {
  readonly surface: HTMLElement;
  /** The element on whose line the pointer went down, if it may be dragged from there. */
  grabbed(event: PointerEvent): string | undefined;
  /** `y` in pixels from the top of the whole list. */
  over(moved: string, y: number): Drop | undefined;
  mark(moved: string | null, drop: Drop | undefined): void;
  drop(moved: string, drop: Drop): void;
}

const THRESHOLD = 5;
const EDGE = 28;

export function dragging(host: DragHost): void {
  const { surface } = host;
  let start: {
    readonly id: string;
    readonly y: number;
    readonly pointer: number;
  } | null = null;
  let moving = false;
  let drop: Drop | undefined;

  const stop = (): void => {
    start = null;
    moving = false;
    drop = undefined;
    host.mark(null, undefined);
  };

  surface.addEventListener("pointerdown", (event) => {
    const id = event.button === 0 ? host.grabbed(event) : undefined;
    if (id !== undefined) start = { id, y: event.clientY, pointer: event.pointerId };
  });

  surface.addEventListener("pointermove", (event) => {
    if (!start || event.pointerId !== start.pointer) return;
    if (!moving && Math.abs(event.clientY - start.y) < THRESHOLD) return;
    if (!moving) surface.setPointerCapture(event.pointerId);
    moving = true;
    const box = surface.getBoundingClientRect();
    if (event.clientY < box.top + EDGE) surface.scrollTop -= EDGE / 2;
    else if (event.clientY > box.bottom - EDGE) surface.scrollTop += EDGE / 2;
    drop = host.over(start.id, event.clientY - box.top + surface.scrollTop);
    host.mark(start.id, drop);
    event.preventDefault();
  });

  surface.addEventListener("pointerup", () => {
    const done = start && moving && drop ? { id: start.id, drop } : null;
    const moved = moving;
    stop();
    if (done) host.drop(done.id, done.drop);
    if (moved) surface.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => surface.removeEventListener("click", swallow, { capture: true }));
  });
  surface.addEventListener("pointercancel", stop);
  surface.ownerDocument.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && moving) stop();
  });
}

/** The click that ends a drag must not select the line under the pointer. */
function swallow(event: Event): void {
  event.stopPropagation();
}
