import type { Row } from "./terminal-screen.ts";
import { widthOf } from "../src/terminal/text-width.ts";

const cell = { width: 8.4, height: 19, size: 14 };
const padding = 18;
const frameMs = 50;

/** Colours of the codes that the program uses, on the dark ground that the picture brings along. */
const css = [
  "text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#d7dae0}",
  ".s1{font-weight:700}.s2{fill:#8b93a1}",
  ...Object.entries({ 31: "#f2777a", 32: "#8fca7c", 33: "#e8c069", 34: "#6ca8f0", 35: "#c792ea", 36: "#5cc9d6" }).map(
    ([code, color]) => `.s${code}{fill:${color}}`,
  ),
  ".f{fill:#3a404b}",
].join("");

interface Version {
  readonly from: number;
  readonly svg: string;
}

/** Keeps what a terminal showed when, and draws it as one SVG that plays in a loop without a script. */
export class SvgRecording {
  readonly #versions: Version[][] = [];
  readonly #heights: { readonly from: number; readonly rows: number }[] = [{ from: 0, rows: 0 }];

  /** `at` in milliseconds from the start. */
  frame(at: number, rows: readonly Row[]): void {
    const from = Math.floor(at / frameMs) * frameMs;
    const height = rows.findLastIndex((row) => row.length > 0) + 1;
    if (height !== this.#heights.at(-1)?.rows) this.#heights.push({ from, rows: height });
    for (let index = 0; index < Math.max(rows.length, this.#versions.length); index += 1) {
      const svg = drawRow(rows[index] ?? []);
      const versions = (this.#versions[index] ??= []);
      const last = versions.at(-1);
      if ((last?.svg ?? "") === svg) continue;
      if (last?.from === from) versions.pop();
      versions.push({ from, svg });
    }
  }

  /** `columns` and `rows` of the window; `durationMs` of one round. Where nothing may move, the last picture stands. */
  draw({
    columns,
    rows,
    durationMs,
    title,
  }: {
    readonly columns: number;
    readonly rows: number;
    readonly durationMs: number;
    readonly title: string;
  }): string {
    const percent = (at: number): string => `${((100 * at) / durationMs).toFixed(2)}%`;
    const keyframes: string[] = [];
    const drawn = this.#versions.flatMap((versions, index) =>
      versions.map(({ from, svg }, at) => {
        if (svg === "") return "";
        const until = versions[at + 1]?.from;
        const name = `k${index}_${at}`;
        const hidden = from === 0 ? "" : "0%{opacity:0}";
        keyframes.push(
          `@keyframes ${name}{${hidden}${percent(from)}{opacity:1}${until === undefined ? "" : `${percent(until)}{opacity:0}`}}`,
        );
        return `<g transform="translate(0 ${index * cell.height})" style="animation-name:${name}"${until === undefined ? "" : ' opacity="0"'}>${svg}</g>`;
      }),
    );
    const top = (height: number): number => -Math.max(0, height - rows) * cell.height;
    const scroll = this.#heights.map(({ from, rows: height }) => `${percent(from)}{transform:translateY(${top(height)}px)}`);
    const last = top(this.#heights.at(-1)?.rows ?? 0);
    const [width, height] = [Math.ceil(columns * cell.width) + 2 * padding, rows * cell.height + 2 * padding];
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(title)}">`,
      `<title>${escape(title)}</title>`,
      `<style>${css}g g{animation:${durationMs}ms step-end infinite}@keyframes scroll{${scroll.join("")}}${keyframes.join("")}@media(prefers-reduced-motion){g g{animation:none}}</style>`,
      `<rect width="${width}" height="${height}" rx="10" fill="#1b1f27"/>`,
      `<clipPath id="window"><rect width="${width}" height="${rows * cell.height}"/></clipPath>`,
      `<g transform="translate(${padding} ${padding})" clip-path="url(#window)">`,
      `<g transform="translate(0 ${last})" style="animation-name:scroll">${drawn.join("")}</g>`,
      "</g></svg>\n",
    ].join("");
  }
}

/** Runs of one style, each put where it belongs, whatever font the reader has; blocks become rectangles without seams. */
function drawRow(row: Row): string {
  const runs: { readonly column: number; readonly style: string; text: string; columns: number }[] = [];
  for (const [column, one] of row.entries()) {
    if (one === undefined) continue;
    const last = runs.at(-1);
    const same =
      last !== undefined &&
      last.style === one.style &&
      last.column + last.columns === column &&
      isBlock(last.text) === isBlock(one.text) &&
      widthOf(one.text) === 1;
    if (same) {
      last.text += one.text;
      last.columns += 1;
    } else runs.push({ column, style: one.style, text: one.text, columns: widthOf(one.text) });
  }
  return runs
    .filter(({ text }) => text.trim() !== "")
    .map(({ column, style, text, columns }) => {
      const codes = style.split(" ").filter((code) => code !== "");
      const classes = text.startsWith("░") ? "f" : codes.map((code) => `s${code}`).join(" ");
      const named = classes === "" ? "" : ` class="${classes}"`;
      const x = round((column + text.length - text.trimStart().length) * cell.width);
      if (isBlock(text)) return `<rect${named} x="${x}" y="3" width="${round(columns * cell.width)}" height="14"/>`;
      return `<text${named} x="${x}" y="15">${escape(aligned(text.trim()))}</text>`;
    })
    .join("");
}

/** Browsers draw several blanks in SVG as one. */
function aligned(text: string): string {
  return text.replaceAll(/ {2,}/g, (blanks) => "\u00a0".repeat(blanks.length));
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

function isBlock(text: string): boolean {
  return /^[█░]+$/.test(text);
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
