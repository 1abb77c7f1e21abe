import { type Memory, openMemory, type RebuildProgress } from "@pagefile/core";
import type { Journal, Space } from "@pagefile/core/contracts";
import { timed } from "../engine/timing.ts";
import { drafts } from "./drafts.ts";
import type { Subject } from "./subjects.ts";

const tellEveryMs = 5_000;

export interface RebuildOptions {
  readonly subject: Subject;
  readonly journal: Journal;
  /** Of the store. */
  readonly name: string;
  readonly space: Space;
  readonly records: number;
  /** Stops there. @default goes to the end */
  readonly longestMs?: number | undefined;
  readonly progress: (text: string) => void;
}

/** Fills a store anew from a journal that was written without it. */
export async function measureRebuild(memory: Memory, options: RebuildOptions): Promise<object> {
  const { subject, journal, name, space, records, longestMs, progress } = options;
  const written = openMemory({ journal }).space(space);
  for (let at = 0; at < records; at += 500) await written.write(drafts(subject, Math.min(500, records - at)));
  const started = performance.now();
  const rate = (done: number): number => Math.round((done / (performance.now() - started)) * 1000);
  let done = 0;
  let told = started;
  const onProgress = (now: RebuildProgress): void => {
    done = now.done;
    if (performance.now() - told < tellEveryMs) return;
    told = performance.now();
    progress(`rebuild: ${done} of ${now.total} records, ${rate(done)} a second`);
  };
  const signal = longestMs === undefined ? undefined : AbortSignal.timeout(longestMs);
  const ms = await timed(async () => {
    try {
      const { pending } = await memory.rebuild(name, { space, onProgress, ...(signal && { signal }) });
      if (pending.length > 0) throw new Error(pending[0]?.reason);
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  });
  return { records: done, of: records, recordsPerSecond: Math.round((done / ms) * 1000) };
}
