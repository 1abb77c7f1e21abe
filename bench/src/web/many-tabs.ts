import { setTimeout as pause } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { sentences } from "../engine/corpus.ts";
import { median, percentile, rounded } from "../engine/timing.ts";
import { type MeasuredChat, spaceRoute } from "./measured-chat.ts";
import type { Received, TabOptions } from "./tab-readers.ts";

const space = "local/tabs";
const writesPerSecond = 20;
const stretches = 4;

export interface TabFigures {
  readonly tabs: number;
  /** From the acknowledgement of a write to its receipt by the last tab. What is told while the write still returns counts as 0. */
  readonly medianMs: number;
  readonly p95Ms: number;
  /** From the beginning of the write. */
  readonly fromWriteMs: number;
  /** Pages of the journal that were read, for each write. */
  readonly readsPerWrite: number;
}

export interface ManyTabs {
  readonly writesPerSecond: number;
  readonly writes: number;
  readonly one: TabFigures;
  readonly many: TabFigures;
  readonly overOne: { readonly median: number; readonly p95: number; readonly fromWrite: number };
}

/** One space with one tab and with many, in alternating stretches of writing. */
export async function manyTabs(
  chat: MeasuredChat,
  { tabs, writes }: { readonly tabs: number; readonly writes: number },
): Promise<ManyTabs> {
  await chat.server.begin("assistant", space);
  // The same text again would be the same passage, and no write.
  const texts = sentences(20 + writes * 2, 41);
  await stretch(chat, 1, texts.splice(0, 20));
  const one: Stretch[] = [];
  const many: Stretch[] = [];
  const each = Math.ceil(writes / stretches);
  while (texts.length > 0) {
    one.push(await stretch(chat, 1, texts.splice(0, each)));
    many.push(await stretch(chat, tabs, texts.splice(0, each)));
  }
  const [few, all] = [figuresOf(1, one), figuresOf(tabs, many)];
  const overOne = {
    median: rounded(all.medianMs / few.medianMs),
    p95: rounded(all.p95Ms / few.p95Ms),
    fromWrite: rounded(all.fromWriteMs / few.fromWriteMs),
  };
  return { writesPerSecond, writes, one: few, many: all, overOne };
}

interface Stretch {
  readonly lagMs: readonly number[];
  readonly fromWriteMs: readonly number[];
  readonly reads: number;
}

function figuresOf(tabs: number, stretches: readonly Stretch[]): TabFigures {
  const lag = stretches.flatMap(({ lagMs }) => lagMs);
  return {
    tabs,
    medianMs: rounded(median(lag)),
    p95Ms: rounded(percentile(lag, 0.95)),
    fromWriteMs: rounded(median(stretches.flatMap(({ fromWriteMs }) => fromWriteMs))),
    readsPerWrite: rounded(stretches.reduce((sum, { reads }) => sum + reads, 0) / lag.length),
  };
}

async function stretch(chat: MeasuredChat, tabs: number, texts: readonly string[]): Promise<Stretch> {
  const options: TabOptions = { url: `${chat.base}${spaceRoute(space, "events")}`, token: chat.token, tabs };
  const worker = new Worker(new URL("./tab-readers.ts", import.meta.url), { workerData: options });
  try {
    const receipts = receiptsOf(worker);
    await receipts.of(0);
    const target = chat.memory.space(space);
    const lagMs: number[] = [];
    const fromWriteMs: number[] = [];
    chat.journalCalls();
    for (const text of texts) {
      const due = pause(1000 / writesPerSecond);
      const begun = now();
      const { head } = await target.write({ kind: "passage", text }, { wait: "journal" });
      const acknowledged = now();
      const { atMs } = await receipts.of(head.seq);
      lagMs.push(Math.max(0, atMs - acknowledged));
      fromWriteMs.push(atMs - begun);
      await due;
    }
    return { lagMs, fromWriteMs, reads: chat.journalCalls().get("entries") ?? 0 };
  } finally {
    await worker.terminate();
  }
}

/** What the worker says, by seq. */
function receiptsOf(worker: Worker): { of(seq: number): Promise<Received> } {
  const waiting = new Map<number, PromiseWithResolvers<Received>>();
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  const at = (seq: number): PromiseWithResolvers<Received> => {
    const there = waiting.get(seq) ?? Promise.withResolvers<Received>();
    waiting.set(seq, there);
    return there;
  };
  worker.on("message", (received: Received) => at(received.seq).resolve(received));
  worker.on("error", failed.reject);
  return { of: (seq) => Promise.race([at(seq).promise, failed.promise]) };
}

/** The clock that the worker has, too. */
function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
