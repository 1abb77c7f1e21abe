import { setTimeout as pause } from "node:timers/promises";
import type { Memory } from "@pagefile/core";
import type { Space } from "@pagefile/core/contracts";
import { percentile, rounded } from "../engine/timing.ts";
import { drafts } from "./drafts.ts";
import type { Subject } from "./subjects.ts";

/** Records a second, over all writers. */
const target = 1_000;
/** A write takes what is due by then, and no less and no more than this. */
const [smallest, largest] = [5, 250];
/** How long catching up is watched after the last write. */
const longestMs = 20_000;
/** A store that is behind by more than so much of the writing, when the writing ends, falls behind. */
const allowedMs = 250;

export interface LagOptions {
  readonly subject: Subject;
  readonly seconds: number;
  /** Each has a writer of its own. */
  readonly spaces: readonly Space[];
  /** Whether the store has applied a space's journal up to an entry. */
  has(space: Space, seq: number): Promise<boolean>;
}

interface Write {
  readonly seq: number;
  readonly records: number;
  readonly acknowledgedAt: number;
}

/**
 * How long after its acknowledgement a record is in the store, where 1,000 a second are written. What is due is offered whether or
 * not the journal was in time with what was before: in larger writes then, as a program's queue would.
 */
export async function measureLag(memory: Memory, { subject, seconds, spaces, has }: LagOptions): Promise<object> {
  // The first write makes collections and indexes.
  for (const space of spaces) await memory.space(space).write(drafts(subject, 1));
  const started = performance.now();
  const passed = (): number => performance.now() - started;
  const waiting = new Map<Space, Write[]>(spaces.map((space) => [space, []]));
  const lags: number[] = [];
  let written = 0;
  let writing = spaces.length;

  const writeTo = async (space: Space): Promise<void> => {
    const rate = target / spaces.length / 1000;
    for (let mine = 0; passed() < seconds * 1000;) {
      const due = Math.floor(passed() * rate) - mine;
      if (due < smallest) {
        await pause(Math.ceil((smallest - due) / rate));
        continue;
      }
      const records = Math.min(due, largest);
      const { head } = await memory.space(space).write(drafts(subject, records), { wait: "journal" });
      waiting.get(space)?.push({ seq: head.seq, records, acknowledgedAt: performance.now() });
      mine += records;
      written += records;
    }
    writing -= 1;
  };

  /** Takes out what was applied; returns how many records are still waited for. */
  const look = async (): Promise<number> => {
    let left = 0;
    for (const [space, writes] of waiting) {
      for (let first = writes[0]; first !== undefined && (await has(space, first.seq)); first = writes[0]) {
        lags.push(...Array.from({ length: first.records }, () => performance.now() - first.acknowledgedAt));
        writes.shift();
      }
      left += writes.reduce((sum, { records }) => sum + records, 0);
    }
    return left;
  };

  const watch = async (): Promise<{ leftAtEnd: number; left: number; ended: number }> => {
    while (writing > 0) await pause(2).then(look);
    const [leftAtEnd, ended] = [written - lags.length, passed()];
    let left = await look();
    while (left > 0 && passed() - ended < longestMs) left = await pause(2).then(look);
    return { leftAtEnd, left, ended };
  };

  const [{ leftAtEnd, left, ended }] = await Promise.all([watch(), ...spaces.map(writeTo)]);
  const rate = (written / ended) * 1000;
  return {
    offeredPerSecond: target,
    writtenPerSecond: Math.round(rate),
    p50Ms: rounded(percentile(lags, 0.5), 1),
    p95Ms: rounded(percentile(lags, 0.95), 1),
    maxMs: rounded(Math.max(...lags), 1),
    appliedPerSecond: Math.round((lags.length / passed()) * 1000),
    leftWhenWritingEnded: leftAtEnd,
    verdict: verdictOf(rate, leftAtEnd),
    ...(left === 0 && { caughtUpAfterMs: Math.round(passed() - ended) }),
  };
}

function verdictOf(rate: number, left: number): string {
  if (left > (rate * allowedMs) / 1000) return "falls behind";
  return rate < 0.95 * target ? "keeps up with what the journal takes, which is less" : "keeps up";
}
