import type { TableResult } from "@pagefile/core";
import type { JsonValue } from "@pagefile/core/contracts";
import { plural } from "./activity.ts";
import { sanitiseLine } from "./sanitise.ts";
import type { Screen } from "./screen.ts";
import { type Cell, type Column, table } from "./table.ts";
import { widthOf } from "./text-width.ts";

const gap = 2;
/** A column that is cut further tells nothing. */
const narrowest = 6;

/** The rows of a query as a table no wider than the terminal, and how many there are in all. */
export function showRows({ columns, rows, total }: Pick<TableResult, "columns" | "rows" | "total">, screen: Screen): void {
  const cells = rows.map((row) => row.map(cellOf));
  const names = columns.map(sanitiseLine);
  const needed = names.map((name, at) => Math.max(widthOf(name), ...cells.map((row) => widthOf(row[at]?.text ?? ""))));
  const widths = fitWidths(needed, screen.columns - gap);
  const shown: readonly Column[] = widths.map((width, at) => ({
    name: names[at] ?? "",
    width,
    align: rows.every((row) => row[at] === null || typeof row[at] === "number") ? "right" : "left",
  }));
  screen.line(table(shown, cells, screen));
  const count = plural(total, "row", "rows");
  screen.note(rows.length < total ? `the first ${rows.length.toLocaleString("en")} of ${count}` : count);
  if (widths.length < names.length) screen.note(`no room for ${names.slice(widths.length).join(", ")}`);
}

/** Takes from the widest until all fit, and leaves out the last columns where even that is not enough. */
export function fitWidths(needed: readonly number[], columns: number): readonly number[] {
  const widths = [...needed];
  const used = (): number => widths.reduce((sum, width) => sum + width + gap, -gap);
  while (used() > columns) {
    const widest = Math.max(...widths);
    if (widest > narrowest) widths[widths.lastIndexOf(widest)] = widest - 1;
    else if (widths.length > 1) widths.pop();
    else return [columns];
  }
  return widths;
}

function cellOf(value: JsonValue): Cell {
  if (value === null) return { text: "null", style: "dim" };
  if (typeof value === "number") return { text: String(value) };
  if (typeof value !== "string") return { text: JSON.stringify(value) };
  return { text: instant.test(value) ? value.replace("T", " ").replace(/(?: 00:00:00)?\.000Z$/, "") : sanitiseLine(value) };
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/;
