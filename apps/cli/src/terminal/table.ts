import type { Screen, Style } from "./screen.ts";
import { cutToWidth, padToWidth, widthOf } from "./text-width.ts";

export interface Column {
  readonly name: string;
  /** Numbers stand to the right. @default "left" */
  readonly align?: "left" | "right";
  /** The most columns of the terminal it takes. */
  readonly width?: number;
}

export interface Cell {
  readonly text: string;
  readonly style?: Style;
}

/** Rows under names, as wide as they need to be. The cells must be safe. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[], screen: Pick<Screen, "paint">): string {
  const widths = columns.map(({ name, width = Number.POSITIVE_INFINITY }, at) =>
    Math.min(width, Math.max(widthOf(name), ...rows.map((row) => widthOf(row[at]?.text ?? "")))),
  );
  const lineOf = (cells: readonly Cell[]): string =>
    columns
      .map(({ align }, at) => {
        const { text = "", style } = cells[at] ?? {};
        const cut = cutToWidth(text, widths[at] ?? 0);
        const blank = " ".repeat((widths[at] ?? 0) - widthOf(cut));
        const painted = style === undefined ? cut : screen.paint(style, cut);
        return align === "right" ? blank + painted : at === columns.length - 1 ? painted : painted + padToWidth("", blank.length);
      })
      .join("  ")
      .trimEnd();
  return [lineOf(columns.map(({ name }) => ({ text: name, style: "dim" }))), ...rows.map(lineOf)].map((line) => `  ${line}`).join("\n");
}
