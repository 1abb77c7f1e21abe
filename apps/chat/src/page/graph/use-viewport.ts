import { type PointerEvent as ReactPointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { dragGesture } from "./drag-gesture.ts";
import type { Places } from "./layout.ts";
import { fit, pan, type Point, type Viewport, zoom } from "./viewport.ts";

export interface ViewportControls {
  readonly frame: RefObject<SVGSVGElement | null>;
  /** Absent until there is something to look at. */
  readonly view: Viewport | undefined;
  /** Begins to drag: an entity, or the whole drawing; a press that goes nowhere selects. */
  readonly grab: (event: ReactPointerEvent<SVGSVGElement>, onSelect: (entity: string | undefined) => void) => void;
  readonly zoomBy: (factor: number) => void;
  readonly fitAll: () => void;
  /** Entities that were dragged, and where to. */
  readonly moved: Places;
}

/** One notch of a wheel is far more than one moment of a pinch. */
const maxTurn = 25;

/** Dragging, zooming by pinching or by Ctrl and the wheel, and fitting a new drawing into its frame. The wheel alone scrolls the page. */
export function useViewport(places: Places | undefined): ViewportControls {
  const frame = useRef<SVGSVGElement>(null);
  const [view, setView] = useState<Viewport>();
  const [moved, setMoved] = useState<Places>(new Map());
  const current = useRef(view);
  current.current = view;
  const gesture = useRef(dragGesture());

  const fitAll = useCallback(() => {
    const box = frame.current?.getBoundingClientRect();
    if (box && box.width > 0 && places) setView(fit([...places.values()], box));
  }, [places]);
  useEffect(() => {
    setMoved(new Map());
    // A frame on the side of a narrow screen that is not shown has no size yet.
    const resized = new ResizeObserver(fitAll);
    if (frame.current) resized.observe(frame.current);
    return () => resized.disconnect();
  }, [fitAll]);

  const zoomAt = useCallback((factor: number, at: Point) => setView((before) => before && zoom(before, factor, at)), []);
  const zoomBy = useCallback(
    (factor: number) => {
      const box = frame.current?.getBoundingClientRect();
      if (box) zoomAt(factor, { x: box.width / 2, y: box.height / 2 });
    },
    [zoomAt],
  );

  useEffect(() => {
    const svg = frame.current;
    // A pinch on a touchpad comes as a wheel with Ctrl. React listens to wheels passively, and this one must not zoom the page as well.
    const turn = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = svg?.getBoundingClientRect();
      if (box)
        zoomAt(Math.exp(-Math.max(-maxTurn, Math.min(maxTurn, event.deltaY)) * 0.01), {
          x: event.clientX - box.x,
          y: event.clientY - box.y,
        });
    };
    svg?.addEventListener("wheel", turn, { passive: false });
    return () => svg?.removeEventListener("wheel", turn);
  }, [zoomAt]);

  const grab = useCallback(
    (event: ReactPointerEvent<SVGSVGElement>, onSelect: (entity: string | undefined) => void) => {
      const svg = event.currentTarget;
      const box = svg.getBoundingClientRect();
      gesture.current(event.nativeEvent, {
        svg,
        onPan: (by) => setView((before) => before && pan(before, by)),
        onZoom: (factor, at) => zoomAt(factor, { x: at.x - box.x, y: at.y - box.y }),
        onMove: (id, to) => {
          const { x, y, scale } = current.current ?? { x: 0, y: 0, scale: 1 };
          const place = { x: (to.x - box.x - x) / scale, y: (to.y - box.y - y) / scale };
          setMoved((before) => new Map([...before, [id, place]]));
        },
        onPress: onSelect,
      });
    },
    [zoomAt],
  );
  return { frame, view, grab, zoomBy, fitAll, moved };
}
