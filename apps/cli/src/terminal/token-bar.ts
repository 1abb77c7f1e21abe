import type { ContextReport } from "@pagefile/core";
import type { Screen, Style } from "./screen.ts";
import { widthOf } from "./text-width.ts";

const parts: readonly {
  readonly name: "system" | "blocks" | "summary" | "queue" | "recalled" | "free";
  readonly style: Style;
  readonly glyph: string;
}[] = [
  { name: "system", style: "blue", glyph: "█" },
  { name: "blocks", style: "magenta", glyph: "▓" },
  { name: "summary", style: "yellow", glyph: "▚" },
  { name: "queue", style: "green", glyph: "▒" },
  { name: "recalled", style: "cyan", glyph: "▞" },
  { name: "free", style: "dim", glyph: "░" },
];

/**
 * How full the context is: a bar whose segments are proportional (a part that is there has one column at least) and a
 * legend in tokens. Without colour each part has a glyph of its own.
 */
export function tokenBar(report: ContextReport, screen: Pick<Screen, "paint" | "hasColor" | "columns">): string {
  const cells = screen.columns - 4;
  const widths = shareCells(
    parts.map(({ name }) => Math.max(0, report[name])),
    cells,
  );
  const glyphOf = ({ name, glyph }: (typeof parts)[number]): string => (screen.hasColor && name !== "free" ? "█" : glyph);
  const bar = parts.map((part, at) => screen.paint(part.style, glyphOf(part).repeat(widths[at] ?? 0))).join("");
  const shown = parts.filter(({ name }) => report[name] > 0 || name === "free");
  const legend = shown.map((part) => ({
    plain: `${glyphOf(part)} ${part.name} ${count(report[part.name])}`,
    painted: `${screen.paint(part.style, glyphOf(part))} ${screen.paint("dim", `${part.name} ${count(report[part.name])}`)}`,
  }));
  return [bar, ...inRows(legend, cells)].map((line) => `  ${line}`).join("\n");
}

/** Whole columns in proportion, by largest remainder. */
function shareCells(amounts: readonly number[], cells: number): readonly number[] {
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  if (total === 0) return amounts.map(() => 0);
  const exact = amounts.map((amount) => (amount / total) * cells);
  const widths = exact.map((width) => (width > 0 ? Math.max(1, Math.floor(width)) : 0));
  const byNeed = exact.map((width, at) => ({ at, need: () => width - (widths[at] ?? 0) }));
  for (let used = sum(widths); used !== cells; used += used < cells ? 1 : -1) {
    const step = used < cells ? 1 : -1;
    const able = byNeed.filter(({ at }) => (widths[at] ?? 0) > (step > 0 ? 0 : 1));
    const next = able.reduce((best, one) => (step * one.need() > step * best.need() ? one : best));
    widths[next.at] = (widths[next.at] ?? 0) + step;
  }
  return widths;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function inRows(items: readonly { readonly plain: string; readonly painted: string }[], columns: number): readonly string[] {
  const rows: string[] = [];
  let row: string[] = [];
  let used = 0;
  for (const { plain, painted } of items) {
    const width = widthOf(plain) + (row.length === 0 ? 0 : 3);
    if (row.length > 0 && used + width > columns) {
      rows.push(row.join("   "));
      row = [];
      used = 0;
    }
    row.push(painted);
    used += row.length === 1 ? widthOf(plain) : width;
  }
  return [...rows, row.join("   ")];
}

function count(tokens: number): string {
  return tokens.toLocaleString("en");
}
