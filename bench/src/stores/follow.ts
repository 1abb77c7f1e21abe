import { setTimeout as pause } from "node:timers/promises";
import { type Draft, type Memory, openMemory } from "@pagefile/core";
import { randomEmbedder, sentences } from "../engine/corpus.ts";
import { percentile, rounded, timed } from "../engine/timing.ts";
import { dimensions, space } from "./side.ts";
import type { Subject } from "./subjects.ts";

const target = 1_000;
const batch = 20;

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
  const vectors = journal.cursor(space, `${subject.name}@${embedder.id}`);
  const lag = await lagOf(memory, { subject, seconds, has: async (seq) => (await vectors.get()) >= seq });
  const written = (await journal.head(space)).seq;
  for (let at = written; at < records; at += 500) await memory.space(space).write(drafts(subject, Math.min(500, records - at)));
  let entries = 0;
  const ms = await timed(async () => {
    const report = await memory.rebuild(subject.name);
    if (report.pending.length > 0) throw new Error(report.pending[0]?.reason);
    entries = report.entries;
  });
  return { lag, rebuild: { records: entries, recordsPerSecond: Math.round((entries / ms) * 1000) } };
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
  let writing = true;
  const watching = (async () => {
    while (writing || waiting.length > 0) {
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
  writing = false;
  const ended = performance.now();
  await watching;
  return {
    targetPerSecond: target,
    writesPerSecond: Math.round(rate),
    p50Ms: rounded(percentile(lags, 0.5), 1),
    p95Ms: rounded(percentile(lags, 0.95), 1),
    maxMs: rounded(Math.max(...lags), 1),
    caughtUpAfterMs: Math.round(performance.now() - ended),
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
