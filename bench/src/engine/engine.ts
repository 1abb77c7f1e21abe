import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench } from "../bench.ts";
import { durableWrites } from "./durable-writes.ts";
import { search } from "./search.ts";
import { turnOverhead } from "./turn-overhead.ts";

const searchSizes = [10_000, 100_000];
const histories = [100, 1000, 10_000, 100_000];

/**
 * What the engine costs on SQLite, as ratios to floors measured in the same run. `--quick` leaves the largest sizes out.
 */
export const bench: Bench = async (args) => {
  const quick = args.includes("--quick");
  const sizes = (all: readonly number[]): readonly number[] => (quick ? all.slice(0, -1) : all);
  const folder = mkdtempSync(join(tmpdir(), "pagefile-engine-"));
  const progress = (text: string): void => void process.stderr.write(`engine: ${text}\n`);
  try {
    progress("writing");
    const writes = await durableWrites(folder);
    const searches = [];
    for (const size of sizes(searchSizes)) searches.push(await search(folder, size, progress));
    const turns = await turnOverhead(folder, sizes(histories), progress);
    const result = { bench: "engine", writes, search: searches, turns };
    return { result, table: JSON.stringify(result, undefined, 2) };
  } finally {
    rmSync(folder, { recursive: true });
  }
};
