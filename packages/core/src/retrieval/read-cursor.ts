import { PagefileError } from "../contracts/index.ts";

/**
 * The place after a page: which ranks earlier pages showed, as runs `1-7.9`, for the query and options of `fingerprint`.
 * Ranks that a budget passed over stay open for later pages.
 */
export function writeCursor(fingerprint: string, shown: ReadonlySet<number>): string {
  const runs: [number, number][] = [];
  for (const rank of [...shown].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.[1] === rank - 1) last[1] = rank;
    else runs.push([rank, rank]);
  }
  return `${fingerprint}~${runs.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join(".")}`;
}

/** The ranks earlier pages showed. @throws PagefileError QUERY_INVALID for a cursor of another query or of other options */
export function readCursor(fingerprint: string, cursor: string | undefined): ReadonlySet<number> {
  if (cursor === undefined) return new Set();
  const [owner, runs = ""] = cursor.split("~");
  if (owner !== fingerprint || !/^\d{1,5}(-\d{1,5})?(\.\d{1,5}(-\d{1,5})?)*$/.test(runs)) {
    throw new PagefileError("QUERY_INVALID", "The cursor belongs to another query or other options; begin again without it.");
  }
  const shown = new Set<number>();
  for (const run of runs.split(".")) {
    const [from = 0, to = from] = run.split("-").map(Number);
    for (let rank = from; rank <= to; rank += 1) shown.add(rank);
  }
  return shown;
}
