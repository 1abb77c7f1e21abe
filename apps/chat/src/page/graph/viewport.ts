/** Which part of the drawing is seen: a point of it lands at `point * scale + offset`. */
export interface Viewport {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const smallest = 0.1;
const largest = 8;
/** Two entities alone would lie at the edges of the frame. */
const largestFit = 1.5;

export function pan(view: Viewport, by: Point): Viewport {
  return { ...view, x: view.x + by.x, y: view.y + by.y };
}

/** Larger or smaller, with what is at `at` staying where it is. */
export function zoom(view: Viewport, factor: number, at: Point): Viewport {
  const scale = Math.min(largest, Math.max(smallest, view.scale * factor));
  const grown = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown };
}

/** All of these points in the middle of a frame. */
export function fit(points: readonly Point[], frame: { readonly width: number; readonly height: number }): Viewport {
  if (points.length === 0) return { scale: 1, x: frame.width / 2, y: frame.height / 2 };
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const margin = 32;
  const wide = (frame.width - 2 * margin) / Math.max(1, right - left);
  const high = (frame.height - 2 * margin) / Math.max(1, bottom - top);
  const scale = Math.min(largestFit, Math.max(smallest, Math.min(wide, high)));
  return { scale, x: frame.width / 2 - ((left + right) / 2) * scale, y: frame.height / 2 - ((top + bottom) / 2) * scale };
}
