import { setTimeout as pause } from "node:timers/promises";
import { type Draft, type Memory, openMemory, type RebuildProgress } from "@pagefile/core";
import { parseSpace } from "@pagefile/core/contracts";
import { randomEmbedder, sentences } from "../engine/corpus.ts";
import { percentile, rounded, timed } from "../engine/timing.ts";
import { dimensions, space } from "./side.ts";
import type { Subject } from "./subjects.ts";

const target = 1_000;
const batch = 20;

/** How long a rebuild, or catching up after the writes, is watched. */
const longestMs = 20_000;

export interface FollowOptions {
  readonly seconds: number;
  /** How many records a rebuild goes through. */
  readonly records: number;
}

/** How long after its acknowledgement a write is in the store, at 1,000 writes a second; and how fast the store is filled anew. */
export async function follow(subject: Subject, { seconds, records }: FollowOptions): Promise<object> {
  const { journal, stores } = subject.stack();
  const embedder = randomEmbedder(dimensions);
  await using memory = openMemory({ journal, stores, embedder, storeDeadlineMs: 600_000 });
  const { name } = stores[0] ?? journal;
  const vectors = journal.cursor(space, `${name}@${embedder.id}`);
  const lag = await lagOf(memory, { subject, seconds, has: async (seq) => (await vectors.get()) >= seq });
  // Without the store, which would follow these too.
  const written = openMemory({ journal }).space(rebuilt);
  for (let at = 0; at < records; at += 500) await written.write(drafts(subject, Math.min(500, records - at)));
  const rebuild = await rebuildOf(memory, name);
  for (const store of stores) for (const used of [space, rebuilt]) await store.drop(used);
  return { lag, rebuild };
}

const rebuilt = parseSpace("bench/rebuilt");

async function rebuildOf(memory: Memory, name: string): Promise<object> {
  let records = 0;
  const signal = AbortSignal.timeout(longestMs);
  const onProgress = ({ done }: RebuildProgress): void => void (records = done);
  const ms = await timed(async () => {
    try {
      const { pending } = await memory.rebuild(name, { space: rebuilt, signal, onProgress });
      if (pending.length > 0) throw new Error(pending[0]?.reason);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  });
  return { records, recordsPerSecond: Math.round((records / ms) * 1000) };
}

interface LagOptions {
  readonly subject: Subject;
  readonly seconds: number;
  /** Whether the store has applied the journal up to an entry. */
  has(seq: number): Promise<boolean>;
}

async function lagOf(memory: Memory, { subject, seconds, has }: LagOptions): Promise<object> {
  const home = memory.space(space);
  // The first write makes collections and indexes.
  await home.write(drafts(subject, 1));
  const waiting: { readonly seq: number; readonly at: number }[] = [];
  const lags: number[] = [];
  let ended = Number.POSITIVE_INFINITY;
  const watching = (async () => {
    while (ended === Number.POSITIVE_INFINITY || (waiting.length > 0 && performance.now() - ended < longestMs)) {
      const [first] = waiting;
      if (first === undefined || !(await has(first.seq))) {
        await pause(1);
        continue;
      }
      lags.push(performance.now() - first.at);
      waiting.shift();
    }
  })();
  const started = performance.now();
  let written = 0;
  for (; performance.now() - started < seconds * 1000; written += batch) {
    await pause(Math.max(0, started + (written / target) * 1000 - performance.now()));
    const { head } = await home.write(drafts(subject, batch), { wait: "journal" });
    waiting.push({ seq: head.seq, at: performance.now() });
  }
  const rate = written / ((performance.now() - started) / 1000);
  ended = performance.now();
  await watching;
  return {
    targetPerSecond: target,
    writesPerSecond: Math.round(rate),
    p50Ms: rounded(percentile(lags, 0.5), 1),
    p95Ms: rounded(percentile(lags, 0.95), 1),
    maxMs: rounded(Math.max(...lags), 1),
    appliedPerSecond: Math.round((lags.length * batch) / ((performance.now() - started) / 1000)),
    ...(waiting.length === 0 && { caughtUpAfterMs: Math.round(performance.now() - ended) }),
  };
}

let seed = 0;

function drafts({ kind }: Subject, count: number): Draft[] {
  seed += 1;
  return sentences(count, seed).map((text, at): Draft => {
    const distinct = `${text} ${seed}-${at}`;
    return kind === "entity" ? { kind: "entity", body: { name: distinct, aliases: [] } } : { kind: "passage", text: distinct };
  });
}
