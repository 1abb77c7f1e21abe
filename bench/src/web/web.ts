import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Bench } from "../bench.ts";
import { rounded } from "../engine/timing.ts";
import { builtPage } from "./built-page.ts";
import { measureParts, type Part, parts } from "./parts.ts";
import { tableOf } from "./web-table.ts";

const full = { messages: 100_000, rounds: 15, turns: 100, tabs: 100, writes: 200, nodes: 500, entries: 500 };
const quick = { messages: 2_000, rounds: 3, turns: 20, tabs: 20, writes: 40, nodes: 500, entries: 500 };

/**
 * What the web chat costs: over the agent without it, in bytes, with many tabs, and with a long memory. `--quick` measures less,
 * `--messages` says how long the long memory is; names choose among the parts.
 */
export const bench: Bench = async (args) => {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const chosen = partsOf(positionals);
  const sizes = { ...(values.quick ? quick : full), ...(values.messages !== undefined && { messages: countOf(values.messages) }) };
  const progress = (text: string): void => void process.stderr.write(`web: ${text}\n`);
  const folder = mkdtempSync(join(tmpdir(), "pagefile-web-"));
  try {
    progress("building the page");
    const page = await builtPage(folder);
    const figures = await measureParts(chosen, { folder, page, sizes, progress });
    const result = { bench: "web", sizes, loadAverage: loadavg().map((load) => rounded(load, 1)), ...figures };
    return { result, table: tableOf(figures) };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const options = { json: { type: "boolean" }, quick: { type: "boolean" }, messages: { type: "string" } } as const;

function partsOf(names: readonly string[]): readonly Part[] {
  const known = names.flatMap((name) => parts.find((part) => part === name) ?? []);
  const unknown = names.find((name) => !known.some((part) => part === name));
  if (unknown !== undefined) throw new TypeError(`There is no part ${unknown}; there are ${parts.join(", ")}.`);
  return known.length === 0 ? parts : known;
}

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 100) throw new TypeError(`--messages takes a number from 100, and not ${text}.`);
  return count;
}
