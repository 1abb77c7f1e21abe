import type { Point } from "./viewport.ts";

export interface DragTargets {
  readonly svg: SVGSVGElement;
  readonly onPan: (by: Point) => void;
  readonly onZoom: (factor: number, at: Point) => void;
  /** An entity was dragged to a point of the window. */
  readonly onMove: (entity: string, to: Point) => void;
  /** A pointer went down and up at one place: on an entity, or on none. */
  readonly onPress: (entity: string | undefined) => void;
}

/** A hand is never quite still. */
const slackPx = 4;

/** What fingers and the mouse do to the drawing: one drags it or an entity, two zoom. Called for each pointer that goes down. */
export function dragGesture(): (down: PointerEvent, targets: DragTargets) => void {
  const fingers = new Map<number, Point>();
  return (down, { svg, onPan, onZoom, onMove, onPress }) => {
    const grabbed = (down.target as Element).closest<SVGGElement>("[data-id]")?.dataset["id"];
    const start = { x: down.clientX, y: down.clientY };
    let dragged = fingers.size > 0;
    const end = new AbortController();
    fingers.set(down.pointerId, start);
    svg.setPointerCapture(down.pointerId);

    const move = (event: PointerEvent): void => {
      const before = fingers.get(event.pointerId);
      if (event.pointerId !== down.pointerId || !before) return;
      const now = { x: event.clientX, y: event.clientY };
      dragged ||= Math.hypot(now.x - start.x, now.y - start.y) > slackPx;
      if (!dragged) return;
      fingers.set(event.pointerId, now);
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
      if (other) {
        const spread = (from: Point): number => Math.hypot(from.x - other.x, from.y - other.y);
        onZoom(spread(now) / Math.max(1, spread(before)), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
      } else if (grabbed === undefined) onPan({ x: now.x - before.x, y: now.y - before.y });
      else onMove(grabbed, now);
    };
    const lift = (event: PointerEvent): void => {
      if (event.pointerId !== down.pointerId) return;
      fingers.delete(event.pointerId);
      end.abort();
      if (!dragged && event.type === "pointerup") onPress(grabbed);
    };
    svg.addEventListener("pointermove", move, { signal: end.signal });
    svg.addEventListener("pointerup", lift, { signal: end.signal });
    svg.addEventListener("pointercancel", lift, { signal: end.signal });
  };
}
