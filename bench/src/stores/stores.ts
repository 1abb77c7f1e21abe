import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Bench } from "../bench.ts";
import { rounded } from "../engine/timing.ts";
import { cost } from "./cost.ts";
import { follow } from "./follow.ts";
import { type Subject, subjects } from "./subjects.ts";

/** How much is measured. */
interface Sizes {
  readonly records: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly rebuilt: number;
  /** How long a rebuild is watched. @default to its end */
  readonly longestMs?: number;
}

const full: Sizes = { records: 2_000, rounds: 60, seconds: 10, rebuilt: 20_000, longestMs: 20_000 };
const quick: Sizes = { records: 500, rounds: 12, seconds: 2, rebuilt: 3_000, longestMs: 20_000 };

/**
 * What each store costs over its bare client, how far it lags behind the journal, and how fast it is filled anew. A store that
 * cannot be had is named with the reason. `--quick` measures less, `--records` says how many a rebuild goes through, to its end;
 * names choose among the stores.
 */
export const bench: Bench = async (args) => {
  // FAISS reads it when it is loaded; waiting threads slow each other down where other programs run.
  process.env["OMP_NUM_THREADS"] ??= "1";
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const sizes = sizesOf(values);
  const unknown = positionals.find((name) => subjects[name] === undefined);
  if (unknown !== undefined) throw new TypeError(`There is no store ${unknown}; there are ${Object.keys(subjects).join(", ")}.`);
  const folder = mkdtempSync(join(tmpdir(), "pagefile-stores-"));
  const stores: Record<string, object> = {};
  try {
    for (const name of positionals.length > 0 ? positionals : Object.keys(subjects)) stores[name] = await measure(name, { folder, sizes });
  } finally {
    rmSync(folder, { recursive: true });
  }
  const result = { bench: "stores", sizes, loadAverage: loadavg().map((load) => rounded(load, 1)), stores };
  return { result, table: JSON.stringify(result, undefined, 2) };
};

const options = { json: { type: "boolean" }, quick: { type: "boolean" }, records: { type: "string" } } as const;

function sizesOf({ quick: less = false, records }: { readonly quick?: boolean; readonly records?: string }): Sizes {
  const { longestMs, ...sizes } = less ? quick : full;
  if (records === undefined) return { ...sizes, ...(longestMs !== undefined && { longestMs }) };
  const rebuilt = Number(records);
  if (!Number.isSafeInteger(rebuilt) || rebuilt < 1) throw new TypeError(`--records takes a number of records, and not ${records}.`);
  return { ...sizes, rebuilt };
}

async function measure(name: string, { folder, sizes }: { folder: string; sizes: Sizes }): Promise<object> {
  const progress = (text: string): void => void process.stderr.write(`stores: ${name}: ${text}\n`);
  let subject: Subject | undefined;
  try {
    subject = await subjects[name]?.(folder);
    if (subject === undefined) throw new TypeError(`There is no store ${name}.`);
    progress(`the adapter against the bare client, ${sizes.rounds} rounds over ${sizes.records} records`);
    const costs = await cost(subject, sizes);
    const { seconds, rebuilt: records, longestMs } = sizes;
    progress(`following 1,000 records a second for ${seconds} s, then a rebuild of ${records} records`);
    return { cost: costs, ...(await follow(subject, { seconds, records, longestMs, progress })) };
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    progress(`NOT MEASURED: ${failed}`);
    return { notMeasured: failed };
  } finally {
    await subject?.stop();
  }
}
