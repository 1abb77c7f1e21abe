import { seenText } from "../design/text.tsx";
import type { Places } from "./layout.ts";
import { radiusOf } from "./radius.ts";
import type { VisibleGraph } from "./visible-graph.ts";

/** Pixels, about: enough to tell whether two names would lie over each other. */
const letter = 6.2;
const line = 13;
const most = 36;

/** A name as it is written: a long one would cover half the drawing. */
export function shortName(name: string): string {
  const seen = seenText(name);
  return seen.length > 28 ? `${seen.slice(0, 27)}…` : seen;
}

/** The entities whose names fit beside each other at this scale, those with most facts first. */
export function visibleNames({ entities, degrees }: VisibleGraph, places: Places, scale: number): ReadonlySet<string> {
  const boxes: { readonly x: number; readonly y: number; readonly half: number }[] = [];
  const shown = new Set<string>();
  for (const { id, name } of entities.toSorted((a, b) => (degrees.get(b.id) ?? 0) - (degrees.get(a.id) ?? 0))) {
    const place = places.get(id);
    if (!place) continue;
    const half = (shortName(name).length * letter) / 2;
    const box = { x: place.x * scale, y: (place.y - radiusOf(degrees.get(id) ?? 0)) * scale, half };
    if (boxes.some(({ x, y, half: other }) => Math.abs(x - box.x) < half + other && Math.abs(y - box.y) < line)) continue;
    boxes.push(box);
    shown.add(id);
    if (shown.size === most) break;
  }
  return shown;
}
