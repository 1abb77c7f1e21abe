import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench } from "../bench.ts";
import { rounded } from "../engine/timing.ts";
import { cost } from "./cost.ts";
import { follow } from "./follow.ts";
import { type Subject, subjects } from "./subjects.ts";

const full = { records: 2_000, rounds: 60, seconds: 5, rebuilt: 20_000 };
const quick = { records: 500, rounds: 12, seconds: 2, rebuilt: 3_000 };

/**
 * What each store costs over its bare client, how far it lags behind the journal, and how fast it is filled anew. A store that
 * cannot be had is named with the reason. `--quick` measures less; names after it choose among the stores.
 */
export const bench: Bench = async (args) => {
  // FAISS reads it when it is loaded; waiting threads slow each other down where other programs run.
  process.env["OMP_NUM_THREADS"] ??= "1";
  const sizes = args.includes("--quick") ? quick : full;
  const chosen = Object.keys(subjects).filter((name) => args.includes(name));
  const folder = mkdtempSync(join(tmpdir(), "pagefile-stores-"));
  const stores: Record<string, object> = {};
  try {
    for (const name of chosen.length > 0 ? chosen : Object.keys(subjects)) stores[name] = await measure(name, { folder, sizes });
  } finally {
    rmSync(folder, { recursive: true });
  }
  const result = { bench: "stores", sizes, loadAverage: loadavg().map((load) => rounded(load, 1)), stores };
  return { result, table: JSON.stringify(result, undefined, 2) };
};

async function measure(name: string, { folder, sizes }: { folder: string; sizes: typeof full }): Promise<object> {
  const progress = (text: string): void => void process.stderr.write(`stores: ${name}: ${text}\n`);
  let subject: Subject | undefined;
  try {
    subject = await subjects[name]?.(folder);
    if (subject === undefined) throw new TypeError(`There is no store ${name}.`);
    progress(`the adapter against the bare client, ${sizes.rounds} rounds over ${sizes.records} records`);
    const costs = await cost(subject, sizes);
    progress(`following 1,000 writes a second for ${sizes.seconds} s, then a rebuild of ${sizes.rebuilt} records`);
    return { cost: costs, ...(await follow(subject, { seconds: sizes.seconds, records: sizes.rebuilt })) };
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    progress(`NOT MEASURED: ${failed}`);
    return { notMeasured: failed };
  } finally {
    await subject?.stop();
  }
}
